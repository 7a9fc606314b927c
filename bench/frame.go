//go:build linux

package main

import (
	"bytes"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strings"
)

// Opcodes of RFC 6455 §5.2 that the server looks at.
const (
	opContinuation = 0x0
	opText         = 0x1
	opBinary       = 0x2
	opClose        = 0x8
	opPing         = 0x9
	opPong         = 0xA
)

// packed is the bit of a compressed message's first frame, beside its opcode.
// RFC 7692 §6.
const packed = 0x40

// frame is one frame as it came off the wire, unmasked. The payload is valid
// until the next read.
type frame struct {
	fin     bool
	packed  byte // or 0
	op      byte
	payload []byte
}

var (
	errUnmasked = errors.New("a client's frame without a mask")
	errTooLong  = errors.New("a frame longer than the server takes")
	errRequest  = errors.New("not a WebSocket upgrade")
)

// maxFrame is the longest payload the server takes: no script here sends more.
const maxFrame = 1 << 20

// parseFrame takes one frame off the front of b and unmasks it in place. It
// returns 0 bytes when the frame is not whole yet. needMask is true on the
// server's side.
func parseFrame(b []byte, needMask bool) (f frame, n int, err error) {
	if len(b) < 2 {
		return frame{}, 0, nil
	}
	masked := b[1]&0x80 != 0
	if needMask && !masked {
		return frame{}, 0, errUnmasked
	}
	head, size := 2, uint64(b[1]&0x7F)
	switch size {
	case 126:
		if head = 4; len(b) < head {
			return frame{}, 0, nil
		}
		size = uint64(binary.BigEndian.Uint16(b[2:]))
	case 127:
		if head = 10; len(b) < head {
			return frame{}, 0, nil
		}
		size = binary.BigEndian.Uint64(b[2:])
	}
	if size > maxFrame {
		return frame{}, 0, errTooLong
	}
	maskAt := head
	if masked {
		head += 4
	}
	if n = head + int(size); len(b) < n {
		return frame{}, 0, nil
	}
	payload := b[head:n]
	if masked {
		unmask(payload, [4]byte(b[maskAt:head]))
	}
	return frame{fin: b[0]&0x80 != 0, packed: b[0] & packed, op: b[0] & 0x0F, payload: payload}, n, nil
}

// unmask applies the mask, eight bytes at a time. RFC 6455 §5.3.
func unmask(b []byte, mask [4]byte) {
	half := uint64(binary.LittleEndian.Uint32(mask[:]))
	word := half<<32 | half
	for len(b) >= 8 {
		binary.LittleEndian.PutUint64(b, binary.LittleEndian.Uint64(b)^word)
		b = b[8:]
	}
	for i := range b {
		b[i] ^= mask[i&3]
	}
}

// appendFrame appends a frame without a mask, as servers send them.
func appendFrame(dst []byte, fin bool, op byte, payload []byte) []byte {
	first := op
	if fin {
		first |= 0x80
	}
	switch size := len(payload); {
	case size < 126:
		dst = append(dst, first, byte(size))
	case size < 1<<16:
		dst = append(dst, first, 126, byte(size>>8), byte(size))
	default:
		dst = append(dst, first, 127)
		dst = binary.BigEndian.AppendUint64(dst, uint64(size))
	}
	return append(dst, payload...)
}

// parseUpgrade reads the client's opening handshake off the front of b. It
// returns 0 bytes when the request is not whole yet.
func parseUpgrade(b []byte) (path, key string, n int, err error) {
	end := bytes.Index(b, []byte("\r\n\r\n"))
	if end < 0 {
		if len(b) > 16<<10 {
			return "", "", 0, errRequest
		}
		return "", "", 0, nil
	}
	first, rest, _ := strings.Cut(string(b[:end]), "\r\n")
	words := strings.Fields(first)
	if len(words) != 3 || words[0] != "GET" || words[2] != "HTTP/1.1" {
		return "", "", 0, errRequest
	}
	for line := range strings.SplitSeq(rest, "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		if strings.EqualFold(strings.TrimSpace(name), "Sec-WebSocket-Key") {
			key = strings.TrimSpace(value)
		}
	}
	if key == "" {
		return "", "", 0, errRequest
	}
	return words[1], key, end + 4, nil
}

// appendUpgraded appends the server's answer to a client's key, with header lines
// of its own. RFC 6455 §4.2.2.
func appendUpgraded(dst []byte, key, header string) []byte {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	dst = append(dst, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "...)
	dst = base64.StdEncoding.AppendEncode(dst, sum[:])
	return append(append(append(dst, "\r\n"...), header...), "\r\n"...)
}

// packs is the header that agrees on compression without takeover: a message
// stands alone, so the server echoes it without unpacking it. RFC 7692 §7.1.1.
const packs = "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover\r\n"
