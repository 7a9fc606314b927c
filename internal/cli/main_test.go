package cli

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"sync"

	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"volley/internal/run"
	"volley/internal/target"
	"volley/internal/wstest"
)

// TestMain makes the test binary the program as well: tests start it as volley.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"volley": func() { os.Exit(Main(os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr, run.Extensions{})) },
	})
}

// TestScripts runs testdata/script. Beside testscript's own commands there are:
//
//	wsserver             start a server; $URL and $TLSURL are its addresses, without a path, $PORT the first's port
//	proxy SCHEME         start a proxy; $PROXY is its URL, with user and password
//	modules FOLDER       serve it over https; $MODULES is the address, and $SSL_CERT_FILE
//	                     makes it known; "modules -" ends that
//	exits CODE CMD …     run a command that must end with that code
//	unstamp FROM TO      copy a summary without what differs from run to run
//	sentences FROM TO    copy a log without its times
//
// The copies call the working directory DIR.
//
// go test ./internal/cli -update rewrites what cmp compares with.
func TestScripts(t *testing.T) {
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	archives, err := filepath.Abs("../archive/testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("EXAMPLES", examples)
			e.Setenv("ARCHIVES", archives)
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"wsserver": func(ts *testscript.TestScript, _ bool, _ []string) {
				s, stop := serveTarget(ts.Fatalf)
				ts.Defer(stop)
				ts.Setenv("URL", "ws://"+s.Addr())
				ts.Setenv("TLSURL", "wss://"+s.TLSAddr())
				_, port, _ := net.SplitHostPort(s.Addr())
				ts.Setenv("PORT", port)
			},
			"proxy": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Setenv("PROXY", wstest.NewProxy(t, args[0], "me", "secret").URL)
			},
			"modules":   serveModules(),
			"exits":     exits,
			"unstamp":   copied(unstamp),
			"sentences": copied(sentences),
		},
	})
}

// serveTarget starts the server that is built into volley.
func serveTarget(fatalf func(string, ...any)) (s *target.Server, stop func()) {
	s, err := target.New(target.Config{Addr: "127.0.0.1:0", TLSAddr: "127.0.0.1:0"})
	if err == nil {
		err = s.Listen()
	}
	if err != nil {
		fatalf("start a server: %v", err)
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve(context.Background()) }()
	return s, func() {
		_ = s.Close()
		<-served
	}
}

// serveModules serves a folder over https until it is told to end.
func serveModules() func(*testscript.TestScript, bool, []string) {
	var mu sync.Mutex
	ends := map[*testscript.TestScript]func(){}
	return func(ts *testscript.TestScript, _ bool, args []string) {
		mu.Lock()
		defer mu.Unlock()
		if args[0] == "-" {
			ends[ts]()
			return
		}
		s := httptest.NewTLSServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
		ends[ts] = s.Close
		ts.Defer(s.Close)
		certificate := ts.MkAbs("modules.pem")
		ts.Check(os.WriteFile(certificate, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o644))
		ts.Setenv("SSL_CERT_FILE", certificate)
		ts.Setenv("MODULES", s.URL)
	}
}

// exits runs a command and compares its exit code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGUMENT…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// copied is a command that copies a text through a function.
func copied(f func(string) string) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) {
		if len(args) != 2 {
			ts.Fatalf("it takes two files")
		}
		text := strings.ReplaceAll(f(ts.ReadFile(args[0])), ts.Getenv("WORK"), "DIR")
		ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
	}
}
