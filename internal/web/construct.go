package web

import (
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
	if value := init.get("data"); value != nil {
		e.Data = value
	}
	if value := init.get("lastEventId"); value != nil {
		e.details().lastEventID = r.Text(value)
	}
	if value := init.get("origin"); value != nil {
		e.Origin = r.Text(value)
	}
	if value := init.get("ports"); value != nil {
		e.details().ports = r.frozen(r.array(r.Sequence(value, "construct 'MessageEvent'")))
	}
	if value := init.get("source"); value != nil {
		e.details().source = value
	}
	return e
}

func constructCloseEvent(r *Realm, c *Class, args []sobek.Value) Instance {
	e, init := makeEvent(r, c, args)
	if value := init.get("code"); value != nil {
		e.Code = uint16(wrap(r.number(value), 16))
	}
	if value := init.get("reason"); value != nil {
		e.Reason = r.Text(value)
	}
	e.WasClean = init.flag("wasClean")
	return e
}

func constructErrorEvent(r *Realm, c *Class, args []sobek.Value) Instance {
	e, init := makeEvent(r, c, args)
	if value := init.get("message"); value != nil {
		e.Err = r.Text(value)
	}
	if value := init.get("filename"); value != nil {
		e.details().filename = r.Text(value)
	}
	if value := init.get("lineno"); value != nil {
		e.details().line = uint32(wrap(r.number(value), 32))
	}
	if value := init.get("colno"); value != nil {
		e.details().column = uint32(wrap(r.number(value), 32))
	}
	if value := init.get("error"); value != nil {
		e.details().thrown = value
	}
	return e
}

func constructCustomEvent(r *Realm, c *Class, args []sobek.Value) Instance {
	e, init := makeEvent(r, c, args)
	if value := init.get("detail"); value != nil {
		e.details().detail = value
	}
	return e
}

// Sequence is an iterable argument as a list.
func (r *Realm) Sequence(value sobek.Value, where string) (list []sobek.Value) {
	obj, ok := value.(*sobek.Object)
	r.v.Do(func() {
		if !ok || obj.GetSymbol(sobek.SymIterator) == nil {
			panic(r.rt.NewTypeError("Failed to %s: The provided value cannot be converted to a sequence.", where))
		}
		r.rt.ForOf(obj, func(item sobek.Value) bool {
			list = append(list, item)
			return true
		})
	})
	return list
}

// array is a list as the script sees it.
func (r *Realm) array(list []sobek.Value) *sobek.Object {
	items := make([]any, len(list))
	for i, item := range list {
		items[i] = item
	}
	return r.rt.NewArray(items...)
}
