package secrets

import (
	"testing"

	"volley/internal/secret"
	"volley/internal/vutest"
)

func TestScripts(t *testing.T) {
	k, err := secret.Open([]string{"mock=default,user=ann,empty=", "mock=name=cool,user=bob"}, secret.Config{})
	if err != nil {
		t.Fatal(err)
	}
	vutest.RunDir(t, New(k), "testdata")
}

func TestNone(t *testing.T) { vutest.RunDir(t, New(nil), "testdata/none") }
