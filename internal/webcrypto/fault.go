package webcrypto

import "fmt"

// fault is a DOMException to be. Immutable.
type fault struct{ name, text string }

// Error is the exception's message.
func (f *fault) Error() string { return f.text }

// The exceptions of the standard (§18.4).
func notSupported(format string, args ...any) error {
	return &fault{"NotSupportedError", fmt.Sprintf(format, args...)}
}
func syntax(format string, args ...any) error {
	return &fault{"SyntaxError", fmt.Sprintf(format, args...)}
}
func invalidAccess(format string, args ...any) error {
	return &fault{"InvalidAccessError", fmt.Sprintf(format, args...)}
}
func badData(format string, args ...any) error {
	return &fault{"DataError", fmt.Sprintf(format, args...)}
}
func failed(format string, args ...any) error {
	return &fault{"OperationError", fmt.Sprintf(format, args...)}
}
