package ws

import (
	"testing"
	"volley/internal/session"
	"volley/internal/vu"
	"volley/internal/vutest"
	"volley/internal/wstest"
)

func TestScripts(t *testing.T) {
	s := wstest.New(t)
	vutest.Kit{Modules: map[string]vu.Module{"k6/ws": New(&session.Config{MaxUnread: 1 << 20})}, Replace: map[string]string{"URL": s.URL}}.RunDir(t, "testdata")
}
