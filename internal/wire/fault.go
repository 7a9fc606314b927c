package wire

// Fault is a way to break the protocol, and the sentence that says so; "" is
// none. Faults are comparable.
// Immutable after New.
type Fault string

// What a peer can do wrong. The sentences go into a script's error events.
const (
	FaultReserved      Fault = "a reserved bit is set in a frame's header"             // RFC 6455 §5.2
	FaultOpcode        Fault = "a frame has an unknown opcode"                         // §5.2
	FaultMasked        Fault = "the server sent a masked frame"                        // §5.1
	FaultLength        Fault = "a frame's length is not in its shortest form"          // §5.2
	FaultLengthSign    Fault = "a frame's length is over 63 bits"                      // §5.2
	FaultControlPieces Fault = "a control frame is fragmented"                         // §5.5
	FaultControlLength Fault = "a control frame is over 125 bytes"                     // §5.5
	FaultContinuation  Fault = "a continuation frame continues nothing"                // §5.4
	FaultInterleaved   Fault = "a message begins inside another one"                   // §5.4
	FaultCloseLength   Fault = "a close frame has half a code"                         // §5.5.1
	FaultCloseCode     Fault = "a close frame has a code that must not be sent"        // §7.4
	FaultCloseReason   Fault = "the reason in a close frame is not UTF-8"              // §5.5.1
	FaultText          Fault = "a text message is not UTF-8"                           // §8.1
	FaultDeflate       Fault = "a compressed message cannot be decompressed"           // RFC 7692 §7.2.2
	FaultTooBig        Fault = "a message is larger than this side is willing to take" // §7.4.1
)

// Code is the close code to answer the fault with (RFC 6455 §7.4.1).
func (f Fault) Code() uint16 {
	switch f {
	case FaultText, FaultCloseReason, FaultDeflate:
		return 1007
	case FaultTooBig:
		return 1009
	}
	return 1002
}

// Error is the sentence.
func (f Fault) Error() string { return string(f) }
