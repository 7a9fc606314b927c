package option

import (
	"encoding/json"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// Options is all the user asked for. A field whose option nobody gave holds its
// default; Origin tells which.
//
// Immutable after Merge.
type Options struct {
	VUs        int64         // how many virtual users run
	Duration   time.Duration // how long they run
	Iterations int64         // how many iterations they do in all
	Stages     []Stage       // how many of them run when
	Scenarios  []Scenario    // who does what and when, ordered by start and name; never empty after Merge

	ExecutionSegment         string // the part of the test to run
	ExecutionSegmentSequence string // all parts of the test
	Paused                   bool   // wait before the start
	NoSetup                  bool   // do not run setup
	NoTeardown               bool   // do not run teardown
	SetupTimeout             time.Duration
	TeardownTimeout          time.Duration
	HandleSummaryTimeout     time.Duration
	MinIterationDuration     time.Duration // the shortest an iteration may take

	Thresholds   map[string][]Threshold // by metric or submetric
	NoThresholds bool

	Tags              map[string]string // of every sample
	SystemTags        []string          // those of the built-in tags that are kept
	MaxTagSets        int64             // how many tag sets are kept apart
	SummaryTrendStats []string          // columns of a trend in the summary
	SummaryTimeUnit   string            // "", "s", "ms" or "us"

	UserAgent             string
	Throw                 bool
	DNS                   DNS
	Hosts                 map[string]string // names with fixed addresses
	BlacklistIPs          []netip.Prefix    // addresses not to connect to
	BlockHostnames        []string          // names not to connect to; a leading * is a wildcard
	LocalIPs              string            // addresses to connect from
	Proxy                 string            // a URL; "none" for no proxy, empty for the environment's
	InsecureSkipTLSVerify bool
	TLSVersion            TLSVersion
	TLSCipherSuites       []string
	TLSAuth               []TLSAuth
	TLSSessionResumption  bool // go on with earlier TLS sessions
	NoCookiesReset        bool
	DiscardResponseBodies bool

	RPS                 int64
	MaxRedirects        int64
	Batch               int64
	BatchPerHost        int64
	HTTPDebug           string
	NoConnectionReuse   bool
	NoVUConnectionReuse bool

	WebsocketMaxMessageSize   int64         // bytes
	WebsocketHandshakeTimeout time.Duration // TCP to the checked answer
	WebsocketCloseTimeout     time.Duration // how long a closing handshake may take
	WebsocketSendBufferLimit  int64         // bytes
	WebsocketUnreadLimit      int64         // bytes
	WebsocketHTTP2            bool          // share connections (RFC 8441)
	WSDebug                   string        // "": none; "all"; "vu=3"

	ConsoleOutput           string
	MetricSamplesBufferSize int64
	Cloud                   json.RawMessage
	Ext                     json.RawMessage

	trail map[string][]Source // who gave each option, the winner last
}

// Origin is where the value of an option came from; its zero value is the
// default.
func (o *Options) Origin(field string) Source {
	if trail := o.trail[field]; len(trail) > 0 {
		return trail[len(trail)-1]
	}
	return Source{}
}

// Given reports whether anyone but the defaults gave an option.
func (o *Options) Given(field string) bool { return o.Origin(field).Level > Default }

// DebuggedVU is whose WebSocket frames are to be logged: one VU's, or with 0
// everybody's; ok is false if nobody's.
func (o *Options) DebuggedVU() (vu int64, ok bool) {
	vu, err := debuggedVU(o.WSDebug)
	return vu, err == nil && o.WSDebug != ""
}

// Explain tells a person where the value of an option came from: "--vus,
// overriding script.js".
func (o *Options) Explain(field string) string {
	trail := slices.DeleteFunc(slices.Clone(o.trail[field]), func(s Source) bool { return s.Level == Default })
	if len(trail) == 0 {
		return "default"
	}
	slices.Reverse(trail)
	text := trail[0].Text
	for i, s := range trail[1:] {
		text += []string{", overriding ", ", "}[min(i, 1)] + s.Text
	}
	return text
}

// Threshold is one expression on one metric, as written.
//
// Immutable.
type Threshold struct {
	Threshold      string
	AbortOnFail    bool
	DelayAbortEval time.Duration
}

// DNS is how names are looked up.
//
// Immutable.
type DNS struct {
	TTL    time.Duration // how long answers are kept; 0 not at all, Forever for k6's "inf"
	Select string        // "first", "random", "roundRobin"
	Policy string        // "preferIPv4", "preferIPv6", "onlyIPv4", "onlyIPv6", "any"
}

// Forever is a DNS answer's time to live without end.
const Forever = time.Duration(1<<63 - 1)

// TLSVersion are the lowest and highest versions allowed, "tls1.0" to "tls1.3";
// empty for no bound.
//
// Immutable.
type TLSVersion struct{ Min, Max string }

// TLSAuth is a client certificate, in PEM.
//
// Immutable.
type TLSAuth struct {
	Cert, Key, Password string
	Domains             []string // servers it is for; all if empty
}

// Names are the names of all options, in the table's order.
func Names() []string {
	names := make([]string, len(table))
	for i, f := range table {
		names[i] = f.Name
	}
	return names
}

// similar is the option a misspelt name in a script may have meant, or "".
func similar(name string) string {
	for _, f := range table {
		if !f.NoJSON && strings.EqualFold(f.Name, name) {
			return f.Name
		}
	}
	return ""
}
