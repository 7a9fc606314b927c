package judge

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"volley/internal/wstest"
)

// nodeModules is the folder with what the lock file names. It is installed once
// and kept in the user's cache, under the lock file's own sum.
var nodeModules = sync.OnceValues(func() (string, error) {
	files := map[string][]byte{}
	for _, name := range []string{"package.json", "package-lock.json"} {
		text, err := os.ReadFile(filepath.Join("testdata", "node", name))
		if err != nil {
			return "", err
		}
		files[name] = text
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	final := filepath.Join(cache, fmt.Sprintf("volley-judge-%.8x", sha256.Sum256(files["package-lock.json"])))
	modules := filepath.Join(final, "node_modules")
	if _, err := os.Stat(modules); err == nil {
		return modules, nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(cache, "volley-judge-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			return "", err
		}
	}
	c := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		return "", fmt.Errorf("npm ci: %w: %s", err, out)
	}
	if err := os.Rename(dir, final); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	return modules, nil // ours, or that of who was faster
})

// node is a command of a script of testdata/node.
func node(t *testing.T, script string, args ...string) *exec.Cmd {
	t.Helper()
	require(t, "node", "node", "npm")
	modules, err := nodeModules()
	if err != nil {
		wstest.Lacks(t, "node", err)
	}
	c := exec.CommandContext(t.Context(), "node", append([]string{filepath.Join("testdata", "node", script)}, args...)...)
	c.Env = append(os.Environ(), "NODE_PATH="+modules)
	return c
}

func startNode(t *testing.T) server {
	return started(t, node(t, "server.js"), ways...)
}

// debianPython is where Debian's packages are; another python3 may come first.
const debianPython = "/usr/bin/python3"

func startPython(t *testing.T) server {
	require(t, "python", debianPython)
	if out, err := exec.Command(debianPython, "-c", "import websockets").CombinedOutput(); err != nil {
		wstest.Lacks(t, "python", fmt.Errorf("import websockets: %w: %s", err, out))
	}
	return started(t, exec.CommandContext(t.Context(), debianPython, filepath.Join("testdata", "python", "server.py")), ways...)
}
