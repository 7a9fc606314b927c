package summary

import (
	"slices"
	"strings"

	"volley/internal/metric"
)

// blocks are the headings of metrics in k6's order.
var blocks = []string{"CUSTOM", "HTTP", "EXECUTION", "NETWORK", "BROWSER", "WEB VITALS", "GRPC", "WEBSOCKET"}

// execution and network are the blocks that are not a prefix of their metrics.
var (
	execution = []string{"dropped_iterations", "iteration_duration", "iterations", "vus", "vus_max"}
	network   = []string{"data_received", "data_sent"}
	http      = []string{
		"http_reqs", "http_req_failed", "http_req_duration", "http_req_blocked", "http_req_connecting",
		"http_req_receiving", "http_req_sending", "http_req_tls_handshaking", "http_req_waiting",
	}
	// phases are parts of a duration that is shown itself, and the ends of what
	// is counted as it begins: only a full summary has them.
	phases = []string{
		"http_req_blocked", "http_req_connecting", "http_req_receiving", "http_req_sending",
		"http_req_tls_handshaking", "http_req_waiting",
		"ws_blocked", "ws_lookup", "ws_tcp_connecting", "ws_tls_handshaking", "ws_upgrading",
		"ws_closes",
	}
	// never are shown in another form: as checks, as the generator's lateness,
	// as a sentence.
	never = []string{"checks", "group_duration", "loop_lag", "iteration_exceptions"}
)

// blockOf is the heading a metric stands under, "" if it is not shown.
func blockOf(m *metric.Metric, full bool) string {
	is := func(names []string) bool { return m.Builtin && slices.Contains(names, m.Name) }
	switch {
	case is(never), is(phases) && !full:
		return ""
	case is(execution):
		return "EXECUTION"
	case is(network):
		return "NETWORK"
	case is(http):
		return "HTTP"
	case strings.HasPrefix(m.Name, "ws_"): // k6: also metrics of the script's own
		return "WEBSOCKET"
	case strings.HasPrefix(m.Name, "grpc_"):
		return "GRPC"
	}
	return "CUSTOM"
}
