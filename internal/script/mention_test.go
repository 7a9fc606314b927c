package script

import (
	"context"
	"strings"
	"testing"
)

func TestMentions(t *testing.T) {
	s, err := Load(context.Background(), Config{Path: "-", Stdin: strings.NewReader("export default function () { JSON.parse('1'); open = require }"), Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second answer is the kept one
		if !s.Mentions("JSON") {
			t.Error("Mentions(JSON) = false, want true")
		}
		if s.Mentions("Reflect") {
			t.Error("Mentions(Reflect) = true, want false")
		}
		if !s.Assigns("open") || s.Assigns("require") {
			t.Error("Assigns(open), Assigns(require) = ", s.Assigns("open"), s.Assigns("require"))
		}
	}
}
