package wire

import (
	"slices"
	"testing"
)

func TestFields(t *testing.T) {
	var f Fields
	f.Set("Accept", "a")
	f.Set("X-Two", "2")
	f.Set("ACCEPT", "b") // in its place
	if want := (Fields{{"ACCEPT", "b"}, {"X-Two", "2"}}); !slices.Equal(f, want) {
		t.Errorf("%v, want %v", f, want)
	}
	f = append(f, Field{"x-two", "3"}, Field{"Last", "4"})
	if got := f.Values("X-TWO"); !slices.Equal(got, []string{"2", "3"}) {
		t.Errorf("values %q", got)
	}
	if got, none := f.Value("x-two"), f.Value("x"); got != "2" || none != "" {
		t.Errorf("values %q, %q", got, none)
	}
	f.Set("X-Two", "5")
	if want := (Fields{{"ACCEPT", "b"}, {"X-Two", "5"}, {"Last", "4"}}); !slices.Equal(f, want) {
		t.Errorf("%v, want %v", f, want)
	}
	f.Del("accept")
	f.Del("nothing")
	if want := (Fields{{"X-Two", "5"}, {"Last", "4"}}); !slices.Equal(f, want) {
		t.Errorf("%v, want %v", f, want)
	}
}

// TestFieldsCopy: neither Set nor Del changes a copy made before.
func TestFieldsCopy(t *testing.T) {
	f := make(Fields, 0, 10)
	f.Set("A", "1")
	f.Set("B", "2")
	want := slices.Clone(f)
	a, b, c, d := f, f, f, f
	a.Set("A", "x")
	b.Del("A")
	c.Set("C", "c")
	d.Set("D", "d")
	if !slices.Equal(f, want) || c.Value("C") != "c" || d.Value("D") != "d" || a.Value("A") != "x" || b.Value("A") != "" {
		t.Errorf("%v, %v, %v, %v, %v", f, a, b, c, d)
	}
}
