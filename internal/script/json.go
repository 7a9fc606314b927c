package script

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// isJSON goes by the ending of a name.
func isJSON(location string) bool {
	return strings.HasSuffix(strings.ToLower(plain(location)), ".json")
}

// fromJSON makes CommonJS of a JSON file: a text that each VU parses, which is
// there once, where an expression would be code for every value.
func fromJSON(src string) (string, error) {
	var any json.RawMessage
	if err := json.Unmarshal([]byte(src), &any); err != nil {
		return "", notJSON(src, err)
	}
	quoted, err := json.Marshal(src) // U+2028 and U+2029 are escaped
	if err != nil {
		return "", err
	}
	return "module.exports = JSON.parse(" + string(quoted) + ")", nil
}

// notJSON says where a file is wrong.
func notJSON(src string, err error) error {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return fmt.Errorf("SyntaxError: this is no JSON: %w", err)
	}
	before := src[:min(max(int(syntax.Offset)-1, 0), len(src))]
	line := 1 + strings.Count(before, "\n")
	column := len(before) - strings.LastIndexByte(before, '\n')
	return fmt.Errorf("SyntaxError: this is no JSON, at line %d, column %d: %w", line, column, err)
}
