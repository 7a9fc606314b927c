package option

import "strings"

// Effect is whether an option does something in this build.
type Effect uint8

// The effects of options.
const (
	Now     Effect = iota // it does what it says
	Ignored               // it is another program's affair: read, shown, never mentioned
)

// Field is one option: its names in every source, how it is read, what it does.
//
// Immutable.
type Field struct {
	Name    string // in scripts and JSON
	Flag    string // "vus" for --vus; empty for none
	Short   string // "u" for -u
	Env     string // "VUS" for VOLLEY_VUS and K6_VUS; empty for none
	Repeat  bool   // the flag may be given several times
	Implied string // the value of a flag that is given without one
	NoJSON  bool   // not read from scripts
	Effect  Effect
	Default string // as it would be written on the command line
	Help    string // one line, for --help and the docs

	value slot
}

// Type is what kind of value the option takes, in one word, for --help.
func (f Field) Type() string { return f.value.name() }

// Bool reports whether the flag is a switch that needs no value.
func (f Field) Bool() bool { return f.value.name() == "bool" }

// Variables are the environment variables that give the option, the one that
// wins first.
func (f Field) Variables() []string {
	if f.Env == "" {
		return nil
	}
	return []string{"VOLLEY_" + f.Env, "K6_" + f.Env}
}

// Table is every option there is, in the order they are documented.
func Table() []Field { return append([]Field(nil), table...) }

// Lookup returns the row of an option.
func Lookup(name string) (Field, bool) {
	for _, f := range table {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

const (
	defaultTrendStats = "avg,min,med,max,p(90),p(95)"
	defaultSystemTags = "proto,subproto,status,method,url,name,group,check,error,error_code,tls_version,scenario,service,expected_response"
)

// table is every option: one row each. All sources, --help and the docs are made
// from it.
var table = []Field{
	// How much, how long.
	{Name: "vus", Flag: "vus", Short: "u", Env: "VUS", Default: "1", Help: "number of virtual users",
		value: bind(integer, func(o *Options) *int64 { return &o.VUs })},
	{Name: "duration", Flag: "duration", Short: "d", Env: "DURATION", Help: "how long the test runs",
		value: bind(duration, func(o *Options) *span { return &o.Duration })},
	{Name: "iterations", Flag: "iterations", Short: "i", Env: "ITERATIONS", Help: "how many iterations all virtual users do together",
		value: bind(integer, func(o *Options) *int64 { return &o.Iterations })},
	{Name: "stages", Flag: "stage", Short: "s", Env: "STAGES", Repeat: true, Help: "add a stage, as duration:target, such as 10s:5",
		value: bind(stages, func(o *Options) *[]Stage { return &o.Stages })},
	{Name: "scenarios", Help: "who does what and when",
		value: bind(scenarios, func(o *Options) *[]Scenario { return &o.Scenarios })},
	{Name: "executionSegment", Flag: "execution-segment", Env: "EXECUTION_SEGMENT", Help: "run this part of the test only, such as 10%, 1/3 or 0.2:2/3",
		value: bind(text, func(o *Options) *string { return &o.ExecutionSegment })},
	{Name: "executionSegmentSequence", Flag: "execution-segment-sequence", Env: "EXECUTION_SEGMENT_SEQUENCE", Help: "where all parts of the test begin and end, such as 0,1/4,1/2,1",
		value: bind(text, func(o *Options) *string { return &o.ExecutionSegmentSequence })},
	{Name: "paused", Flag: "paused", Short: "p", Env: "PAUSED", Help: "wait before the start until the REST API says go on",
		value: bind(boolean, func(o *Options) *bool { return &o.Paused })},

	// The life of a test.
	{Name: "noSetup", Flag: "no-setup", Env: "NO_SETUP", Help: "do not run setup()",
		value: bind(boolean, func(o *Options) *bool { return &o.NoSetup })},
	{Name: "noTeardown", Flag: "no-teardown", Env: "NO_TEARDOWN", Help: "do not run teardown()",
		value: bind(boolean, func(o *Options) *bool { return &o.NoTeardown })},
	{Name: "setupTimeout", Env: "SETUP_TIMEOUT", Default: "60s", Help: "how long setup() may take",
		value: bind(timeout, func(o *Options) *span { return &o.SetupTimeout })},
	{Name: "teardownTimeout", Env: "TEARDOWN_TIMEOUT", Default: "60s", Help: "how long teardown() may take",
		value: bind(timeout, func(o *Options) *span { return &o.TeardownTimeout })},
	{Name: "handleSummaryTimeout", Env: "HANDLE_SUMMARY_TIMEOUT", Default: "120s", Help: "how long handleSummary() may take",
		value: bind(timeout, func(o *Options) *span { return &o.HandleSummaryTimeout })},
	{Name: "minIterationDuration", Flag: "min-iteration-duration", Env: "MIN_ITERATION_DURATION", Help: "the shortest time an iteration may take",
		value: bind(least(duration, 0), func(o *Options) *span { return &o.MinIterationDuration })},

	// What is counted, and how it is shown.
	{Name: "thresholds", Help: "what must hold for the test to pass",
		value: bind(thresholds, func(o *Options) *map[string][]Threshold { return &o.Thresholds })},
	{Name: "noThresholds", Flag: "no-thresholds", Env: "NO_THRESHOLDS", NoJSON: true, Help: "do not judge thresholds",
		value: bind(boolean, func(o *Options) *bool { return &o.NoThresholds })},
	{Name: "tags", Flag: "tag", Env: "TAGS", Repeat: true, Help: "add a tag to every sample, as name=value",
		value: bind(tags, func(o *Options) *map[string]string { return &o.Tags })},
	{Name: "systemTags", Flag: "system-tags", Env: "SYSTEM_TAGS", Repeat: true, Default: defaultSystemTags, Help: "which of the built-in tags to keep",
		value: bind(list, func(o *Options) *[]string { return &o.SystemTags })},
	{Name: "maxTagSets", Flag: "max-tag-sets", Env: "MAX_TAG_SETS", Default: "100000", Help: "how many different sets of tags to tell apart",
		value: bind(least(integer, 1), func(o *Options) *int64 { return &o.MaxTagSets })},
	{Name: "summaryTrendStats", Flag: "summary-trend-stats", Env: "SUMMARY_TREND_STATS", Repeat: true, Default: defaultTrendStats, Help: "what to show of a trend, such as avg,p(95),count",
		value: bind(trendStats, func(o *Options) *[]string { return &o.SummaryTrendStats })},
	{Name: "summaryTimeUnit", Flag: "summary-time-unit", Env: "SUMMARY_TIME_UNIT", Help: "the unit of times in the summary: s, ms or us",
		value: bind(text.oneOf("", "s", "ms", "us"), func(o *Options) *string { return &o.SummaryTimeUnit })},
	{Name: "metricSamplesBufferSize", Env: "METRIC_SAMPLES_BUFFER_SIZE", Effect: Ignored, Default: "1000", Help: "k6's buffer of samples; volley needs none",
		value: bind(least(integer, 1), func(o *Options) *int64 { return &o.MetricSamplesBufferSize })},
	{Name: "consoleOutput", Flag: "console-output", Env: "CONSOLE_OUTPUT", NoJSON: true, Help: "write what scripts print to this file, not into the log",
		value: bind(text, func(o *Options) *string { return &o.ConsoleOutput })},

	// The network.
	{Name: "userAgent", Flag: "user-agent", Env: "USER_AGENT", Help: "the User-Agent header of requests and upgrades",
		value: bind(text, func(o *Options) *string { return &o.UserAgent })},
	{Name: "throw", Flag: "throw", Short: "w", Env: "THROW", Help: "throw what would be warnings, such as a failed request",
		value: bind(boolean, func(o *Options) *bool { return &o.Throw })},
	{Name: "dns", Flag: "dns", Env: "DNS", Default: "ttl=5m,select=random,policy=preferIPv4", Help: "how names are looked up: ttl (inf, 0 or a duration), select (first, random, roundRobin), policy (preferIPv4, preferIPv6, onlyIPv4, onlyIPv6, any)",
		value: bind(dns, func(o *Options) *DNS { return &o.DNS })},
	{Name: "hosts", Help: "fixed addresses of names, such as {'a.example': '127.0.0.1:8080'}",
		value: bind(hosts, func(o *Options) *map[string]string { return &o.Hosts })},
	{Name: "blacklistIPs", Flag: "blacklist-ip", Env: "BLACKLIST_IPS", Repeat: true, Help: "never connect to these addresses, such as 10.0.0.0/8",
		value: bind(prefixes, func(o *Options) *[]prefix { return &o.BlacklistIPs })},
	{Name: "blockHostnames", Flag: "block-hostnames", Env: "BLOCK_HOSTNAMES", Repeat: true, Help: "never connect to these names; a leading * stands for any beginning",
		value: bind(patterns, func(o *Options) *[]string { return &o.BlockHostnames })},
	{Name: "localIPs", Flag: "local-ips", Env: "LOCAL_IPS", NoJSON: true, Help: "connect from these addresses, one for each virtual user in turn, such as 192.168.0.10-192.168.0.25",
		value: bind(text, func(o *Options) *string { return &o.LocalIPs })},
	{Name: "proxy", Flag: "proxy", Env: "PROXY", Help: "connect through this proxy, such as socks5://127.0.0.1:1080, whatever HTTP_PROXY and its kind say; none for no proxy",
		value: bind(text, func(o *Options) *string { return &o.Proxy })},
	{Name: "insecureSkipTLSVerify", Flag: "insecure-skip-tls-verify", Env: "INSECURE_SKIP_TLS_VERIFY", Help: "accept any TLS certificate",
		value: bind(boolean, func(o *Options) *bool { return &o.InsecureSkipTLSVerify })},
	{Name: "tlsVersion", Help: "the TLS versions allowed: 'tls1.2', or {min, max}",
		value: bind(tlsVersion, func(o *Options) *TLSVersion { return &o.TLSVersion })},
	{Name: "tlsCipherSuites", Help: "the TLS cipher suites allowed",
		value: bind(cipherSuites, func(o *Options) *[]string { return &o.TLSCipherSuites })},
	{Name: "tlsAuth", Help: "client certificates, such as [{cert, key, password, domains: ['*.a.example']}]",
		value: bind(tlsAuth, func(o *Options) *[]TLSAuth { return &o.TLSAuth })},
	{Name: "tlsSessionResumption", Flag: "tls-session-resumption", Env: "TLS_SESSION_RESUMPTION", Help: "go on with earlier TLS sessions, which saves both sides work that new users would cause",
		value: bind(boolean, func(o *Options) *bool { return &o.TLSSessionResumption })},
	{Name: "noCookiesReset", Env: "NO_COOKIES_RESET", Help: "keep a virtual user's cookies from one iteration to the next",
		value: bind(boolean, func(o *Options) *bool { return &o.NoCookiesReset })},

	// HTTP.
	{Name: "rps", Flag: "rps", Env: "RPS", Help: "the most HTTP requests a second, all together",
		value: bind(integer, func(o *Options) *int64 { return &o.RPS })},
	{Name: "maxRedirects", Flag: "max-redirects", Env: "MAX_REDIRECTS", Default: "10", Help: "how many HTTP redirects to follow",
		value: bind(integer, func(o *Options) *int64 { return &o.MaxRedirects })},
	{Name: "batch", Flag: "batch", Env: "BATCH", Default: "20", Help: "how many requests of one batch run at once",
		value: bind(integer, func(o *Options) *int64 { return &o.Batch })},
	{Name: "batchPerHost", Flag: "batch-per-host", Env: "BATCH_PER_HOST", Default: "6", Help: "how many of them to one host",
		value: bind(integer, func(o *Options) *int64 { return &o.BatchPerHost })},
	{Name: "httpDebug", Flag: "http-debug", Env: "HTTP_DEBUG", Implied: "headers", Help: "log HTTP requests and responses: headers or full",
		value: bind(text.oneOf("", "headers", "full"), func(o *Options) *string { return &o.HTTPDebug })},
	{Name: "noConnectionReuse", Flag: "no-connection-reuse", Env: "NO_CONNECTION_REUSE", Help: "a new connection for every HTTP request",
		value: bind(boolean, func(o *Options) *bool { return &o.NoConnectionReuse })},
	{Name: "noVUConnectionReuse", Flag: "no-vu-connection-reuse", Env: "NO_VU_CONNECTION_REUSE", Help: "new HTTP connections for every iteration",
		value: bind(boolean, func(o *Options) *bool { return &o.NoVUConnectionReuse })},
	{Name: "discardResponseBodies", Flag: "discard-response-bodies", Env: "DISCARD_RESPONSE_BODIES", Help: "read HTTP response bodies without keeping them",
		value: bind(boolean, func(o *Options) *bool { return &o.DiscardResponseBodies })},

	// WebSockets; not in k6.
	{Name: "websocketMaxMessageSize", Flag: "websocket-max-message-size", Env: "WEBSOCKET_MAX_MESSAGE_SIZE", Default: "32MiB", Help: "the largest message a socket takes; a larger one closes it with 1009",
		value: bind(size, func(o *Options) *int64 { return &o.WebsocketMaxMessageSize })},
	{Name: "websocketHandshakeTimeout", Flag: "websocket-handshake-timeout", Env: "WEBSOCKET_HANDSHAKE_TIMEOUT", Default: "60s", Help: "how long opening a socket may take",
		value: bind(timeout, func(o *Options) *span { return &o.WebsocketHandshakeTimeout })},
	{Name: "websocketCloseTimeout", Flag: "websocket-close-timeout", Env: "WEBSOCKET_CLOSE_TIMEOUT", Default: "5s", Help: "how long a socket waits for the server's close frame",
		value: bind(timeout, func(o *Options) *span { return &o.WebsocketCloseTimeout })},
	{Name: "websocketSendBufferLimit", Flag: "websocket-send-buffer-limit", Env: "WEBSOCKET_SEND_BUFFER_LIMIT", Default: "64MB", Help: "how much a socket may have waiting to be sent before it fails",
		value: bind(size, func(o *Options) *int64 { return &o.WebsocketSendBufferLimit })},
	{Name: "websocketUnreadLimit", Flag: "websocket-unread-limit", Env: "WEBSOCKET_UNREAD_LIMIT", Default: "1MB", Help: "how much may wait for a busy script before its sockets stop reading",
		value: bind(size, func(o *Options) *int64 { return &o.WebsocketUnreadLimit })},
	{Name: "websocketHTTP2", Flag: "websocket-http2", Env: "WEBSOCKET_HTTP2", Help: "let sockets share HTTP/2 connections (RFC 8441) to servers that can do it",
		value: bind(boolean, func(o *Options) *bool { return &o.WebsocketHTTP2 })},
	{Name: "wsDebug", Flag: "ws-debug", Env: "WS_DEBUG", Implied: "all", Help: "log WebSocket frames, at most 50 a second: of all virtual users, or with vu=3 of one",
		value: bind(wsDebug, func(o *Options) *string { return &o.WSDebug })},

	// Other programs'.
	{Name: "cloud", Effect: Ignored, Help: "settings of k6's cloud",
		value: bind(rawJSON, func(o *Options) *raw { return &o.Cloud })},
	{Name: "ext", Effect: Ignored, Help: "settings of k6's extensions",
		value: bind(rawJSON, func(o *Options) *raw { return &o.Ext })},
}

// unknownWarning names a layer's unknown keys in k6's words.
func unknownWarning(l Layer) string {
	names := make([]string, len(l.unknown))
	for i, key := range l.unknown {
		names[i] = key
		if meant := similar(key); meant != "" {
			names[i] += " (did you mean " + meant + "?)"
		}
	}
	return "There were unknown fields in the options of " + l.source.Text + ": " + strings.Join(names, ", ")
}
