package wire

import (
	"encoding/binary"
	"strconv"
	"unicode/utf8"
)

// noStatus is the code of a close frame without one (RFC 6455 §7.1.5).
const noStatus = 1005

// CloseCodeValid tells whether an endpoint may send code in a close frame (RFC
// 6455 §7.4, and the registry it founded).
func CloseCodeValid(code uint16) bool {
	switch {
	case code >= 1000 && code <= 1003, code >= 1007 && code <= 1014, code >= 3000 && code <= 4999:
		return true
	}
	return false
}

// AppendClosePayload appends the payload of a close frame to dst. Code and
// reason are the caller's to keep legal: a valid code, at most 123 bytes UTF-8.
func AppendClosePayload(dst []byte, code uint16, reason string) []byte {
	dst = binary.BigEndian.AppendUint16(dst, code)
	return append(dst, reason...)
}

// parseClose reads the payload of a close frame. The reason is a slice of it.
func parseClose(payload []byte) (code uint16, reason []byte, fault Fault) {
	switch len(payload) {
	case 0:
		return noStatus, nil, ""
	case 1:
		return 0, nil, FaultCloseLength
	}
	code = binary.BigEndian.Uint16(payload)
	if !CloseCodeValid(code) {
		return 0, nil, FaultCloseCode
	}
	if !utf8.Valid(payload[2:]) {
		return 0, nil, FaultCloseReason
	}
	return code, payload[2:], ""
}

// CloseText is a close as a sentence in k6's words, which scripts compare with:
// "websocket: close 1006 (abnormal closure): unexpected EOF".
func CloseText(code uint16, reason string) string {
	text := "websocket: close " + strconv.Itoa(int(code))
	if name := closeName(code); name != "" {
		text += " (" + name + ")"
	}
	if reason != "" {
		text += ": " + reason
	}
	return text
}

// closeName is what k6 calls a code, "" if it has no word for it.
func closeName(code uint16) string {
	switch code {
	case 1000:
		return "normal"
	case 1001:
		return "going away"
	case 1002:
		return "protocol error"
	case 1003:
		return "unsupported data"
	case 1005:
		return "no status"
	case 1006:
		return "abnormal closure"
	case 1007:
		return "invalid payload data"
	case 1008:
		return "policy violation"
	case 1009:
		return "message too big"
	case 1010:
		return "mandatory extension missing"
	case 1011:
		return "internal server error"
	case 1015:
		return "TLS handshake error"
	}
	return ""
}
