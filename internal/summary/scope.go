package summary

import (
	"slices"

	"volley/internal/metric"
)

// scopes are the parts of a full summary. With no scenario but the default one
// they are the groups; else each scenario has its groups in it, and only those
// of setup() and teardown() stand alone.
func (r *reader) scopes(root *Group) (groups, scenarios []Section) {
	names := r.scenarios()
	alone := len(names) == 0 || len(names) == 1 && names[0] == "default"
	for _, g := range root.Groups {
		if alone || g.Path == "::setup" || g.Path == "::teardown" {
			if section, found := r.group(g, ""); found {
				groups = append(groups, section)
			}
		}
	}
	if alone {
		return groups, nil
	}
	for _, name := range names {
		section := r.section(name, metric.Scope{Scenario: name})
		for _, g := range root.Groups {
			if inner, found := r.group(g, name); found {
				section.Groups = append(section.Groups, inner)
			}
		}
		scenarios = append(scenarios, section)
	}
	return groups, scenarios
}

// group is a group and those within it; found is false if nothing happened there.
func (r *reader) group(g *Group, scenario string) (section Section, found bool) {
	section = r.section(g.Name, metric.Scope{Scenario: scenario, Group: g.Path})
	for _, inner := range g.Groups {
		if s, found := r.group(inner, scenario); found {
			section.Groups = append(section.Groups, s)
		}
	}
	return section, len(section.Checks)+len(section.Metrics)+len(section.Groups) > 0
}

func (r *reader) section(name string, scope metric.Scope) Section {
	s := Section{Name: name, Checks: r.named(scope)}
	for _, m := range r.reg.Metrics() {
		if v := r.in.Total.Scope(m, scope); v.N > 0 {
			s.Metrics = append(s.Metrics, r.row(m, m.Name, v))
		}
	}
	slices.SortFunc(s.Metrics, byName)
	return s
}

// scenarios are the names of the scenarios that did something, sorted.
func (r *reader) scenarios() []string {
	seen := map[string]bool{}
	var names []string
	for _, m := range r.reg.Metrics() {
		r.in.Total.Each(m, func(_ metric.Series, tags metric.Tags, _ *metric.Value) {
			if name := tags.Value("scenario"); name != "" && !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		})
	}
	slices.Sort(names)
	return names
}

// named are the checks of a scope, those of one name together.
func (r *reader) named(scope metric.Scope) []Check {
	var all []Check
	at := map[string]int{}
	for _, c := range r.checks {
		if scope.Scenario != "" && c.Scenario != scope.Scenario || scope.Group != "" && c.Group != scope.Group {
			continue
		}
		i, seen := at[c.Name]
		if !seen {
			i = len(all)
			at[c.Name] = i
			all = append(all, Check{Name: c.Name})
		}
		all[i].Passes += c.Passes
		all[i].Fails += c.Fails
	}
	return all
}
