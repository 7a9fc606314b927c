package option

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFaults names each fault's field, value and origin; several at once are
// said at once.
func TestFaults(t *testing.T) {
	long := strings.Repeat("9", 80)
	for _, test := range []struct {
		source source
		want   []string
	}{
		// What scripts may get wrong at the top.
		{script(`[1]`), []string{`option "options": [1] is not an object (from script.js)`}},
		{script(`{"vus": 1`), []string{`option "options": is not JSON: line 1, column 9: unexpected end of JSON input (from script.js)`}},
		{script("{\n  \"vus\": 1,\n}"), []string{`option "options": is not JSON: line 3, column 1: invalid character '}' looking for beginning of object key string (from script.js)`}},
		{script(`{"vus": "many", "throw": 1, "duration": "soon", "tags": {"a": 1}, "setupTimeout": {}}`), []string{
			`option "duration": "soon" is not a duration, such as 300ms, 1m30s or 1d2h (from script.js)`,
			`option "setupTimeout": {} is not a duration, such as 300ms, 1m30s or 1d2h (from script.js)`,
			`option "tags.a": 1 is not a string (from script.js)`,
			`option "throw": 1 is not true or false (from script.js)`,
			`option "vus": "many" is not a whole number (from script.js)`}},
		{script(`{"vus": 1.5}`), []string{`option "vus": 1.5 is not a whole number (from script.js)`}},
		{script(`{"vus": ` + long + `}`), []string{`option "vus": ` + long[:60] + `… is not a whole number (from script.js)`}},
		{script(`{"stages": [{"duration": "1s"}, {"target": 1, "x": 2}, 3]}`), []string{
			`option "stages.0.target": is missing (from script.js)`,
			`option "stages.1.duration": is missing (from script.js)`,
			`option "stages.1.x": is not known (from script.js)`,
			`option "stages.2": 3 is not an object (from script.js)`,
			`option "stages.2.duration": is missing (from script.js)`,
			`option "stages.2.target": is missing (from script.js)`}},
		{script(`{"thresholds": {"a": "b", "c": [1], "d": [{"abortOnFail": 1}]}}`), []string{
			`option "thresholds.a": "b" is not a list (from script.js)`,
			`option "thresholds.c.0": 1 is not an object (from script.js)`,
			`option "thresholds.d.0.abortOnFail": 1 is not true or false (from script.js)`}},
		{script(`{"dns": {"ttl": "x", "select": "last", "policy": 4, "y": 1}}`), []string{
			`option "dns.policy": "4" is not one of preferIPv4, preferIPv6, onlyIPv4, onlyIPv6, any (from script.js)`,
			`option "dns.select": "last" is not one of first, random, roundRobin (from script.js)`,
			`option "dns.ttl": "x" is not inf, 0 or a duration (from script.js)`,
			`option "dns.y": is not known (from script.js)`}},
		{script(`{"tlsVersion": "ssl3"}`), []string{`option "tlsVersion": "ssl3" is not one of tls1.0, tls1.1, tls1.2, tls1.3 (from script.js)`}},
		{script(`{"tlsVersion": {"min": "tls1.3", "max": "tls1.0"}}`), []string{`option "tlsVersion": allows none: tls1.3 is above tls1.0 (from script.js)`}},
		{script(`{"tlsAuth": [{"cert": "c"}]}`), []string{`option "tlsAuth.0": has no cert or no key (from script.js)`}},
		{script(`{"blacklistIPs": ["10.0.0.0", 5]}`), []string{
			`option "blacklistIPs.0": "10.0.0.0" is not a range of addresses, such as 10.0.0.0/8 (from script.js)`,
			`option "blacklistIPs.1": 5 is not a string (from script.js)`}},
		// What merging finds.
		{script(`{"summaryTimeUnit": "h", "summaryTrendStats": ["avg", "p(101)", "mode"], "maxTagSets": 0, "setupTimeout": 0}`), []string{
			`option "maxTagSets": 0 is below 1 (from script.js)`,
			`option "setupTimeout": 0s is below 1ns (from script.js)`,
			`option "summaryTimeUnit": "h" is not one of s, ms, us (from script.js)`,
			`option "summaryTrendStats": "mode" is not one of avg, min, med, max, count or p(N) with N from 0 to 100 (from script.js)`,
			`option "summaryTrendStats": "p(101)" is not one of avg, min, med, max, count or p(N) with N from 0 to 100 (from script.js)`}},
		{script(`{"hosts": {"a": "b"}, "blockHostnames": ["x*y"], "tlsCipherSuites": ["ROT13"]}`), []string{
			`option "blockHostnames": "x*y" is not a name that may begin with * (from script.js)`,
			`option "hosts.a": "b" is not an address, such as 127.0.0.1 or 127.0.0.1:8080 (from script.js)`,
			`option "tlsCipherSuites": "ROT13" is not a TLS cipher suite (from script.js)`}},
		{flags("websocket-max-message-size=0", "min-iteration-duration=-1s"), []string{
			`option "minIterationDuration": -1s is below 0s (from --min-iteration-duration)`,
			`option "websocketMaxMessageSize": 0 is below 1 (from --websocket-max-message-size)`}},
		// What flags and variables may get wrong.
		{flags("vus=x", "duration=10", "tag=a", "tag=b=c", "stage=1s", "dns=ttl", "dns=x=y", "throw=perhaps", "websocket-unread-limit=1 mile"), []string{
			`option "dns": "x=y" is not ttl=…, select=… or policy=… (from --dns)`,
			`option "dns.ttl": "" is not inf, 0 or a duration (from --dns)`,
			`option "duration": "10" has no unit, such as 300ms or 10s (from --duration)`,
			`option "stages": "1s" is not duration:target, such as 10s:5 (from --stage)`,
			`option "tags": "a" is not name=value (from --tag)`,
			`option "throw": "perhaps" is not true or false (from --throw)`,
			`option "vus": "x" is not a whole number (from --vus)`,
			`option "websocketUnreadLimit": "1 mile" is not a number of bytes, such as 65536, 64kB or 32MiB (from --websocket-unread-limit)`}},
		{env("K6_TAGS=a", "VOLLEY_VUS=1.5", "K6_STAGES=1s:x"), []string{
			`option "stages": "x" is not a whole number (from K6_STAGES)`,
			`option "tags": "a" is not name:value (from K6_TAGS)`,
			`option "vus": "1.5" is not a whole number (from VOLLEY_VUS)`}},
		// The shortcuts, in the words of whoever wrote them.
		{flags("vus=-1"), []string{`option "vus": -1 is below 1 (from --vus)`}},
		{flags("vus=0", "duration=1ms"), []string{`option "duration": 1ms is below 1s (from --duration)`, `option "vus": 0 is below 1 (from --vus)`}},
		{flags("vus=10", "iterations=5"), []string{`option "iterations": 5 is below the number of VUs, 10 (from --iterations)`}},
		{flags("iterations=0"), []string{`option "iterations": 0 is below 1 (from --iterations)`}},
		{flags("iterations=5", "duration=0s"), []string{`option "duration": 0s is below 1s (from --duration)`}},
		{flags("vus=100000001"), []string{`option "vus": 100000001 is above 100000000 (from --vus)`}},
		{flags("stage=1s:-1,1s:5"), []string{`option "stages.0.target": -1 is below 0 (from --stage)`}},
		{env("K6_STAGES=-1s:1"), []string{`option "stages.0.duration": -1s is below 0 (from K6_STAGES)`}},
		{flags("vus=-1", "stage=1s:1"), []string{`option "vus": -1 is below 0 (from --vus)`}},
		{flags("duration=1000000h"), []string{`option "duration": 1000000h0m0s is longer than 50 years (from --duration)`}},
	} {
		_, _, err := settle(test.source)
		if diff := cmp.Diff(test.want, lines(err)); diff != "" {
			t.Errorf("%+v (-want +have):\n%s", test.source, diff)
		}
		var invalid Invalid
		if err != nil && !errors.As(err, &invalid) {
			t.Errorf("%+v: %T is no Invalid", test.source, err)
		}
	}
}

// TestScenarioFaults does the same for one scenario named a.
func TestScenarioFaults(t *testing.T) {
	const kinds = "shared-iterations, per-vu-iterations, constant-vus, ramping-vus, constant-arrival-rate, ramping-arrival-rate"
	for fields, want := range map[string][]string{
		`5`:                    {`scenarios.a": 5 is not an object`},
		`{}`:                   {`scenarios.a.executor": is missing`},
		`{"executor": 5}`:      {`scenarios.a.executor": 5 is not a string`},
		`{"executor": "fast"}`: {`scenarios.a.executor": "fast" is not an executor; there are ` + kinds},
		`{"executor": "externally-controlled", "vus": 1}`: {`scenarios.a.executor": "externally-controlled" is not an executor; there are ` + kinds},
		`{"executor": "constant-vus", "duration": "1s", "stages": [], "vu": 1}`: {
			`scenarios.a.stages": is not known`, `scenarios.a.vu": is not known`},
		`{"executor": "constant-vus", "duration": "1s", "env": {"A": 1}, "tags": "x", "exec": true, "startTime": "y", "gracefulStop": [], "vus": "z"}`: {
			`scenarios.a.env.A": 1 is not a string`, `scenarios.a.exec": true is not a string`,
			`scenarios.a.gracefulStop": [] is not a duration, such as 300ms, 1m30s or 1d2h`,
			`scenarios.a.startTime": "y" is not a duration, such as 300ms, 1m30s or 1d2h`,
			`scenarios.a.tags": "x" is not an object`, `scenarios.a.vus": "z" is not a whole number`},
		`{"executor": "constant-vus"}`: {`scenarios.a.duration": is missing`},
		`{"executor": "constant-vus", "vus": 0, "duration": "500ms", "startTime": "-1s", "gracefulStop": -5, "exec": ""}`: {
			`scenarios.a.duration": 500ms is below 1s`, `scenarios.a.exec": is empty`, `scenarios.a.gracefulStop": -5ms is below 0`,
			`scenarios.a.startTime": -1s is below 0`, `scenarios.a.vus": 0 is below 1`},
		`{"executor": "shared-iterations", "vus": 4, "iterations": 3, "maxDuration": "0s"}`: {
			`scenarios.a.iterations": 3 is below the number of VUs, 4`, `scenarios.a.maxDuration": 0s is below 1s`},
		`{"executor": "shared-iterations", "vus": 4, "iterations": 0}`:  {`scenarios.a.iterations": 0 is below 1`},
		`{"executor": "per-vu-iterations", "vus": 4, "iterations": -1}`: {`scenarios.a.iterations": -1 is below 1`},
		`{"executor": "ramping-vus"}`:                                   {`scenarios.a.stages": are missing`},
		`{"executor": "ramping-vus", "stages": []}`:                     {`scenarios.a.stages": are missing`},
		`{"executor": "ramping-vus", "startVUs": -1, "gracefulRampDown": "-1s", "stages": [{"duration": "-1s", "target": -1}, {"duration": "1s", "target": 200000000}]}`: {
			`scenarios.a.gracefulRampDown": -1s is below 0`, `scenarios.a.stages.0.duration": -1s is below 0`, `scenarios.a.stages.0.target": -1 is below 0`,
			`scenarios.a.stages.1.target": 200000000 is above 100000000`, `scenarios.a.startVUs": -1 is below 0`},
		`{"executor": "ramping-vus", "startVUs": 0, "stages": [{"duration": "1s", "target": 0}]}`: {
			`scenarios.a.stages": never have a VU: startVUs and all targets are 0`},
		`{"executor": "ramping-vus", "stages": [{"duration": "400000h", "target": 1}, {"duration": "400000h", "target": 1}]}`: {
			`scenarios.a.stages": are longer than 50 years`},
		`{"executor": "constant-arrival-rate"}`: {
			`scenarios.a.duration": is missing`, `scenarios.a.preAllocatedVUs": is missing`, `scenarios.a.rate": is missing`},
		`{"executor": "constant-arrival-rate", "rate": 0, "duration": "1s", "timeUnit": 0, "preAllocatedVUs": 5, "maxVUs": 4}`: {
			`scenarios.a.maxVUs": 4 is below preAllocatedVUs, 5`, `scenarios.a.rate": 0 is below 1`, `scenarios.a.timeUnit": 0s is not above 0`},
		`{"executor": "constant-arrival-rate", "rate": 1, "duration": "1s", "preAllocatedVUs": 0}`: {`scenarios.a.maxVUs": 0 is below 1`},
		`{"executor": "ramping-arrival-rate", "startRate": -1, "preAllocatedVUs": -1}`: {
			`scenarios.a.maxVUs": -1 is below 1`, `scenarios.a.preAllocatedVUs": -1 is below 0`, `scenarios.a.stages": are missing`,
			`scenarios.a.startRate": -1 is below 0`},
	} {
		_, _, err := settle(script(`{"scenarios": {"a": ` + fields + `}}`))
		for i := range want {
			want[i] = `option "` + want[i] + ` (from script.js)`
		}
		if diff := cmp.Diff(want, lines(err)); diff != "" {
			t.Errorf("%s (-want +have):\n%s", fields, diff)
		}
	}
}

// TestScenarioNames: what k6 takes for a name.
func TestScenarioNames(t *testing.T) {
	for name, ok := range map[string]bool{"a": true, "A-9_z": true, "": false, "a b": false, "é": false, "a.b": false} {
		_, _, err := settle(script(`{"scenarios": {"` + name + `": {"executor": "constant-vus", "duration": "1s"}}}`))
		want := []string{`option "scenarios": "` + name + `" is not a name: only digits, Latin letters, _ and - are allowed (from script.js)`}
		if ok {
			want = nil
		}
		if !slices.Equal(lines(err), want) {
			t.Errorf("name %q: %q, want %q", name, lines(err), want)
		}
	}
}

// TestOnlyInScripts: what has no text form is refused from flags.
func TestOnlyInScripts(t *testing.T) {
	var faults []error
	f, _ := Lookup("tlsCipherSuites")
	f.value.parse(&Options{}, reader{path: f.Name, source: Source{Env, "K6_X"}, faults: &faults}, []string{"x"})
	if got := errors.Join(faults...); got == nil || got.Error() != `option "tlsCipherSuites": can be given in a script or a config file only (from K6_X)` {
		t.Errorf("fault %v", got)
	}
}
