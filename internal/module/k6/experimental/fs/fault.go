package fs

import (
	"fmt"

	"github.com/grafana/sobek"

	"volley/internal/web"
)

// fault is an error of one of k6's names.
func fault(r *web.Realm, name, format string, args ...any) *sobek.Object {
	return web.NewException(r, name, fmt.Sprintf(format, args...))
}

func typeError(r *web.Realm, format string, args ...any) *sobek.Object {
	return r.Runtime().NewTypeError("%s", fmt.Sprintf(format, args...))
}
