package script

import (
	"errors"
	"fmt"

	"github.com/grafana/sobek"
	"github.com/grafana/sobek/file"
	"github.com/grafana/sobek/parser"
)

// Exception is a fault of the script itself: it does not parse, imports what
// does not exist, or threw in its init context. Immutable.
type Exception struct {
	// Where is "url:line:column", "" when Err says so already.
	Where string
	Err   error
}

// Error is the place and the fault.
func (e *Exception) Error() string {
	if e.Where == "" {
		return text(e.Err)
	}
	return e.Where + ": " + text(e.Err)
}

// Unwrap is the fault without its place.
func (e *Exception) Unwrap() error { return e.Err }

// text shows a thrown value with its stack.
func text(err error) string {
	var thrown *sobek.Exception
	if errors.As(err, &thrown) {
		return thrown.String()
	}
	if deep, is := errors.AsType[*sobek.StackOverflowError](err); is {
		return "RangeError: Maximum call stack size exceeded" + deep.Error() // which is where
	}
	return err.Error()
}

// Missing is an entry script that cannot be read. Immutable.
type Missing struct {
	Path string
	Err  error
}

// Error names the file and why it cannot be read.
func (m *Missing) Error() string { return fmt.Sprintf("open %s: %v", m.Path, m.Err) }

// Unwrap is the operating system's reason.
func (m *Missing) Unwrap() error { return m.Err }

// at is a fault at a place of a file.
func at(p file.Position, name string, err error) error {
	if p.Filename == "" {
		p.Filename = name
	}
	return &Exception{Where: fmt.Sprintf("%s:%d:%d", p.Filename, p.Line, p.Column), Err: err}
}

// syntaxFault gives the engine's syntax errors one shape. Only the first of
// many is shown: what follows it is mostly its echo.
func syntaxFault(name string, err error) error {
	var list parser.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return at(list[0].Position, name, errors.New("SyntaxError: "+list[0].Message))
	}
	var syntax *sobek.CompilerSyntaxError
	if errors.As(err, &syntax) {
		return compilerFault(name, "SyntaxError: ", &syntax.CompilerError)
	}
	var reference *sobek.CompilerReferenceError
	if errors.As(err, &reference) {
		return compilerFault(name, "ReferenceError: ", &reference.CompilerError)
	}
	var already *Exception
	if errors.As(err, &already) {
		return err
	}
	return &Exception{Where: name, Err: err}
}

func compilerFault(name, kind string, c *sobek.CompilerError) error {
	err := errors.New(kind + c.Message)
	if c.File == nil {
		return &Exception{Where: name, Err: err}
	}
	return at(c.File.Position(c.Offset), c.File.Name(), err)
}
