package web

import (
	"time"

	"github.com/grafana/sobek"
)

// The constructors of the event classes take a type and a dictionary, as the
// DOM standard's §2.2 and the HTML standard's interfaces have them. The
// class comes as an argument, since the classes refer to them.

func constructEvent(r *Realm, c *Class, args []sobek.Value) Instance {
	e, _ := makeEvent(r, c, args)
	return e
}

func constructMessageEvent(r *Realm, c *Class, args []sobek.Value) Instance {
	e, init := makeEvent(r, c, args)
	if value := init("data"); value != nil {
		e.Data = value
	}
	if value := init("origin"); value != nil {
		e.Origin = value.String()
	}
	return e
}

func constructCloseEvent(r *Realm, c *Class, args []sobek.Value) Instance {
	e, init := makeEvent(r, c, args)
	if value := init("code"); value != nil {
		e.Code = uint16(value.ToInteger())
	}
	if value := init("reason"); value != nil {
		e.Reason = value.String()
	}
	e.WasClean = truthy(init("wasClean"))
	return e
}

func constructErrorEvent(r *Realm, c *Class, args []sobek.Value) Instance {
	e, init := makeEvent(r, c, args)
	if value := init("message"); value != nil {
		e.Err = value.String()
	}
	e.thrown = init("error")
	return e
}

// makeEvent makes an event of a script's and a reader of its dictionary, which
// gives nil for members that are absent.
func makeEvent(r *Realm, of *Class, args []sobek.Value) (*Event, func(string) sobek.Value) {
	if len(args) == 0 {
		panic(r.rt.NewTypeError("Failed to construct '%s': 1 argument required, but only 0 present.", of.Name))
	}
	e := &Event{of: of, kind: args[0].String(), at: time.Now()}
	var dictionary *sobek.Object
	if len(args) > 1 {
		dictionary, _ = args[1].(*sobek.Object)
	}
	init := func(name string) sobek.Value {
		if dictionary == nil {
			return nil
		}
		if value := dictionary.Get(name); value != nil && !sobek.IsUndefined(value) {
			return value
		}
		return nil
	}
	e.cancelable = truthy(init("cancelable"))
	return e, init
}
