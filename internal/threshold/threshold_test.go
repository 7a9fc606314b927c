package threshold

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"volley/internal/metric"
)

func TestParse(t *testing.T) {
	for name, c := range map[string]struct {
		source string
		want   Expression
	}{
		"plain":            {"avg<100", Expression{"avg<100", "avg", 0, "<", 100}},
		"spaces":           {" count  >=  5 ", Expression{" count  >=  5 ", "count", 0, ">=", 5}},
		"percentile":       {"p(99.9)<=1e3", Expression{"p(99.9)<=1e3", "p(99.9)", 99.9, "<=", 1000}},
		"triple equals":    {"value===-1", Expression{"value===-1", "value", 0, "===", -1}},
		"double equals":    {"value==.5", Expression{"value==.5", "value", 0, "==", .5}},
		"not equal":        {"rate != 0", Expression{"rate != 0", "rate", 0, "!=", 0}},
		"greater":          {"med>1", Expression{"med>1", "med", 0, ">", 1}},
		"percentile ends":  {"p(100)<1", Expression{"p(100)<1", "p(100)", 100, "<", 1}},
		"percentile start": {"p(0)<1", Expression{"p(0)<1", "p(0)", 0, "<", 1}},
	} {
		if got, err := Parse(c.source); err != nil || got != c.want {
			t.Errorf("%s: Parse(%q) = %+v, %v, want %+v", name, c.source, got, err, c.want)
		}
	}
}

func TestParseFaults(t *testing.T) {
	for source, want := range map[string]string{
		"":           `failed parsing threshold expression ""; reason: malformed threshold expression`,
		"count":      `failed parsing threshold expression "count"; reason: malformed threshold expression`,
		"count>":     `failed parsing threshold expression "count>"; reason: malformed threshold expression`,
		">1":         `failed parsing threshold expression ">1"; reason: malformed threshold expression`,
		"count=1":    `failed parsing threshold expression "count=1"; reason: malformed threshold expression`,
		"foo>1":      `failed parsing threshold expression's "foo>1" left hand side; reason: failed parsing method from expression`,
		"p(95<5":     `failed parsing threshold expression's "p(95<5" left hand side; reason: failed parsing method from expression`,
		"p(x)<5":     `failed parsing threshold expression's "p(x)<5" left hand side; reason: malformed percentile value; reason: strconv.ParseFloat: parsing "x": invalid syntax`,
		"p(101)<5":   `failed parsing threshold expression's "p(101)<5" left hand side; reason: percentile 101 is not between 0 and 100`,
		"p(NaN)<5":   `failed parsing threshold expression's "p(NaN)<5" left hand side; reason: percentile NaN is not between 0 and 100`,
		"count>>1":   `failed parsing threshold expresion's "count>>1" right hand side; reason: strconv.ParseFloat: parsing ">1": invalid syntax`,
		"count>abc":  `failed parsing threshold expresion's "count>abc" right hand side; reason: strconv.ParseFloat: parsing "abc": invalid syntax`,
		"avg<0x10":   `failed parsing threshold expresion's "avg<0x10" right hand side; reason: strconv.ParseFloat: parsing "0x10": invalid syntax`,
		"avg<1ms":    `failed parsing threshold expresion's "avg<1ms" right hand side; reason: strconv.ParseFloat: parsing "1ms": invalid syntax`,
		"avg<1 2":    `failed parsing threshold expresion's "avg<1 2" right hand side; reason: strconv.ParseFloat: parsing "1 2": invalid syntax`,
		"avg  p<1":   `failed parsing threshold expression's "avg  p<1" left hand side; reason: failed parsing method from expression`,
		"count(5)<1": `failed parsing threshold expression's "count(5)<1" left hand side; reason: failed parsing method from expression`,
	} {
		if _, err := Parse(source); err == nil || err.Error() != want {
			t.Errorf("Parse(%q): error = %v, want %s", source, err, want)
		}
	}
}

// FuzzParse: what is parsed can be put together again and means the same.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"avg<100", "p(95) <= 1e3", "count>>1", "p(-1)===0", "rate!=NaN", "p()<1", "=", "p(1)(2)<3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		e, err := Parse(source)
		if err != nil {
			return
		}
		if e.Percentile < 0 || e.Percentile > 100 {
			t.Errorf("Parse(%q) accepts percentile %v", source, e.Percentile)
		}
		at := strings.Index(source, e.Operator)
		again, err := Parse(e.Method + e.Operator + source[at+len(e.Operator):])
		if err != nil {
			t.Fatalf("Parse(%q) put together again: %v", source, err)
		}
		again.Source = source
		same := again == e || e.Bound != e.Bound && again.Bound != again.Bound
		if !same {
			t.Errorf("Parse(%q) = %+v, put together again %+v", source, e, again)
		}
	})
}

func registry(t *testing.T) *metric.Registry {
	t.Helper()
	r := metric.NewRegistry(metric.Config{})
	for name, kind := range map[string]metric.Kind{"my_counter": metric.Counter, "my_gauge": metric.Gauge, "my_rate": metric.Rate, "my_trend": metric.Trend} {
		if _, err := r.New(name, kind, metric.ContainsDefault); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func rules(key string, expressions ...string) map[string][]Rule {
	m := map[string][]Rule{}
	for _, e := range expressions {
		m[key] = append(m[key], Rule{Expression: e})
	}
	return m
}

func TestNewFaults(t *testing.T) {
	for name, c := range map[string]struct{ key, expression, want string }{
		"unknown metric":    {"nope", "count>1", `invalid threshold defined on nope; reason: no metric name "nope" found`},
		"unknown submetric": {"nope{a:b}", "count>1", `invalid threshold defined on nope{a:b}; reason: no metric name "nope{a:b}" found`},
		"malformed key":     {"my_counter{a}", "count>1", `unable to validate threshold expressions; reason: parsing metric name failed, metric "a" tag expression is malformed`},
		"counter":           {"my_counter", "avg>1", `invalid threshold "avg>1" applied on metric my_counter; reason: unsupported aggregation method avg on metric of type counter. supported aggregation methods for this metric are: count, rate`},
		"gauge":             {"my_gauge", "count>1", `invalid threshold "count>1" applied on metric my_gauge; reason: unsupported aggregation method count on metric of type gauge. supported aggregation methods for this metric are: value`},
		"rate":              {"my_rate", "p(5)>1", `invalid threshold "p(5)>1" applied on metric my_rate; reason: unsupported aggregation method p on metric of type rate. supported aggregation methods for this metric are: rate`},
		"trend":             {"my_trend{a:b}", "count>1", `invalid threshold "count>1" applied on metric my_trend{a:b}; reason: unsupported aggregation method count on metric of type trend. supported aggregation methods for this metric are: avg, min, max, med, p`},
	} {
		if _, err := New(registry(t), rules(c.key, c.expression)); err == nil || err.Error() != c.want {
			t.Errorf("%s: error = %v, want %s", name, err, c.want)
		}
	}
	many := map[string][]Rule{"nope": {{Expression: "count>1"}}, "my_rate": {{Expression: "x>1"}, {Expression: "rate"}}}
	_, err := New(registry(t), many)
	for _, part := range []string{`"nope" found`, `"x>1" left`, `"rate"; reason: malformed`} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("error = %v, want all faults, also %s", err, part)
		}
	}
}

// recorded is a total of known values: counter 10, gauge 3, rate 3 of 4, trend
// 1 to 100.
func recorded(r *metric.Registry) *metric.Total {
	rec, total := r.NewRecorder(), r.NewTotal()
	a := r.With(metric.Tags{}, "a", "b")
	add := func(name string, tags metric.Tags, values ...float64) {
		for i, v := range values {
			rec.Add(r.Series(r.Metric(name), tags), v, metric.Time(i))
		}
	}
	add("my_counter", metric.Tags{}, 4)
	add("my_counter", a, 6)
	add("my_gauge", metric.Tags{}, 9, 3)
	add("my_rate", a, 1, 1, 0, 1)
	for i := range 100 {
		add("my_trend", metric.Tags{}, float64(i+1))
	}
	total.Merge(rec.Swap())
	return total
}

func TestJudge(t *testing.T) {
	for key, expressions := range map[string][]string{
		"my_counter":         {"count==10", "rate==2", "count>=10", "count<=10", "count!=9", "count===10"},
		"my_counter{a:b}":    {"count==6", "rate<2"},
		"my_counter{a:c}":    {"count==0", "rate==0"},
		"my_gauge":           {"value==3"},
		"my_gauge{a:b}":      {"value==0"},
		"my_rate":            {"rate==0.75", "rate>0.7"},
		"my_rate{a:c}":       {"rate>0.5"},
		"my_trend":           {"avg==50.5", "min==1", "max==100", "med==50.5", "p(0)==1", "p(100)==100", "p(90)>90", "p(90)<90.2"},
		"my_trend{a:nobody}": {"avg==0", "p(99)==0"},
	} {
		r := registry(t)
		set, err := New(r, rules(key, expressions...))
		if err != nil {
			t.Fatal(err)
		}
		verdicts := set.Judge(recorded(r), 5*time.Second, true)
		if len(verdicts) != len(expressions) {
			t.Errorf("%s: %d verdicts, want %d", key, len(verdicts), len(expressions))
		}
		for _, v := range verdicts {
			if !v.OK || v.Subject.Key != key {
				t.Errorf("%s: %s does not hold: %v", key, v.Expression.Source, v.Value)
			}
		}
		if c := Cross(verdicts, time.Minute); c != nil {
			t.Errorf("%s: Cross = %v, want nil", key, c)
		}
	}
}

func TestJudgeSkipsWhatIsEmptyBeforeTheEnd(t *testing.T) {
	r := registry(t)
	set, err := New(r, map[string][]Rule{"my_trend{x:y}": {{Expression: "avg>5"}}, "my_counter": {{Expression: "count>5"}}, "my_rate": {{Expression: "rate>0.9"}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := set.Judge(r.NewTotal(), 0, false); len(got) != 0 {
		t.Errorf("before the first sample %d verdicts, want none", len(got))
	}
	total := recorded(r)
	if got := set.Judge(total, time.Second, false); len(got) != 2 {
		t.Errorf("%d verdicts, want those of my_counter and my_rate", len(got))
	}
	verdicts := set.Judge(total, time.Second, true)
	c := Cross(verdicts, time.Second)
	if c == nil || !slices.Equal(c.Keys, []string{"my_rate", "my_trend{x:y}"}) || c.Abort {
		t.Fatalf("Cross = %+v, want my_rate and my_trend{x:y}", c)
	}
	if want := "thresholds on metrics 'my_rate, my_trend{x:y}' have been crossed"; c.Error() != want {
		t.Errorf("Error() = %s, want %s", c, want)
	}
}

func TestAbort(t *testing.T) {
	for name, c := range map[string]struct {
		rule    Rule
		elapsed time.Duration
		want    bool
	}{
		"not asked":    {Rule{"count>50", false, 0}, time.Hour, false},
		"at once":      {Rule{"count>50", true, 0}, 0, true},
		"holds":        {Rule{"count<50", true, 0}, time.Hour, false},
		"too early":    {Rule{"count>50", true, 10 * time.Second}, 9 * time.Second, false},
		"late enough":  {Rule{"count>50", true, 10 * time.Second}, 10 * time.Second, true},
		"never judged": {Rule{"count>50", true, time.Minute}, 0, false},
	} {
		r := registry(t)
		set, err := New(r, map[string][]Rule{"my_counter": {c.rule}})
		if err != nil {
			t.Fatal(err)
		}
		crossed := Cross(set.Judge(recorded(r), c.elapsed, false), c.elapsed)
		if got := crossed != nil && crossed.Abort; got != c.want {
			t.Errorf("%s: abort = %v, want %v", name, got, c.want)
		}
	}
	var err error = &Crossed{Keys: []string{"a", "b"}, Abort: true}
	if want := "thresholds on metrics 'a, b' were crossed; at least one has abortOnFail enabled, stopping test prematurely"; err.Error() != want {
		t.Errorf("Error() = %s, want %s", err, want)
	}
	if c := new(Crossed); !errors.As(err, &c) {
		t.Error("Crossed cannot be told from other errors")
	}
}
