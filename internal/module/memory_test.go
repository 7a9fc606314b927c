package module

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"volley/internal/dial"
	"volley/internal/loop"
	"volley/internal/session"
	"volley/internal/vutest"
	"volley/internal/wire"
)

// TestMemory bounds what a VU keeps that has one socket and waits for messages:
// a test is as large as its VUs.
func TestMemory(t *testing.T) {
	for name, c := range map[string]struct {
		script      string
		heap, stack int64
	}{
		"ws": {`
			import ws from 'k6/ws';
			export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 10 } } };
			export default function () {
				ws.connect(__ENV.URL, null, (socket) => socket.on('message', () => {}));
			}`, 10 << 10, 5 << 10},
		"websockets": {`
			import { WebSocket } from 'k6/websockets';
			export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 10 } } };
			export default function () {
				const socket = new WebSocket(__ENV.URL);
				socket.onmessage = () => {};
			}`, 12 << 10, 1 << 10},
		"websocketstream": {`
			import { WebSocketStream } from 'k6/websockets';
			export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 10 } } };
			export default async function () {
				const { readable } = await new WebSocketStream(__ENV.URL).opened;
				for await (const message of readable) ;
			}`, 400 << 10, 1 << 10},
	} {
		t.Run(name, func(t *testing.T) {
			kit := vutest.Kit{
				Modules: Table(Config{
					Session: &session.Config{Dialer: dial.New(dial.Config{}), HandshakeTimeout: time.Minute, CloseTimeout: time.Millisecond},
					HTTP:    &HTTPConfig{},
				}),
				Engines: []loop.Engine{loop.Descriptors},
				Replace: map[string]string{"URL": silent(t)},
			}
			h := kit.Start(t, c.script)
			const n = 200
			open := func(want float64) {
				opened := 0.0
				h.Until(func() bool { opened = h.Sum("ws_open_sockets"); return opened == want })
				for range 5 * n { // the events of the opening
					h.Tick()
				}
			}
			open(1)
			heap, stack := inUse()
			h.Crowd(n)
			open(n + 1)
			heapNow, stackNow := inUse()
			heap, stack = (heapNow-heap)/n, (stackNow-stack)/n
			t.Logf("a VU keeps %d bytes and %d of stack", heap, stack)
			if heap > c.heap || stack > c.stack && !racing() {
				t.Errorf("a VU keeps %d bytes and %d of stack, more than %d and %d", heap, stack, c.heap, c.stack)
			}
		})
	}
}

// racing reports whether the race detector is in the test: it needs stack.
func racing() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

func inUse() (heap, stack int64) {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc), int64(m.StackInuse)
}

// silent is a server that accepts every WebSocket and keeps little of it.
func silent(t *testing.T) (url string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		var held []net.Conn
		reader := bufio.NewReader(nil)
		for {
			c, err := listener.Accept()
			if err != nil {
				break
			}
			held = append(held, c)
			reader.Reset(c)
			request, err := http.ReadRequest(reader)
			if err != nil {
				continue
			}
			fmt.Fprintf(c, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
				wire.AcceptKey(request.Header.Get("Sec-WebSocket-Key")))
		}
		for _, c := range held {
			_ = c.Close()
		}
	}()
	t.Cleanup(func() { _ = listener.Close(); <-done })
	return "ws://" + listener.Addr().String()
}
