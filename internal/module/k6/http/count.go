package http

import (
	"crypto/tls"
	"strconv"
	"time"

	"volley/internal/fetch"
	"volley/internal/metric"
)

// count records every hop of a request, and the bytes that went over the VU's
// connections meanwhile.
func (i *instance) count(j *job) {
	p := &j.params
	for n := range j.res.Hops {
		i.countHop(p, &j.res.Hops[n])
	}
	if j.res.More && !p.silent {
		i.v.Test().Log.Warn("Stopped after "+strconv.Itoa(len(j.res.Hops))+" redirects and returned the redirection; pass { redirects: n } in request params or set global maxRedirects to silence this", "url", fetch.Mask(j.req.URL))
	}
	i.traffic(time.Now())
}

func (i *instance) countHop(p *params, h *fetch.Hop) {
	reg := i.v.Test().Registry
	code, text := fetch.Explain(h.Err)
	if h.Err == nil {
		code = fetch.StatusCode(h.Status)
	}
	tags := p.tags
	tag := func(key, value string) { tags = reg.SystemTag(tags, key, value) }
	url := fetch.Mask(h.URL)
	name := url
	if p.name != "" {
		name, url = p.name, p.name
	}
	tag("url", url)
	tag("name", name)
	tag("method", h.Method)
	tag("status", strconv.Itoa(h.Status))
	if h.Proto != "" {
		tag("proto", h.Proto)
	}
	if text != "" {
		tag("error", text)
	}
	if code != 0 {
		tag("error_code", strconv.Itoa(code))
	}
	if h.TLS != nil {
		tag("tls_version", tlsVersion(h.TLS.Version))
	}
	if h.Remote.IsValid() {
		tag("ip", h.Remote.Addr().String())
	}
	failed := false
	if p.expected != nil {
		failed = h.Err != nil || !p.expected.match(h.Status)
		tag("expected_response", strconv.FormatBool(!failed))
	}
	b := &reg.Builtin
	i.add(b.HTTPReqs, tags, 1, h.End)
	if p.expected != nil {
		rate := 0.0
		if failed {
			rate = 1
		}
		i.add(b.HTTPReqFailed, tags, rate, h.End)
	}
	i.add(b.HTTPReqDuration, tags, ms(h.Duration()), h.End)
	i.add(b.HTTPReqBlocked, tags, ms(h.Blocked), h.End)
	i.add(b.HTTPReqConnecting, tags, ms(h.Connecting), h.End)
	i.add(b.HTTPReqTLSHandshaking, tags, ms(h.Timings.TLS), h.End)
	i.add(b.HTTPReqSending, tags, ms(h.Sending), h.End)
	i.add(b.HTTPReqWaiting, tags, ms(h.Waiting), h.End)
	i.add(b.HTTPReqReceiving, tags, ms(h.Receiving), h.End)
}

func (i *instance) add(m *metric.Metric, tags metric.Tags, value float64, at time.Time) {
	if rec := i.v.Recorder(); rec != nil { // handleSummary records nothing
		rec.AddWith(i.v.Test().Registry.Series(m, tags), value, metric.At(at), i.v.Metadata())
	}
}

// traffic counts the bytes since the last time.
func (i *instance) traffic(at time.Time) {
	in, out := i.client.Traffic()
	b := &i.v.Test().Registry.Builtin
	if in > i.in {
		i.add(b.DataReceived, i.v.Tags(), float64(in-i.in), at)
	}
	if out > i.out {
		i.add(b.DataSent, i.v.Tags(), float64(out-i.out), at)
	}
	i.in, i.out = in, out
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func tlsVersion(v uint16) string {
	switch v {
	case tls.VersionTLS10:
		return "tls1.0"
	case tls.VersionTLS11:
		return "tls1.1"
	case tls.VersionTLS12:
		return "tls1.2"
	case tls.VersionTLS13:
		return "tls1.3"
	}
	return ""
}
