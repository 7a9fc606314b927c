package wstest

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// Lacks ends a test for which something of this machine is not there: a program,
// or a right. It is skipped, unless VOLLEY_JUDGES names that, or is "required":
// then it fails.
func Lacks(t *testing.T, judge string, why error) {
	t.Helper()
	wanted := strings.Fields(os.Getenv("VOLLEY_JUDGES"))
	if slices.Contains(wanted, judge) || slices.Contains(wanted, "required") {
		t.Fatalf("VOLLEY_JUDGES requires %s: %v", judge, why)
	}
	t.Skipf("no judge %s: %v", judge, why)
}
