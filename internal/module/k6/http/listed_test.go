package http

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestListed keeps the reference page complete.
func TestListed(t *testing.T) {
	page, err := os.ReadFile("../../../../docs/http.md")
	if err != nil {
		t.Fatal(err)
	}
	have := string(page)
	all := slices.Concat(names, members, slices.Collect(maps.Keys(responseClass.Methods)), slices.Collect(maps.Keys(cookieJar.Methods)))
	for _, name := range all {
		if !strings.Contains(have, "`"+name) && !strings.Contains(have, "`new "+name) {
			t.Errorf("docs/http.md does not mention %s", name)
		}
	}
}
