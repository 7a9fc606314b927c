package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"volley/internal/archive"
	"volley/internal/run"
	"volley/internal/script"
)

func (p *process) archiveCommand() *cobra.Command {
	flags := newTestFlags()
	out, exclude := "archive.tar", false
	c := &cobra.Command{
		Use:   "archive FILE",
		Short: "Put a test into one file",
		Long: `Put the k6 script in FILE and all that it imports and opens into one file, with its
options and with what -e gives, to be run elsewhere: volley run archive.tar. The flags
are those of volley run. The environment stays out unless --include-system-env-vars is
given. k6 runs such archives too.`,
		Args:              oneScript,
		ValidArgsFunction: scriptFiles,
		RunE:              func(_ *cobra.Command, args []string) error { return p.archive(args[0], out, flags, exclude) },
	}
	c.Flags().SortFlags = false
	c.Flags().StringVarP(&out, "archive-out", "O", out, "the archive; - is standard output")
	c.Flags().BoolVar(&exclude, "exclude-env-vars", false, "leave out what -e gives, too")
	flags.set.VisitAll(func(f *pflag.Flag) {
		f.Hidden = true
		c.Flags().AddFlag(f)
	})
	return c
}

// archive reads a test as if to run it, and takes notes of what it reads.
func (p *process) archive(file, out string, flags *testFlags, exclude bool) error {
	if file == "-" {
		return errors.New("an archive is made of a file: a script from standard input has no name to import from")
	}
	t, err := p.test(flags)
	if err != nil {
		return err
	}
	if set, _ := readSettings(flags.settings, p.env); set.by["include-system-env-vars"] == "" {
		t.given(set, p.env)
	}
	if err := t.load(file); err != nil {
		return err
	}
	notes := &notes{read: t.config.Script.Read, files: map[string][]byte{}, redirects: map[string]string{}}
	if notes.read == nil { // else an archive is made of an archive
		notes.read, t.config.Script.Made = os.ReadFile, notes.make
	}
	t.config.Script.Read, t.config.Script.Fetch = notes.readFile, notes.noted(t.config.Script.Fetch)
	plan, err := run.Prepare(context.Background(), t.config)
	if err != nil {
		return err
	}
	t.warn(plan)
	if exclude {
		t.config.Vars = map[string]string{}
	}
	a := &archive.Archive{Files: notes.files, Metadata: archive.Metadata{
		Type: "js", Options: plan.Options.JSON(), Env: t.config.Vars,
		Filename: plan.ScriptURL(), Dir: strings.TrimSuffix(plan.ScriptURL()[:strings.LastIndexByte(plan.ScriptURL(), '/')+1], "/"),
		CompatibilityMode: "extended", Version: version, System: runtime.GOOS, Redirects: notes.redirects,
	}}
	name, err := a.Metadata.Path()
	if err != nil {
		return fmt.Errorf("make the archive: %w", err)
	}
	a.Script = a.Files[name]
	var text bytes.Buffer
	if err := a.Write(&text, time.Now()); err != nil {
		return fmt.Errorf("make the archive: %w", err)
	}
	if out == "-" {
		return p.screen.whole(text.Bytes())
	}
	if err := os.WriteFile(out, text.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the archive: %w", plainPath(err))
	}
	return nil
}

// given leaves only those variables in __ENV that -e gives.
func (t *trial) given(set chosen, env environment) {
	if set.words == nil {
		return
	}
	set.words["include-system-env-vars"] = []string{"false"}
	_ = set.apply(&t.config, env) // its faults have been told
}

// notes keep what is read.
//
// Safe for concurrent use.
type notes struct {
	read      func(string) ([]byte, error)
	mu        sync.Mutex
	files     map[string][]byte // by path, with slashes, or by address
	redirects map[string]string
}

func (n *notes) readFile(path string) ([]byte, error) {
	text, err := n.read(path)
	if err == nil {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.files[filepath.ToSlash(path)] = text
	}
	return text, err
}

// make keeps what the test imports and no file holds: its packages, in a
// bundle, and modules from the web.
func (n *notes) make(path string, text []byte) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.files[filepath.ToSlash(path)] = text
}

// load says which script a trial is of: the one in a file, or in the archive
// that the file is.
func (t *trial) load(file string) error {
	t.script = filepath.ToSlash(file)
	t.config.Script = script.Config{Path: file, Stdin: t.stdin, Fetch: t.fetcher()}
	a, err := archived(file)
	if err != nil {
		return fmt.Errorf("read the archive %s: %w", file, err)
	}
	if a == nil {
		return nil
	}
	t.config.Script.Path, t.config.Script.Read, t.config.Script.Fetch = a.Metadata.Filename, a.ReadFile, packed(a)
	if options := bytes.TrimSpace(a.Metadata.Options); len(options) > 0 && string(options) != "null" {
		t.config.Archived = options
	}
	vars := map[string]string{}
	maps.Copy(vars, a.Metadata.Env)
	maps.Copy(vars, t.config.Vars) // k6: what is said here and now counts
	t.config.Vars = vars
	return nil
}

// archived is the archive that a file is; nil if it is none.
func archived(file string) (*archive.Archive, error) {
	if file == "-" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, nil // whoever reads the script says so better
	}
	defer func() { _ = f.Close() }()
	begin := make([]byte, archive.Begin)
	n, _ := io.ReadFull(f, begin)
	if !archive.Is(begin[:n]) {
		return nil, nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return archive.Read(f)
}
