package secret

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"testing"
)

var files = map[string]string{
	"a.env": "user=ann\r\n\npass=x=y\nempty=\n space = s \n", "bad.env": "user=ann\ntop-secret",
}

func read(path string) ([]byte, error) {
	text, ok := files[path]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errors.New("no such file or directory")}
	}
	return []byte(text), nil
}

func TestGet(t *testing.T) {
	for name, c := range map[string]struct {
		sources           []string
		source, key, want string
	}{
		"file":            {[]string{"file=a.env"}, Default, "user", "ann"},
		"its name":        {[]string{"file=a.env"}, "file", "user", "ann"},
		"= in a value":    {[]string{"file=a.env"}, Default, "pass", "x=y"},
		"empty":           {[]string{"file=a.env"}, Default, "empty", ""},
		"spaces stay":     {[]string{"file=a.env"}, Default, " space ", " s "},
		"filename":        {[]string{"file=name=cool,filename=a.env"}, "cool", "user", "ann"},
		"name last":       {[]string{"file=a.env,name=cool"}, "cool", "user", "ann"},
		"mock":            {[]string{"mock=a=1,b=2=3"}, Default, "b", "2=3"},
		"default":         {[]string{"mock=name=x,a=1", "mock=default,a=2"}, Default, "a", "2"},
		"named":           {[]string{"mock=name=x,a=1", "mock=default,a=2"}, "x", "a", "1"},
		"no key":          {[]string{"mock=a=1"}, Default, "b", `no value for the secret "b"`},
		"no source":       {[]string{"mock=a=1"}, "x", "a", `no secret source with name "x" is configured`},
		"no default":      {[]string{"mock=a=1", "file=a.env"}, Default, "a", `no secret source with name "default" is configured`},
		"nothing":         {nil, Default, "a", "no secret sources are configured"},
		"named default":   {[]string{"mock=name=default,a=1", "file=a.env"}, Default, "a", "1"},
		"default default": {[]string{"mock=name=default,default,a=1", "file=a.env"}, Default, "a", "1"},
	} {
		k, err := Open(c.sources, Config{Read: read})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := k.Get(t.Context(), c.source, c.key)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestFaults: what is wrong is told, all at once, and no secret with it.
func TestFaults(t *testing.T) {
	for sources, want := range map[string]string{
		"nope=secret":                         `secret source nope: "nope" is no kind of source: there are file, mock and url`,
		"":                                    `secret source : "" is no kind of source: there are file, mock and url`,
		"mock":                                "secret source mock: part 1 has no =: a secret is key=value",
		"mock=a=1,secret":                     "secret source mock: part 2 has no =: a secret is key=value",
		"file":                                "secret source file: it names no file: file=PATH",
		"file=a.env,nmae=cool":                "secret source file: it names two files, a.env and nmae=cool",
		"file=nowhere":                        "secret source file: read nowhere: no such file or directory",
		"file=bad.env":                        "secret source file: read bad.env: line 2 has no =: a secret is key=value",
		"mock=a=1 mock=a=2":                   `two secret sources are named "mock": give one a name=`,
		"mock=default,a=1 file=a.env,default": "two secret sources are the default one",
		"mock=name=default,a=1 file=a.env,default": "two secret sources are the default one",
		"file=a.env,default mock=name=default,a=1": `two secret sources are named "default": give one a name=`,
		"mock=x file=nowhere":                      "secret source mock: part 1 has no =: a secret is key=value\nsecret source file: read nowhere: no such file or directory",
	} {
		list := strings.Split(sources, " ")
		if _, err := Open(list, Config{Read: read}); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", sources, err, want)
		}
	}
}

func TestHandler(t *testing.T) {
	var none *Keeper
	if h := slog.DiscardHandler; none.Handler(h) != h || none.Redact("a") != "a" {
		t.Error("a nil Keeper changes something")
	}
	k, err := Open([]string{"mock=a=open,b=open sesame,c=,d=42"}, Config{Read: read})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	next := slog.NewTextHandler(&out, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}})
	log := slog.New(k.Handler(next))
	log.With("w", "say open").WithGroup("g").Info("open sesame, open!", "n", 42, "m", 7, "err", fmt.Errorf("no open"))
	want := `level=INFO msg="***SECRET_REDACTED***, ***SECRET_REDACTED***!" w="say ***SECRET_REDACTED***" g.n=***SECRET_REDACTED*** g.m=7 g.err="no ***SECRET_REDACTED***"` + "\n"
	if out.String() != want {
		t.Errorf("%s, want %s", out.String(), want)
	}
}
