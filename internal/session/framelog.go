package session

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/wire"
)

// frameRate is how many frames a FrameLog writes in a second: as much as a person
// can look at, and less than the log takes, which has other things to say too.
const frameRate = 50

// FrameLog writes the frames of a test's WebSockets into its log, for --ws-debug.
// Of more than 50 a second it tells only how many there were. A nil *FrameLog
// hears of nothing.
// Safe for concurrent use.
type FrameLog struct {
	log  *slog.Logger
	only int64 // the VU to listen to; 0: all
	now  func() time.Time

	sockets atomic.Int64 // so far

	mu     sync.Mutex // guards what follows
	second int64
	lines  int // written in this second
	left   int // not written since the last line that told of it
}

// NewFrameLog returns a FrameLog for one VU, or for all if only is 0.
func NewFrameLog(log *slog.Logger, only int64) *FrameLog {
	return &FrameLog{log: log, only: only, now: time.Now}
}

// tracer is what the next socket of v's tells its frames; nil if nobody asks.
func (l *FrameLog) tracer(v *vu.VU) socket.Tracer {
	if l == nil || l.only != 0 && l.only != v.ID {
		return nil
	}
	return &tracer{log: l, v: v, socket: l.sockets.Add(1)}
}

// Close tells of frames that were left out. The log stays usable.
func (l *FrameLog) Close() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tellLeft()
}

// tracer tells the frames of one socket.
type tracer struct {
	log    *FrameLog
	v      *vu.VU
	socket int64
}

// OnFrame writes a frame, unless there were too many.
func (t *tracer) OnFrame(f socket.Frame) {
	l := t.log
	l.mu.Lock()
	defer l.mu.Unlock()
	if second := l.now().Unix(); second != l.second {
		l.tellLeft()
		l.second, l.lines = second, 0
	}
	if l.lines == frameRate {
		l.left++
		return
	}
	l.lines++
	l.say(fmt.Sprintf("%s, socket %d, %.3f ms: %s", t.v, t.socket, f.Since.Seconds()*1000, frameText(f)))
}

// tellLeft says how many frames were left out.
func (l *FrameLog) tellLeft() {
	if l.left > 0 {
		l.say(fmt.Sprintf("%d more frames are not shown: %d a second are", l.left, frameRate))
		l.left = 0
	}
}

func (l *FrameLog) say(line string) { l.log.Info(line, "source", "ws-debug") }

// opcodes are the names of RFC 6455 §5.2.
var opcodes = map[wire.Opcode]string{
	wire.Continuation: "continuation", wire.Text: "text", wire.Binary: "binary", wire.Close: "close", wire.Ping: "ping", wire.Pong: "pong",
}

// frameText is a frame in one line: "in, text, 5 bytes: "hello"".
func frameText(f socket.Frame) string {
	text := "in, "
	if f.Out {
		text = "out, "
	}
	name := opcodes[f.Opcode]
	if name == "" {
		name = "opcode " + strconv.Itoa(int(f.Opcode))
	}
	text += name
	if !f.Fin {
		text += ", to be continued"
	}
	if f.RSV1 {
		text += ", compressed"
	}
	if f.RSV2 || f.RSV3 {
		text += ", reserved bits"
	}
	if f.Masked != f.Out {
		text += map[bool]string{true: ", masked", false: ", not masked"}[f.Masked]
	}
	text += fmt.Sprintf(", %d %s", f.Length, map[bool]string{true: "byte", false: "bytes"}[f.Length == 1])
	if f.Length == 0 {
		return text
	}
	return text + ": " + payloadText(f)
}

// payloadText is the beginning of a payload, as text where it is text.
func payloadText(f socket.Frame) string {
	more := ""
	if int64(len(f.First)) < f.Length {
		more = " …"
	}
	first, code := f.First, ""
	if f.Opcode == wire.Close && len(first) >= 2 {
		first, code = first[2:], strconv.Itoa(int(binary.BigEndian.Uint16(first)))
		if len(first) == 0 {
			return code
		}
		code += " "
	}
	if f.Opcode != wire.Binary && !f.RSV1 {
		text := first
		for cut := 1; more != "" && cut < utf8.UTFMax && cut < len(first) && !utf8.Valid(text); cut++ {
			text = first[:len(first)-cut] // a character may be cut
		}
		if utf8.Valid(text) {
			return code + strconv.Quote(string(text)) + more
		}
	}
	return code + hex.EncodeToString(first) + more
}
