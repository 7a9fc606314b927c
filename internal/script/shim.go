package script

import (
	"embed"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// shimTexts are npm's buffer, events and process (MIT), as their makers publish
// them for browsers, each bundled with what it needs.
//
//go:embed shim
var shimTexts embed.FS

// shimmed are the modules of Node's that there are.
const shimmed = `^(node:)?(buffer|events|process)$`

// nodes are Node's own modules: what a package may ask for in vain.
var nodes = func() map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(`assert async_hooks buffer child_process cluster console constants crypto dgram
		diagnostics_channel dns domain events fs fs/promises http http2 https inspector module net os path path/posix
		perf_hooks process punycode querystring readline repl stream stream/promises stream/web string_decoder sys
		timers timers/promises tls trace_events tty url util util/types v8 vm wasi worker_threads zlib`) {
		set[name] = true
	}
	return set
}()

// shims stands in for those of Node's modules that libraries use outside of
// Node. An installed package of the name comes first.
func shims() api.Plugin {
	const asked = "asked before"
	return api.Plugin{Name: "volley-shim", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: shimmed}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			if args.PluginData == asked {
				return api.OnResolveResult{}, nil
			}
			name := strings.TrimPrefix(args.Path, "node:")
			if args.ResolveDir != "" {
				r := build.Resolve(name, api.ResolveOptions{Importer: args.Importer, ResolveDir: args.ResolveDir, Kind: args.Kind, PluginData: asked})
				if len(r.Errors) == 0 && !r.External {
					r.PluginData = nil
					return resolved(r), nil
				}
			}
			return api.OnResolveResult{Path: name, Namespace: "volley-shim", PluginData: nil}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".", Namespace: "volley-shim"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			data, err := shimTexts.ReadFile("shim/" + args.Path + ".js")
			text := string(data)
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, err
		})
	}}
}
