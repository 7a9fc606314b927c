package cli

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"volley/internal/option"
)

// TestReference keeps docs/options.md what the tables say. To write it anew:
//
//	go test ./internal/cli -run TestReference -update
func TestReference(t *testing.T) {
	const page = "../../docs/options.md"
	want := reference()
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("docs/options.md is stale, -update writes it anew (-want +got):\n%s", diff)
	}
}

// reference is the page of all options and settings.
func reference() string {
	var b strings.Builder
	b.WriteString(`# Options

Made from the tables in internal/option and internal/cli: ` + "`go test ./internal/cli -run TestReference -update`" + ` writes it anew.

An option can be given in the script, in a config file, by a variable or by a flag. Each of these overrides those before it, and
all override the default. ` + "`duration`, `iterations`, `stages` and `scenarios`" + ` go together: whoever gives one of these four puts
aside what was said before of any of them. ` + "`volley inspect --explain FILE`" + ` tells who gave what.

Of two variables the one in front wins. A name that is marked ¹ is not read from scripts, only from config files. Durations
in scripts are numbers of milliseconds or texts such as ` + "`'1m30s'`" + `; flags need a unit. Sizes are numbers of bytes or texts such as ` + "`64kB`, `32MiB`" + `.
`)
	flags := newTestFlags()
	title := ""
	for _, row := range option.Table() {
		for _, g := range optionGroups {
			if g.first == row.Name {
				title = g.title
				fmt.Fprintf(&b, "\n## %s\n\n| Name | Flag | Variables | Type | Default | What it says |\n|---|---|---|---|---|---|\n", title)
			}
		}
		b.WriteString(optionRow(row))
	}
	b.WriteString("\n# Settings\n\nHow the program behaves, rather than the test. Scripts cannot give them.\n")
	title = ""
	for _, s := range settings {
		if s.group != title {
			title = s.group
			fmt.Fprintf(&b, "\n## %s\n\n| Flag | Variables | Default | What it says |\n|---|---|---|---|\n", title)
		}
		flag := flags.set.Lookup(s.name)
		help := s.help
		if s.idle != "" {
			help += "; no effect: " + s.idle
		}
		cells(&b, flagName(flag.Name, flag.Shorthand, s.word), quotedAll(s.variables()), quoted(s.initial), help)
	}
	return b.String()
}

func optionRow(row option.Field) string {
	var b strings.Builder
	name := quoted(row.Name)
	if row.NoJSON {
		name += " ¹"
	}
	word := row.Type()
	if row.Bool() {
		word = ""
	}
	flag := ""
	if row.Flag != "" {
		flag = flagName(row.Flag, row.Short, word)
		if row.Repeat {
			flag += ", several times"
		}
	}
	help := row.Help
	if row.Effect == option.Ignored {
		help += "; no effect"
	}
	if row.Implied != "" {
		help += "; without a value: " + quoted(row.Implied)
	}
	cells(&b, name, flag, quotedAll(row.Variables()), row.Type(), quoted(row.Default), help)
	return b.String()
}

func flagName(long, short, word string) string {
	text := "--" + long
	if word != "" {
		text += " " + word
	}
	if short != "" {
		return quoted("-"+short) + " " + quoted(text)
	}
	return quoted(text)
}

// cells writes a row of a table.
func cells(b *strings.Builder, texts ...string) {
	for i, text := range texts {
		if text == "" {
			text = " "
		}
		texts[i] = strings.ReplaceAll(text, "|", `\|`)
	}
	b.WriteString("| " + strings.Join(texts, " | ") + " |\n")
}

func quoted(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}

func quotedAll(names []string) string {
	var all []string
	for _, name := range names {
		all = append(all, quoted(name))
	}
	return strings.Join(all, " ")
}
