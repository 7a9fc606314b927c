package script

import (
	"errors"
	"fmt"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/go-sourcemap/sourcemap"
)

// stripTypes makes JavaScript of TypeScript, without checking the types, and a
// map back to the user's lines.
func stripTypes(name, src string) (string, *sourcemap.Consumer, error) {
	result := api.Transform(src, api.TransformOptions{
		Sourcefile:     name,
		Loader:         api.LoaderTS,
		Target:         api.ESNext,
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
	m, err := sourcemap.Parse(name, result.Map)
	if err != nil {
		return "", nil, &Exception{Where: name, Err: fmt.Errorf("read the map of the stripped source: %w", err)}
	}
	return string(result.Code), m, nil
}
