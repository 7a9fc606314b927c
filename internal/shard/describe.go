package shard

import (
	"fmt"
	"strings"
)

// describe is what a VU is doing and what it waits for, as a sentence's end.
func describe(where string, holders []string, more int) string {
	text := where
	if len(holders) == 0 {
		return text
	}
	text += ", held by " + strings.Join(holders, ", ")
	if more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
