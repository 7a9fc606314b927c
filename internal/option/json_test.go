package option

import (
	"bytes"
	"encoding/json"
	"testing"
)

// TestJSON is what a script sees in exec.test.options.
func TestJSON(t *testing.T) {
	o := settled(t, script(`{"vus": 2, "duration": "90s", "thresholds": {"checks": ["rate==1"]}, "tags": {"a": "b"}, "cloud": {"x": 1}}`),
		flags("local-ips=1.2.3.4", "no-setup=true"))
	const want = `{
	"scenarios": {"default": {"executor": "constant-vus", "startTime": null, "gracefulStop": null, "env": null, "exec": null, "tags": null, "vus": 2, "duration": "1m30s"}},
	"executionSegment": null, "executionSegmentSequence": null, "paused": null, "noSetup": true, "noTeardown": null,
	"setupTimeout": null, "teardownTimeout": null, "handleSummaryTimeout": null, "minIterationDuration": null,
	"thresholds": {"checks": ["rate==1"]}, "tags": {"a": "b"},
	"systemTags": ["proto", "subproto", "status", "method", "url", "name", "group", "check", "error", "error_code", "tls_version", "scenario", "service", "expected_response"],
	"maxTagSets": null, "summaryTrendStats": ["avg", "min", "med", "max", "p(90)", "p(95)"], "summaryTimeUnit": null, "metricSamplesBufferSize": null,
	"userAgent": null, "throw": null, "dns": {"ttl": null, "select": null, "policy": null}, "hosts": null, "blacklistIPs": null, "blockHostnames": null,
	"proxy": null, "insecureSkipTLSVerify": null, "tlsVersion": null, "tlsCipherSuites": null, "tlsAuth": null, "tlsSessionResumption": null, "noCookiesReset": null,
	"rps": null, "maxRedirects": null, "batch": null, "batchPerHost": null, "httpDebug": null, "noConnectionReuse": null, "noVUConnectionReuse": null,
	"discardResponseBodies": null, "websocketMaxMessageSize": null, "websocketHandshakeTimeout": null, "websocketCloseTimeout": null,
	"websocketSendBufferLimit": null, "websocketUnreadLimit": null, "websocketHTTP2": null, "wsDebug": null, "cloud": {"x": 1}, "ext": null}`
	var flat bytes.Buffer
	if err := json.Compact(&flat, []byte(want)); err != nil {
		t.Fatal(err)
	}
	if got := o.JSON(); string(got) != flat.String() {
		t.Errorf("JSON()\nhave %s\nwant %s", got, flat.String())
	}
}

// FuzzJSON: no text breaks the reader; options that are right are the same
// after they were written and read again.
func FuzzJSON(f *testing.F) {
	for name, pair := range samples {
		for _, s := range pair {
			f.Add(`{"` + name + `": ` + s.json + `}`)
		}
	}
	for _, text := range []string{
		``, `null`, `[]`, `{}`, `{"vus": 5}`, `{"vus": 1e400}`, `{"vus":10,"duration":"30s"}`,
		`{"stages":[{"duration":"30s","target":20},{"duration":"1m30s","target":10}],"thresholds":{"http_req_duration":["p(99)<1500"]}}`,
		`{"scenarios":{"a":{"executor":"shared-iterations","vus":10,"iterations":200,"maxDuration":"30s"},"b":{"executor":"ramping-arrival-rate","startRate":300,"timeUnit":"1m","preAllocatedVUs":50,"stages":[{"target":300,"duration":"1m"}]}}}`,
		`{"scenarios":{"a":{"executor":"constant-vus","vus":"2","duration":"1d","env":{"A":"1"},"tags":{"b":"c"},"options":{"browser":{"type":"chromium"}}}}}`,
		`{"scenarios":{"a":{"executor":"ramping-vus","startVUs":0,"stages":[{"duration":"1s","target":1}],"gracefulRampDown":"0s"}}}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o, _, err := settle(script(text))
		if err != nil {
			return
		}
		if len(o.Scenarios) == 0 {
			t.Fatalf("%s: no scenarios", text)
		}
		first := o.JSON()
		again, warnings, err := settle(script(string(first)))
		if err != nil || len(warnings) > 0 {
			t.Fatalf("%s\nis %s\nand that is refused: %v %q", text, first, err, warnings)
		}
		// The parts of dns that nobody gave are given by the object that shows so.
		first = bytes.Replace(first, []byte(`{"ttl":null,"select":null,"policy":null}`),
			[]byte(`{"ttl":"5m0s","select":"random","policy":"preferIPv4"}`), 1)
		if second := again.JSON(); !bytes.Equal(first, second) {
			t.Errorf("%s\nis %s\nand that %s", text, first, second)
		}
	})
}
