package wire

import (
	"strings"
)

// hopByHop are the fields that HTTP/2 has no place for (RFC 9113 §8.2.2), beyond
// those an Upgrade writes itself.
var hopByHop = []string{"Keep-Alive", "Proxy-Connection", "TE", "Transfer-Encoding"}

// StreamPath is the path of an opening over HTTP/2, escaped as Append's.
func (u *Upgrade) StreamPath() string { return string(appendTarget(nil, u.Target)) }

// StreamFields is what Append writes, as HTTP/2 has it (RFC 8441 §4): names in
// lower case, without the key, and without what belongs to the connection.
func (u *Upgrade) StreamFields() Fields {
	var list Fields
	add := func(name, value string) {
		list = append(list, Field{strings.ToLower(name), string(appendValue(nil, value))})
	}
	for _, f := range u.Fields {
		if u.mayAdd(f) && !named(hopByHop, f.Name) {
			add(f.Name, f.Value)
		}
	}
	add("sec-websocket-version", "13")
	if u.Deflate != nil {
		add("sec-websocket-extensions", u.Deflate.offer())
	}
	if len(u.Protocols) > 0 {
		add("sec-websocket-protocol", strings.Join(u.Protocols, ", "))
	}
	return list
}

// CheckStream judges the answer to an opening over HTTP/2, as Check does: status
// 200 is success, and there is no key to confirm (RFC 8441 §5).
func (u *Upgrade) CheckStream(r *Response) (protocol string, params DeflateParams, deflate bool, err error) {
	if r.Status != 200 {
		return "", DeflateParams{}, false, ErrHandshake
	}
	return u.chosen(r)
}

func named(list []string, name string) bool {
	for _, other := range list {
		if strings.EqualFold(name, other) {
			return true
		}
	}
	return false
}
