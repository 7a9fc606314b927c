package wire

import "testing"

func TestCloseCodeValid(t *testing.T) {
	for _, test := range []struct {
		from, to uint16
		want     bool
	}{
		{0, 999, false}, {1000, 1003, true}, {1004, 1006, false}, {1007, 1014, true}, {1015, 2999, false}, {3000, 4999, true}, {5000, 65535, false},
	} {
		for code := int(test.from); code <= int(test.to); code++ {
			if got := CloseCodeValid(uint16(code)); got != test.want {
				t.Errorf("CloseCodeValid(%d) = %v", code, got)
			}
		}
	}
}

func TestCloseText(t *testing.T) {
	for _, test := range []struct {
		code         uint16
		reason, want string
	}{
		{1006, "unexpected EOF", "websocket: close 1006 (abnormal closure): unexpected EOF"},
		{1005, "", "websocket: close 1005 (no status)"},
		{1000, "bye", "websocket: close 1000 (normal): bye"},
		{1001, "", "websocket: close 1001 (going away)"},
		{1002, "", "websocket: close 1002 (protocol error)"},
		{1003, "", "websocket: close 1003 (unsupported data)"},
		{1007, "", "websocket: close 1007 (invalid payload data)"},
		{1008, "", "websocket: close 1008 (policy violation)"},
		{1009, "", "websocket: close 1009 (message too big)"},
		{1010, "", "websocket: close 1010 (mandatory extension missing)"},
		{1011, "", "websocket: close 1011 (internal server error)"},
		{1012, "", "websocket: close 1012"},
		{1015, "", "websocket: close 1015 (TLS handshake error)"},
		{4000, "mine", "websocket: close 4000: mine"},
	} {
		if got := CloseText(test.code, test.reason); got != test.want {
			t.Errorf("CloseText(%d, %q) = %q, want %q", test.code, test.reason, got, test.want)
		}
	}
}

func TestFaultCode(t *testing.T) {
	for fault, want := range map[Fault]uint16{
		FaultText: 1007, FaultCloseReason: 1007, FaultDeflate: 1007, FaultTooBig: 1009,
		FaultReserved: 1002, FaultOpcode: 1002, FaultMasked: 1002, FaultLength: 1002, FaultLengthSign: 1002, FaultControlPieces: 1002,
		FaultControlLength: 1002, FaultContinuation: 1002, FaultInterleaved: 1002, FaultCloseLength: 1002, FaultCloseCode: 1002,
	} {
		if got := fault.Code(); got != want || fault.Error() == "" {
			t.Errorf("%q has code %d, want %d", fault, got, want)
		}
	}
}

func FuzzClose(f *testing.F) {
	for _, seed := range []string{"", "x", "\x03\xe8", "\x03\xe8bye", "\x03\xed", "\x03\xe8\xff", "\x0f\xa0gr\xc3\xbc\xc3\x9fe", "\x03\xe8\xc3"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		code, reason, fault := parseClose(payload)
		switch {
		case fault != "":
			if fault.Code() != 1002 && fault != FaultCloseReason {
				t.Fatalf("fault %q", fault)
			}
		case len(payload) == 0:
			if code != 1005 || len(reason) != 0 {
				t.Fatalf("nothing is %d %q", code, reason)
			}
		default:
			if got := AppendClosePayload(nil, code, string(reason)); string(got) != string(payload) || !CloseCodeValid(code) {
				t.Fatalf("%x is %d %q is %x", payload, code, reason, got)
			}
		}
	})
}
