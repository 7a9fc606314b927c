package script

import (
	"errors"
	"fmt"
	"regexp"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/go-sourcemap/sourcemap"
)

// stripTypes makes JavaScript of TypeScript, without checking the types and
// without decorators, which the engine does not parse, and a map back to the user's lines.
func stripTypes(name, src string) (string, *sourcemap.Consumer, error) {
	return transform(name, src, api.LoaderTS)
}

// lower writes asynchronous iteration and import attributes, which the engine
// does not parse, in older words; nothing else of the source changes its meaning.
func lower(name, src string) (string, *sourcemap.Consumer, error) {
	return transform(name, src, api.LoaderJS)
}

// isNew finds what may be a for await loop, an asynchronous generator or an
// import's attributes, but no @async of a comment. It is also right to call a comment one: lowering
// such a source is only work.
var isNew = regexp.MustCompile(`\bfor\s+await\b|\bwith\s*\{\s*['"]?type['"]?\s*:|(^|[^\w$.@])async[ \t]*(function\s*)?\*`).MatchString

func transform(name, src string, loader api.Loader) (string, *sourcemap.Consumer, error) {
	result := api.Transform(src, api.TransformOptions{
		Sourcefile:     name,
		Loader:         loader,
		Target:         api.ESNext,
		Supported:      map[string]bool{"for-await": false, "async-generator": false, "decorators": false, "import-attributes": false},
		Sourcemap:      api.SourceMapExternal,
		SourcesContent: api.SourcesContentExclude,
		Platform:       api.PlatformNeutral,
		LogLevel:       api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		first := result.Errors[0]
		err := errors.New("SyntaxError: " + first.Text)
		if first.Location == nil {
			return "", nil, &Exception{Where: name, Err: err}
		}
		return "", nil, &Exception{Where: fmt.Sprintf("%s:%d:%d", name, first.Location.Line, first.Location.Column+1), Err: err}
	}
	m, err := readMap(name, result.Map)
	if err != nil {
		return "", nil, &Exception{Where: name, Err: err}
	}
	return string(result.Code), m, nil
}
