package web

import "github.com/grafana/sobek"

// exceptionCode is a legacy code of DOMException's names, with the constant
// that stands for it (Web IDL §2.8.1).
type exceptionCode struct {
	name, constant string
	code           int
}

// exceptionCodes are all of them, in the standard's order.
var exceptionCodes = []exceptionCode{
	{"IndexSizeError", "INDEX_SIZE_ERR", 1},
	{"", "DOMSTRING_SIZE_ERR", 2},
	{"HierarchyRequestError", "HIERARCHY_REQUEST_ERR", 3},
	{"WrongDocumentError", "WRONG_DOCUMENT_ERR", 4},
	{"InvalidCharacterError", "INVALID_CHARACTER_ERR", 5},
	{"", "NO_DATA_ALLOWED_ERR", 6},
	{"NoModificationAllowedError", "NO_MODIFICATION_ALLOWED_ERR", 7},
	{"NotFoundError", "NOT_FOUND_ERR", 8},
	{"NotSupportedError", "NOT_SUPPORTED_ERR", 9},
	{"InUseAttributeError", "INUSE_ATTRIBUTE_ERR", 10},
	{"InvalidStateError", "INVALID_STATE_ERR", 11},
	{"SyntaxError", "SYNTAX_ERR", 12},
	{"InvalidModificationError", "INVALID_MODIFICATION_ERR", 13},
	{"NamespaceError", "NAMESPACE_ERR", 14},
	{"InvalidAccessError", "INVALID_ACCESS_ERR", 15},
	{"", "VALIDATION_ERR", 16},
	{"TypeMismatchError", "TYPE_MISMATCH_ERR", 17},
	{"SecurityError", "SECURITY_ERR", 18},
	{"NetworkError", "NETWORK_ERR", 19},
	{"AbortError", "ABORT_ERR", 20},
	{"URLMismatchError", "URL_MISMATCH_ERR", 21},
	{"QuotaExceededError", "QUOTA_EXCEEDED_ERR", 22},
	{"TimeoutError", "TIMEOUT_ERR", 23},
	{"InvalidNodeTypeError", "INVALID_NODE_TYPE_ERR", 24},
	{"DataCloneError", "DATA_CLONE_ERR", 25},
}

// exceptionClass names the class for toStringTag; its objects are errors of the
// engine's, so that they have a stack, and are not made as other classes' are.
var exceptionClass = &Class{Name: "DOMException"}

// exception is what a DOMException's object leads to.
type exception struct {
	Base
	name, message string
}

func (x *exception) code() int {
	for _, c := range exceptionCodes {
		if c.name == x.name {
			return c.code
		}
	}
	return 0
}

// exceptions is the class in one VU.
type exceptions struct{ constructor, proto *sobek.Object }

type exceptionKey struct{}

func (r *Realm) exceptions() *exceptions {
	return r.v.Local(exceptionKey{}, func() any {
		x := &exceptions{}
		ctor := r.rt.ToValue(r.v.NativeConstructor(func(call sobek.ConstructorCall) *sobek.Object {
			r.needNew(call, "DOMException")
			message, name := "", "Error"
			if len(call.Arguments) > 0 && !sobek.IsUndefined(call.Arguments[0]) {
				message = r.Text(call.Arguments[0])
			}
			if len(call.Arguments) > 1 && !sobek.IsUndefined(call.Arguments[1]) {
				name = r.Text(call.Arguments[1])
			}
			return r.exception(call.This.Prototype(), name, message)
		})).(*sobek.Object)
		describe(ctor, r.rt, "DOMException", 0)
		x.proto = r.exceptionPrototype()
		_ = ctor.DefineDataProperty("prototype", x.proto, sobek.FLAG_FALSE, sobek.FLAG_FALSE, sobek.FLAG_FALSE)
		for _, c := range exceptionCodes {
			for _, obj := range []*sobek.Object{ctor, x.proto} {
				_ = obj.DefineDataProperty(c.constant, r.rt.ToValue(c.code), sobek.FLAG_FALSE, sobek.FLAG_FALSE, sobek.FLAG_TRUE)
			}
		}
		x.constructor = r.newOnly(ctor)
		_ = x.proto.DefineDataProperty("constructor", x.constructor, sobek.FLAG_TRUE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
		return x
	}).(*exceptions)
}

// exceptionPrototype has the attributes; its own prototype is Error's (Web IDL
// §3.14).
func (r *Realm) exceptionPrototype() *sobek.Object {
	proto := r.rt.CreateObject(r.intrinsic("Error").Get("prototype").(*sobek.Object))
	attribute := func(name string, get func(x *exception) sobek.Value) {
		f := r.method("get "+name, 0, func(r *Realm, call sobek.FunctionCall) sobek.Value {
			return get(Self[*exception](r, call.This))
		})
		_ = proto.DefineAccessorProperty(name, f, nil, sobek.FLAG_TRUE, sobek.FLAG_TRUE)
	}
	attribute("name", func(x *exception) sobek.Value { return r.rt.ToValue(x.name) })
	attribute("message", func(x *exception) sobek.Value { return r.rt.ToValue(x.message) })
	attribute("code", func(x *exception) sobek.Value { return r.rt.ToValue(x.code()) })
	_ = proto.DefineDataPropertySymbol(sobek.SymToStringTag, r.rt.ToValue("DOMException"), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	return proto
}

// exception makes a DOMException.
func (r *Realm) exception(proto *sobek.Object, name, message string) *sobek.Object {
	obj, err := r.rt.New(r.intrinsic("Error"))
	if err != nil {
		panic(err)
	}
	obj.SetPrototype(proto)
	return r.adopt(exceptionClass, &exception{name: name, message: message}, obj)
}

// DOMException is the constructor of the class.
func (r *Realm) DOMException() *sobek.Object { return r.exceptions().constructor }

// NewException makes a DOMException with a name of the standard.
func NewException(r *Realm, name, message string) *sobek.Object {
	return r.exception(r.exceptions().proto, name, message)
}

// Throw throws a DOMException with a name of the standard. It does not return.
func Throw(r *Realm, name, message string) {
	panic(NewException(r, name, message))
}
