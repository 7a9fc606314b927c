package cli

import (
	"strings"
	"testing"
)

func TestPreflight(t *testing.T) {
	for name, c := range map[string]struct {
		vus  int64
		l    limits
		want []string // a part of each sentence
	}{
		"room enough":     {1000, limits{files: 1 << 20, ports: 28232}, nil},
		"unknown limits":  {1_000_000, limits{}, nil},
		"just enough":     {960, limits{files: 1024}, nil},
		"too few files":   {961, limits{files: 1024, ports: 28232}, []string{"961 VUs, each with a socket at the least, but this process may open only 1024 files: raise the limit with `ulimit -n 4096`"}},
		"too few ports":   {28233, limits{files: 1 << 20, ports: 28232}, []string{"only 28232 local ports towards one server address"}},
		"how many more":   {100_000, limits{ports: 28232}, []string{"run the test on 4 machines"}},
		"neither":         {100_000, limits{files: 1024, ports: 28232}, []string{"ulimit", "ip_local_port_range"}},
		"no VUs, somehow": {-1, limits{files: 1024, ports: 28232}, nil},
	} {
		got := preflight(c.vus, c.l)
		if len(got) != len(c.want) {
			t.Errorf("%s: preflight(%d, %+v) = %q, want %d sentences", name, c.vus, c.l, got, len(c.want))
			continue
		}
		for i := range got {
			if !strings.Contains(got[i], c.want[i]) {
				t.Errorf("%s: %q lacks %q", name, got[i], c.want[i])
			}
		}
	}
}
