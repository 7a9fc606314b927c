package dom

import (
	"os"
	"strings"
	"testing"
)

// TestListed keeps the reference page complete: every member stands there, those
// of a tag in its row.
func TestListed(t *testing.T) {
	data, err := os.ReadFile("../../docs/html.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	selection, rest, _ := strings.Cut(page, "\n## Element\n")
	element, tagTable, _ := strings.Cut(rest, "\nSome tags have more.")
	for name := range table().selection.Methods {
		if !strings.Contains(selection, "`"+name+"(") {
			t.Errorf("docs/html.md does not mention %s() of Selection", name)
		}
	}
	for name := range table().element.Methods {
		if !strings.Contains(element, "`"+name+"(") {
			t.Errorf("docs/html.md does not mention %s() of Element", name)
		}
	}
	rows := map[string]string{}
	for line := range strings.Lines(tagTable) {
		if cells := strings.Split(line, "|"); len(cells) == 4 {
			members := cells[2]
			if before, ok := strings.CutPrefix(members, " as `"); ok {
				members += rows[before[:strings.IndexByte(before, '`')]]
			}
			for tag := range strings.SplitSeq(cells[1], ",") {
				rows[strings.Trim(tag, " `")] = members
			}
		}
	}
	for tag, members := range tags() {
		for name := range members {
			if !strings.Contains(rows[tag], "`"+name+"`") {
				t.Errorf("docs/html.md does not mention %s() of %s", name, tag)
			}
		}
	}
}
