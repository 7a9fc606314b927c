package script

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/go-sourcemap/sourcemap"
	"github.com/grafana/sobek/file"
)

// readMap reads a source map (ECMA-426) for the engine, which counts columns
// from 1 where maps count from 0: both columns of every mapping are moved.
func readMap(name string, data []byte) (*sourcemap.Consumer, error) {
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		return nil, fmt.Errorf("read the map of the rewritten source: %w", err)
	}
	text, _ := fields["mappings"].(string)
	fields["mappings"] = moveColumns(text)
	data, err := json.Marshal(fields)
	if err != nil {
		return nil, fmt.Errorf("write the map of the rewritten source: %w", err)
	}
	m, err := sourcemap.Parse(name, data)
	if err != nil {
		return nil, fmt.Errorf("read the map of the rewritten source: %w", err)
	}
	return m, nil
}

// moveColumns adds one to every column of a map's mappings. They are written as
// differences: the first of a line for the generated column, the first of all
// for the original one.
func moveColumns(mappings string) string {
	lines := strings.Split(mappings, ";")
	original := 1
	for i, line := range lines {
		if line == "" {
			continue
		}
		segment, rest, more := strings.Cut(line, ",")
		fields := decodeVLQ(segment)
		if len(fields) == 0 { // nobody writes that; who reads it says so
			continue
		}
		fields[0]++
		if len(fields) >= 4 {
			fields[3] += original
			original = 0
		}
		lines[i] = encodeVLQ(fields)
		if more {
			lines[i] += "," + rest
		}
	}
	return strings.Join(lines, ";")
}

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// decodeVLQ reads the numbers of one segment: groups of five bits, lowest first,
// a sixth where more follow; the lowest bit of a number is its sign.
func decodeVLQ(segment string) (numbers []int) {
	n, shift := 0, 0
	for i := range len(segment) {
		digit := strings.IndexByte(base64, segment[i])
		n |= digit & 31 << shift
		shift += 5
		if digit&32 != 0 {
			continue
		}
		if n&1 != 0 {
			n = -n
		}
		numbers = append(numbers, n/2)
		n, shift = 0, 0
	}
	return numbers
}

func encodeVLQ(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		n *= 2
		if n < 0 {
			n = -n | 1
		}
		for ; n > 31; n >>= 5 {
			b.WriteByte(base64[n&31|32])
		}
		b.WriteByte(base64[n])
	}
	return b.String()
}

// mapped is the place in the user's file of a place in what it was made into.
func mapped(m *sourcemap.Consumer, p file.Position) file.Position {
	if _, _, line, column, ok := m.Source(p.Line, p.Column); ok {
		p.Line, p.Column = line, column
	}
	return p
}
