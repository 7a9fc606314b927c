// Package json is JSON.parse and JSON.stringify for scripts: parse several times
// faster than the engine's own, stringify as fast as the engine lets itself be
// asked for the names of an object's properties, and far faster for long strings.
//
// The one thing to know: what is common is done here, on the engine's public
// API, and what is rare is done by the functions the engine came with, which an
// installed runtime keeps: a reviver, a replacer, an indentation, a text that is
// no JSON (so that the message is the engine's), nesting beyond 512, wrapped
// primitives, proxies and Go's own values. A script cannot see which it was:
// the engine is asked before a getter or a toJSON has run, or about a value
// whose toJSON was called already. One thing remains to be seen: a cycle through a
// value that the engine writes is gone round twice before it is refused.
//
// Where the engine deviates from ECMA-262, the standard wins:
//
//   - a surrogate without its other half stays itself, in a text, in an escape
//     and in a property's name; the engine makes it U+FFFD;
//   - a number beyond the largest is infinite; the engine refuses it;
//   - a wrapped symbol is an object without properties; the engine leaves it out.
//
// With a reviver, a replacer or an indentation they are as in the engine.
//
// Strings of texts up to 4 kB share the text's memory, those of longer ones are
// copies. Property names are kept once a core and shared by all VUs.
//
// A Codec is safe for concurrent use; what it installs belongs to the runtime's
// owner. Both functions are pure but for the script's own getters and toJSON,
// which run as JavaScript does: nothing here touches a loop.
package json
