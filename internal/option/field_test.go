package option

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// sample are two values of an option, each as every source writes it and as
// JSON shows it. An empty text means that flags and variables cannot give it.
type sample struct{ json, text, shown string }

// samples has a pair for every row of the table.
var samples = map[string][2]sample{
	"vus":                       {{`3`, "3", `3`}, {`"40"`, "40", `40`}},
	"duration":                  {{`"90s"`, "90s", `"1m30s"`}, {`1500`, "1500ms", `"1.5s"`}},
	"iterations":                {{`7`, "7", `7`}, {`1e2`, "100", `100`}},
	"stages":                    {{`[{"duration": "10s", "target": 5}]`, "10s:5", `[{"duration":"10s","target":5}]`}, {`[{"target": 1, "duration": 1000}, {"duration": 0, "target": "2"}]`, "1s:1, 0s:2", `[{"duration":"1s","target":1},{"duration":"0s","target":2}]`}},
	"scenarios":                 {{`{"a": {"executor": "constant-vus", "duration": "1s"}}`, "", `{"a":{"executor":"constant-vus","startTime":null,"gracefulStop":null,"env":null,"exec":null,"tags":null,"vus":null,"duration":"1s"}}`}, {`{"b": {"executor": "per-vu-iterations", "vus": 2}}`, "", `{"b":{"executor":"per-vu-iterations","startTime":null,"gracefulStop":null,"env":null,"exec":null,"tags":null,"vus":2,"iterations":null,"maxDuration":null}}`}},
	"executionSegment":          {{`"10%"`, "10%", `"10%"`}, {`"1/3"`, "1/3", `"1/3"`}},
	"executionSegmentSequence":  {{`"0,1/2,1"`, "0,1/2,1", `"0,1/2,1"`}, {`"0,1"`, "0,1", `"0,1"`}},
	"paused":                    {{`true`, "true", `true`}, {`false`, "0", `false`}},
	"noSetup":                   {{`true`, "true", `true`}, {`false`, "false", `false`}},
	"noTeardown":                {{`true`, "1", `true`}, {`false`, "false", `false`}},
	"setupTimeout":              {{`"1s"`, "1s", `"1s"`}, {`2000`, "2s", `"2s"`}},
	"teardownTimeout":           {{`"1s"`, "1s", `"1s"`}, {`"1d"`, "24h", `"24h0m0s"`}},
	"handleSummaryTimeout":      {{`"1s"`, "1s", `"1s"`}, {`"1m"`, "1m", `"1m0s"`}},
	"minIterationDuration":      {{`"1s"`, "1s", `"1s"`}, {`0`, "0", `"0s"`}},
	"thresholds":                {{`{"checks": ["rate==1"]}`, "", `{"checks":["rate==1"]}`}, {`{"a{b:c}": [{"threshold": "avg<1", "abortOnFail": true, "delayAbortEval": "10s"}]}`, "", `{"a{b:c}":[{"abortOnFail":true,"delayAbortEval":"10s","threshold":"avg\u003c1"}]}`}},
	"noThresholds":              {{`true`, "true", `true`}, {`false`, "false", `false`}},
	"tags":                      {{`{"a": "b"}`, "a=b", `{"a":"b"}`}, {`{"c": "d=e"}`, "c=d=e", `{"c":"d=e"}`}},
	"systemTags":                {{`["url", "vu"]`, "url,vu", `["url","vu"]`}, {`[]`, ",", `[]`}},
	"maxTagSets":                {{`5`, "5", `5`}, {`6`, "6", `6`}},
	"summaryTrendStats":         {{`["avg", "p(99.9)"]`, "avg, p(99.9)", `["avg","p(99.9)"]`}, {`["count"]`, "count", `["count"]`}},
	"summaryTimeUnit":           {{`"ms"`, "ms", `"ms"`}, {`"us"`, "us", `"us"`}},
	"metricSamplesBufferSize":   {{`5`, "5", `5`}, {`6`, "6", `6`}},
	"consoleOutput":             {{`"x"`, "x", `"x"`}, {`"y"`, "y", `"y"`}},
	"userAgent":                 {{`"x"`, "x", `"x"`}, {`"y"`, "y", `"y"`}},
	"throw":                     {{`true`, "true", `true`}, {`false`, "false", `false`}},
	"dns":                       {{`{"ttl": "inf", "select": "first"}`, "ttl=inf,select=first", `{"ttl":"inf","select":"first","policy":"preferIPv4"}`}, {`{"ttl": 0, "policy": "any"}`, "policy=any,ttl=0", `{"ttl":"0s","select":"random","policy":"any"}`}},
	"hosts":                     {{`{"a.example": "1.2.3.4"}`, "", `{"a.example":"1.2.3.4"}`}, {`{"*.b": "[::1]:80"}`, "", `{"*.b":"[::1]:80"}`}},
	"blacklistIPs":              {{`["10.0.0.0/8"]`, "10.0.0.0/8", `["10.0.0.0/8"]`}, {`["::/0", "1.2.3.4/32"]`, "::/0,1.2.3.4/32", `["::/0","1.2.3.4/32"]`}},
	"blockHostnames":            {{`["*.example.com"]`, "*.example.com", `["*.example.com"]`}, {`["a", "*"]`, "a,*", `["a","*"]`}},
	"localIPs":                  {{`"1.2.3.4"`, "1.2.3.4", `"1.2.3.4"`}, {`"1.2.3.5"`, "1.2.3.5", `"1.2.3.5"`}},
	"insecureSkipTLSVerify":     {{`true`, "true", `true`}, {`false`, "false", `false`}},
	"tlsVersion":                {{`"tls1.2"`, "", `{"max":"tls1.2","min":"tls1.2"}`}, {`{"min": "tls1.1"}`, "", `{"max":"","min":"tls1.1"}`}},
	"tlsCipherSuites":           {{`["TLS_AES_128_GCM_SHA256"]`, "", `["TLS_AES_128_GCM_SHA256"]`}, {`["TLS_RSA_WITH_AES_128_CBC_SHA"]`, "", `["TLS_RSA_WITH_AES_128_CBC_SHA"]`}},
	"tlsAuth":                   {{`[{"cert": "c", "key": "k", "password": "p", "domains": ["a"]}]`, "", `[{"cert":"c","domains":["a"],"key":"k","password":null}]`}, {`[]`, "", `[]`}},
	"proxy":                     {{`"http://a:1"`, "http://a:1", `"http://a:1"`}, {`"none"`, "none", `"none"`}},
	"tlsSessionResumption":      {{`true`, "true", `true`}, {`false`, "false", `false`}},
	"noCookiesReset":            {{`true`, "true", `true`}, {`false`, "false", `false`}},
	"discardResponseBodies":     {{`true`, "true", `true`}, {`false`, "false", `false`}},
	"rps":                       {{`5`, "5", `5`}, {`6`, "6", `6`}},
	"maxRedirects":              {{`5`, "5", `5`}, {`0`, "0", `0`}},
	"batch":                     {{`5`, "5", `5`}, {`6`, "6", `6`}},
	"batchPerHost":              {{`5`, "5", `5`}, {`7`, "7", `7`}},
	"httpDebug":                 {{`"full"`, "full", `"full"`}, {`"headers"`, "headers", `"headers"`}},
	"noConnectionReuse":         {{`true`, "true", `true`}, {`false`, "false", `false`}},
	"noVUConnectionReuse":       {{`true`, "true", `true`}, {`false`, "false", `false`}},
	"websocketMaxMessageSize":   {{`1024`, "1KiB", `1024`}, {`"2MB"`, "2 MB", `2000000`}},
	"websocketHandshakeTimeout": {{`"1s"`, "1s", `"1s"`}, {`"2s"`, "2s", `"2s"`}},
	"websocketCloseTimeout":     {{`"1s"`, "1s", `"1s"`}, {`"2s"`, "2s", `"2s"`}},
	"websocketSendBufferLimit":  {{`1`, "1B", `1`}, {`"1.5kB"`, "1500", `1500`}},
	"websocketUnreadLimit":      {{`"1GiB"`, "1GiB", `1073741824`}, {`2`, "2", `2`}},
	"websocketHTTP2":            {{`true`, "true", `true`}, {`false`, "false", `false`}},
	"wsDebug":                   {{`"vu=3"`, "vu=3", `"vu=3"`}, {`true`, "true", `"all"`}},
	"cloud":                     {{`{"projectID": 1}`, "", `{"projectID":1}`}, {`[]`, "", `[]`}},
	"ext":                       {{`{"a": {"b": null}}`, "", `{"a":{"b":null}}`}, {`1`, "", `1`}},
}

// sources are all that can give an option a value, lowest first.
func (s sample) sources(f Field) []source {
	list := []source{file(`{"` + f.Name + `": ` + s.json + `}`)}
	if !f.NoJSON {
		list = append(list, script(`{"`+f.Name+`": `+s.json+`}`))
	}
	if f.Env != "" && s.text != "" {
		text := s.text
		if f.Name == "tags" {
			text = strings.Replace(text, "=", ":", 1)
		}
		list = append(list, env("K6_"+f.Env+"="+text))
	}
	if f.Flag != "" {
		list = append(list, flags(f.Flag+"="+s.text))
	}
	return list
}

// TestRows reads every row of the table from every source it has, and lays
// every source over every lower one.
func TestRows(t *testing.T) {
	for _, f := range Table() {
		pair, has := samples[f.Name]
		if !has {
			t.Errorf("%s has no sample", f.Name)
			continue
		}
		low, high := pair[0].sources(f), pair[1].sources(f)
		for i := range low {
			o, _, err := settle(low[i])
			if err != nil {
				t.Errorf("%s from %v: %v", f.Name, low[i], err)
				continue
			}
			if got := value(t, o, f.Name); got != pair[0].shown || !o.Given(f.Name) || o.Origin(f.Name).Level != low[i].level {
				t.Errorf("%s from %v: %s from %+v, want %s", f.Name, low[i], got, o.Origin(f.Name), pair[0].shown)
			}
			for j := i + 1; j < len(high); j++ {
				o, _, err := settle(low[i], high[j])
				if err != nil {
					t.Errorf("%s from %v, then %v: %v", f.Name, low[i], high[j], err)
					continue
				}
				if got := value(t, o, f.Name); got != pair[1].shown || o.Origin(f.Name).Level != high[j].level {
					t.Errorf("%s from %v, then %v: %s from %+v, want %s", f.Name, low[i], high[j], got, o.Origin(f.Name), pair[1].shown)
				}
			}
		}
	}
	for name := range samples {
		if _, known := Lookup(name); !known {
			t.Errorf("there is a sample of %s, which is no option", name)
		}
	}
}

// TestTable holds the table to its own rules.
func TestTable(t *testing.T) {
	seen := map[string]string{}
	once := func(kind, name, row string) {
		if name == "" {
			return
		}
		if other := seen[kind+name]; other != "" {
			t.Errorf("%s and %s have the same %s, %s", other, row, kind, name)
		}
		seen[kind+name] = row
	}
	for _, f := range Table() {
		once("name", f.Name, f.Name)
		once("flag", f.Flag, f.Name)
		once("letter", f.Short, f.Name)
		once("variable", f.Env, f.Name)
		if f.Help == "" || strings.HasSuffix(f.Help, ".") || strings.Contains(f.Help, "\n") {
			t.Errorf("%s has the help %q", f.Name, f.Help)
		}
		if f.Short != "" && f.Flag == "" || f.Repeat && f.Flag == "" || f.Type() == "" {
			t.Errorf("%s: %+v", f.Name, f)
		}
		if want := strings.ToUpper(strings.ReplaceAll(f.Flag, "-", "_")); f.Flag != "" && f.Env != want && !f.Repeat {
			t.Errorf("--%s has the variable %s", f.Flag, f.Env)
		}
	}
	if !slices.Equal(Names()[:3], []string{"vus", "duration", "iterations"}) {
		t.Errorf("Names() begin with %v", Names()[:3])
	}
}

// TestFieldsOwn gives each option alone and sees that only it changes: no two
// rows write the same field of Options.
func TestFieldsOwn(t *testing.T) {
	before := Options{}
	for _, f := range Table() {
		var faults []error
		after := Options{}
		f.value.read(&after, reader{path: f.Name, faults: &faults}, raw(samples[f.Name][0].json))
		a, b := reflect.ValueOf(before), reflect.ValueOf(after)
		var changed []string
		for i := range a.NumField() {
			if !reflect.DeepEqual(a.Field(i).IsZero(), b.Field(i).IsZero()) {
				changed = append(changed, a.Type().Field(i).Name)
			}
		}
		if len(changed) != 1 || !strings.EqualFold(changed[0], f.Name) || len(faults) > 0 {
			t.Errorf("%s changes %v, %v", f.Name, changed, faults)
		}
	}
}

func TestDefaults(t *testing.T) {
	o := settled(t)
	for name, want := range map[string]string{
		"vus": `1`, "setupTimeout": `"1m0s"`, "teardownTimeout": `"1m0s"`, "handleSummaryTimeout": `"2m0s"`,
		"dns": `{"ttl":"5m0s","select":"random","policy":"preferIPv4"}`, "maxRedirects": `10`, "userAgent": `"test/1"`,
		"batch": `20`, "batchPerHost": `6`, "throw": `false`, "minIterationDuration": `"0s"`, "summaryTimeUnit": `""`,
		"summaryTrendStats": `["avg","min","med","max","p(90)","p(95)"]`, "metricSamplesBufferSize": `1000`,
		"systemTags":              `["proto","subproto","status","method","url","name","group","check","error","error_code","tls_version","scenario","service","expected_response"]`,
		"websocketMaxMessageSize": `33554432`, "websocketHandshakeTimeout": `"1m0s"`, "websocketCloseTimeout": `"5s"`,
		"websocketSendBufferLimit": `64000000`, "websocketUnreadLimit": `1000000`, "maxTagSets": `100000`,
	} {
		if got := value(t, o, name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
		if o.Given(name) || o.Explain(name) != "default" {
			t.Errorf("%s comes from %q", name, o.Explain(name))
		}
	}
}
