//go:build !linux

package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "soak: it looks at volley through /proc, which only Linux has")
	os.Exit(1)
}
