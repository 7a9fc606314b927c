package wstest

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// table names the behaviours.
func table() map[string]Behaviour {
	paths := map[string]Behaviour{
		"/echo":         func(p *Peer) { p.Upgrade(); p.echo() },
		"/fragment":     fragment,
		"/drip":         func(p *Peer) { p.drip = true; p.Upgrade(); p.echo() },
		"/slow":         slow,
		"/early":        early,
		"/push":         push,
		"/binary":       binaryFirst,
		"/headers":      headers,
		"/pinger":       pinger,
		"/deflate":      deflate,
		"/subproto":     subprotocol,
		"/cookie":       cookie,
		"/close":        closes,
		"/close-empty":  onFirst(func(p *Peer) { p.Close(0, ""); p.Drain() }),
		"/eof":          onFirst(eof),
		"/drop":         onFirst(drop),
		"/mute":         func(p *Peer) { p.mute = true; p.Upgrade(); p.echo() },
		"/status":       status,
		"/garbage":      func(p *Peer) { p.Raw("I do not speak HTTP\r\n\r\n") },
		"/silent":       func(p *Peer) { _, _ = io.Copy(io.Discard, p.in) },
		"/badaccept":    badAccept,
		"/badextension": func(p *Peer) { p.Upgrade("Sec-WebSocket-Extensions: x-nobody-asked"); p.echo() },
	}
	maps.Copy(paths, faults())
	return paths
}

// Paths lists the behaviours by name.
func Paths() []string { return slices.Sorted(maps.Keys(table())) }

// ByPath behaves as the request's path says.
func ByPath(p *Peer) {
	b := table()[p.Request.URL.Path]
	if b == nil {
		p.Refuse(404, fmt.Sprintf("no such behaviour: %s\n", p.Request.URL.Path))
		return
	}
	b(p)
}

// text is the request's value at key.
func (p *Peer) text(key, otherwise string) string {
	if v := p.Request.URL.Query().Get(key); v != "" {
		return v
	}
	return otherwise
}

// number is the request's number at key; one that is none counts as 0.
func (p *Peer) number(key string, otherwise int) int {
	n, _ := strconv.Atoi(p.text(key, strconv.Itoa(otherwise)))
	return n
}

// duration is the request's time at key; one that is none counts as 0.
func (p *Peer) duration(key string, otherwise time.Duration) time.Duration {
	d, _ := time.ParseDuration(p.text(key, otherwise.String()))
	return d
}

// echo sends every message back until the client closes.
func (p *Peer) echo() {
	for {
		op, payload, err := p.Read()
		if err != nil {
			return
		}
		p.Write(op, payload)
	}
}

// beside runs f beside the reading goroutine, which answers the client and
// ends f's writes when the client is gone.
func (p *Peer) beside(f func(gone <-chan struct{})) {
	gone := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() { f(gone) })
	p.Drain()
	close(gone)
	_ = p.Conn.Close()
	wg.Wait()
}

// fragment echoes each message in up to three frames, with pings between.
func fragment(p *Peer) {
	p.Upgrade()
	for {
		op, payload, err := p.Read()
		if err != nil {
			return
		}
		a, b := len(payload)/3, len(payload)*2/3
		p.Raw(Frame(false, op, payload[:a]))
		p.Write(Ping, "between")
		p.Raw(Frame(false, Continuation, payload[a:b]) + Frame(true, Ping, "") + Frame(true, Continuation, payload[b:]))
	}
}

func slow(p *Peer) {
	p.Upgrade()
	delay := p.duration("delay", 50*time.Millisecond)
	for {
		op, payload, err := p.Read()
		if err != nil || !p.pause(delay) {
			return
		}
		p.Write(op, payload)
	}
}

// early sends messages in one write with the 101.
func early(p *Peer) {
	text := p.accept()
	for i := range p.number("n", 3) {
		text += Frame(true, Text, "early "+strconv.Itoa(i+1))
	}
	p.Raw(text)
	p.echo()
}

// push sends n texts, "1", "2" and so on, each filled up to a size; n=0 never
// ends.
func push(p *Peer) {
	p.Upgrade()
	n, size, every := p.number("n", 100), p.number("size", 0), p.duration("every", 0)
	p.beside(func(gone <-chan struct{}) {
		for i := 1; n == 0 || i <= n; i++ {
			text := strconv.Itoa(i)
			p.Write(Text, text+strings.Repeat(".", max(0, size-len(text))))
			if every > 0 && !p.pause(every) {
				return
			}
			select {
			case <-gone:
				return
			default:
			}
		}
		if p.number("close", 0) == 1 {
			p.Close(1000, "")
		}
	})
}

// binaryFirst sends the bytes 0, 1, 2 and so on.
func binaryFirst(p *Peer) {
	b := make([]byte, p.number("size", 4))
	for i := range b {
		b[i] = byte(i)
	}
	p.Upgrade()
	p.Write(Binary, string(b))
	p.echo()
}

// headers tells the request's fields, by their canonical names.
func headers(p *Peer) {
	fields := map[string]string{"Host": p.Request.Host}
	for name, values := range p.Request.Header {
		fields[name] = strings.Join(values, ", ")
	}
	text, err := json.Marshal(fields)
	if err != nil {
		panic(err) // texts always are JSON
	}
	p.Upgrade()
	p.Write(Text, string(text))
	p.echo()
}

// pinger pings, its payloads the numbers from 1, and tells each pong it hears
// as a text: "pong 1".
func pinger(p *Peer) {
	p.Upgrade()
	every, n := p.duration("every", 5*time.Millisecond), p.number("n", 0)
	p.pong = func(payload []byte) { p.Write(Text, "pong "+string(payload)) }
	p.beside(func(gone <-chan struct{}) {
		ticks := time.NewTicker(every)
		defer ticks.Stop()
		for i := 1; n == 0 || i <= n; i++ {
			p.Write(Ping, strconv.Itoa(i))
			select {
			case <-gone:
				return
			case <-ticks.C:
			}
		}
	})
}

// subprotocol answers what the path wants, offered or not.
func subprotocol(p *Peer) {
	p.Upgrade("Sec-WebSocket-Protocol: " + p.text("want", "chat"))
	p.echo()
}

// cookie sets one on the 101, or on a refusal with the status asked for. With
// the cookie in the request, it is told first.
func cookie(p *Peer) {
	field := "Set-Cookie: " + p.text("name", "session") + "=" + p.text("value", "abc") + "; Path=/"
	if code := p.number("status", 101); code != 101 {
		p.Refuse(code, "have a cookie\n", field)
		return
	}
	p.Upgrade(field)
	p.Write(Text, p.Request.Header.Get("Cookie"))
	p.echo()
}
