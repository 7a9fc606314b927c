package summary

import (
	"strings"

	"volley/internal/metric"
)

// Check is how often a check passed and failed.
//
// Immutable after Of.
type Check struct {
	Name          string
	Group         string // the group's path; "" at the root
	Scenario      string
	Passes, Fails uint64
}

// Group is a group() of the script, with its checks and groups in the order
// they were first seen. The root has no name.
//
// Immutable after Of.
type Group struct {
	Name, Path string
	Groups     []*Group
	Checks     []Check
}

// checksOf reads the checks out of the series of the metric checks.
func checksOf(t *metric.Total) []Check {
	var all []Check
	t.Each(t.Registry().Builtin.Checks, func(_ metric.Series, tags metric.Tags, v *metric.Value) {
		name, known := tags.Lookup("check")
		if !known { // the system tag is off: there is only a sum
			return
		}
		all = append(all, Check{
			Name: name, Group: tags.Value("group"), Scenario: tags.Value("scenario"),
			Passes: uint64(v.Sum), Fails: v.N - uint64(v.Sum),
		})
	})
	return all
}

// tree builds the groups from their paths.
func tree(paths []string, checks []Check) *Group {
	root := &Group{}
	known := map[string]*Group{"": root}
	for _, path := range paths {
		place(known, path)
	}
	for _, c := range checks {
		place(known, c.Group).add(c)
	}
	return root
}

// place finds or makes a group and those around it.
func place(known map[string]*Group, path string) *Group {
	if g := known[path]; g != nil {
		return g
	}
	at := strings.LastIndex(path, separator)
	if at < 0 { // a tag group that is no path, from a script's own hand
		return known[""]
	}
	g := &Group{Name: path[at+len(separator):], Path: path}
	around := place(known, path[:at])
	around.Groups = append(around.Groups, g)
	known[path] = g
	return g
}

// Shown are the groups within a group as k6 tells of them: those of setup() and
// teardown(), which nobody called, only if something is in them.
func (g *Group) Shown() []*Group {
	var all []*Group
	for _, inner := range g.Groups {
		stage := inner.Path == "::setup" || inner.Path == "::teardown"
		if !stage || len(inner.Checks)+len(inner.Groups) > 0 {
			all = append(all, inner)
		}
	}
	return all
}

// separator stands before each name in a path; names cannot contain it.
const separator = "::"

func (g *Group) add(c Check) {
	for i := range g.Checks {
		if g.Checks[i].Name == c.Name {
			g.Checks[i].Passes += c.Passes
			g.Checks[i].Fails += c.Fails
			return
		}
	}
	g.Checks = append(g.Checks, Check{Name: c.Name, Group: g.Path, Passes: c.Passes, Fails: c.Fails})
}

// ID is k6's name for a group: a digest of its path.
func (g *Group) ID() string { return id(g.Path) }

// Path is the group's path and the check's name.
func (c Check) Path() string { return c.Group + separator + c.Name }

// ID is k6's name for a check: a digest of its path.
func (c Check) ID() string { return id(c.Path()) }
