package metric

// Builtin holds the metrics every run has, by field. Those below "volley's own"
// are not k6's.
//
// Immutable after New.
type Builtin struct {
	VUs, VUsMax                                            *Metric
	Iterations, IterationDuration, DroppedIterations       *Metric
	DataSent, DataReceived                                 *Metric
	Checks, GroupDuration                                  *Metric
	HTTPReqs, HTTPReqFailed, HTTPReqDuration               *Metric
	HTTPReqBlocked, HTTPReqConnecting                      *Metric
	HTTPReqTLSHandshaking, HTTPReqSending                  *Metric
	HTTPReqWaiting, HTTPReqReceiving                       *Metric
	WSSessions, WSConnecting, WSSessionDuration            *Metric
	WSMessagesSent, WSMessagesReceived, WSPing             *Metric
	IterationExceptions                                    *Metric // volley's own, from here on
	IterationStartDelay                                    *Metric
	WSErrors, WSOpenSockets, WSReadsPaused                 *Metric
	WSCloses, WSPayloadSent, WSPayloadReceived             *Metric
	WSBlocked, WSLookup, WSTCPConnecting, WSTLSHandshaking *Metric
	WSUpgrading                                            *Metric
	LoopLag                                                *Metric
}

// builtins is THE table: name, kind, what it contains, and where it goes.
//
// The five phases of a connection add up to ws_connecting: ws_blocked (waiting
// for one of the bounded goroutines that resolve and shake hands), ws_lookup
// (DNS), ws_tcp_connecting, ws_tls_handshaking, ws_upgrading (request sent to
// answer read).
var builtins = []struct {
	name     string
	kind     Kind
	contains Contains
	level    bool
	field    func(*Builtin) **Metric
}{
	{"vus", Gauge, ContainsDefault, false, func(b *Builtin) **Metric { return &b.VUs }},
	{"vus_max", Gauge, ContainsDefault, false, func(b *Builtin) **Metric { return &b.VUsMax }},
	{"iterations", Counter, ContainsDefault, false, func(b *Builtin) **Metric { return &b.Iterations }},
	{"iteration_duration", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.IterationDuration }},
	{"dropped_iterations", Counter, ContainsDefault, false, func(b *Builtin) **Metric { return &b.DroppedIterations }},
	{"data_sent", Counter, ContainsData, false, func(b *Builtin) **Metric { return &b.DataSent }},
	{"data_received", Counter, ContainsData, false, func(b *Builtin) **Metric { return &b.DataReceived }},
	{"checks", Rate, ContainsDefault, false, func(b *Builtin) **Metric { return &b.Checks }},
	{"group_duration", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.GroupDuration }},
	{"http_reqs", Counter, ContainsDefault, false, func(b *Builtin) **Metric { return &b.HTTPReqs }},
	{"http_req_failed", Rate, ContainsDefault, false, func(b *Builtin) **Metric { return &b.HTTPReqFailed }},
	{"http_req_duration", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.HTTPReqDuration }},
	{"http_req_blocked", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.HTTPReqBlocked }},
	{"http_req_connecting", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.HTTPReqConnecting }},
	{"http_req_tls_handshaking", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.HTTPReqTLSHandshaking }},
	{"http_req_sending", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.HTTPReqSending }},
	{"http_req_waiting", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.HTTPReqWaiting }},
	{"http_req_receiving", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.HTTPReqReceiving }},
	{"ws_sessions", Counter, ContainsDefault, false, func(b *Builtin) **Metric { return &b.WSSessions }},
	{"ws_connecting", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.WSConnecting }},
	{"ws_session_duration", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.WSSessionDuration }},
	{"ws_msgs_sent", Counter, ContainsDefault, false, func(b *Builtin) **Metric { return &b.WSMessagesSent }},
	{"ws_msgs_received", Counter, ContainsDefault, false, func(b *Builtin) **Metric { return &b.WSMessagesReceived }},
	{"ws_ping", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.WSPing }},

	// Iterations that ended with an exception; they count as iterations too.
	{"iteration_exceptions", Counter, ContainsDefault, false, func(b *Builtin) **Metric { return &b.IterationExceptions }},
	// How late an arrival began: from the moment its rate made it due to its
	// first JavaScript.
	{"iteration_start_delay", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.IterationStartDelay }},
	// Sessions that failed, tagged with phase (dns, tcp, tls, upgrade, …) and code.
	{"ws_errors", Counter, ContainsDefault, false, func(b *Builtin) **Metric { return &b.WSErrors }},
	// Sockets open now: +1 and -1 on whichever shard they live.
	{"ws_open_sockets", Gauge, ContainsDefault, true, func(b *Builtin) **Metric { return &b.WSOpenSockets }},
	// How often a socket's reading was paused because its VU was behind; its
	// pongs are late then.
	{"ws_reads_paused", Counter, ContainsDefault, false, func(b *Builtin) **Metric { return &b.WSReadsPaused }},
	// Sessions that ended, tagged with the close code that the script was told.
	{"ws_closes", Counter, ContainsDefault, false, func(b *Builtin) **Metric { return &b.WSCloses }},
	// Bytes of messages of connections with compression, before it and after:
	// what data_sent and data_received would have been.
	{"ws_payload_sent", Counter, ContainsData, false, func(b *Builtin) **Metric { return &b.WSPayloadSent }},
	{"ws_payload_received", Counter, ContainsData, false, func(b *Builtin) **Metric { return &b.WSPayloadReceived }},
	{"ws_blocked", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.WSBlocked }},
	{"ws_lookup", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.WSLookup }},
	{"ws_tcp_connecting", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.WSTCPConnecting }},
	{"ws_tls_handshaking", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.WSTLSHandshaking }},
	{"ws_upgrading", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.WSUpgrading }},
	// How late a shard's loop came to a timer: the generator's own health.
	{"loop_lag", Trend, ContainsTime, false, func(b *Builtin) **Metric { return &b.LoopLag }},
}

// firstOwn is the first metric of the table that is volley's own.
const firstOwn = "iteration_exceptions"

// register puts the table into a registry.
func (r *Registry) register() {
	own := false
	for _, row := range builtins {
		own = own || row.name == firstOwn
		m := r.add(row.name, row.kind, row.contains)
		m.Level, m.Builtin, m.own = row.level, true, own
		*row.field(&r.Builtin) = m
	}
}
