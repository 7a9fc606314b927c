package run

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"volley/internal/metric"
)

// sums is what the lines of a file add up to, by metric.
type sums map[string]*struct {
	n   uint64
	sum float64
}

func (s sums) add(name string, value float64) {
	if s[name] == nil {
		s[name] = &struct {
			n   uint64
			sum float64
		}{}
	}
	s[name].n++
	s[name].sum += value
}

// compare holds a file against the total of the run that wrote it. rounded is
// how much a value may have lost on paper.
func (s sums) compare(t *testing.T, p *Plan, rounded float64) {
	t.Helper()
	for _, m := range p.registry.Metrics() {
		want := p.running.Load().ledger.total.Metric(m)
		got := s[m.Name]
		switch {
		case m.Level:
		case got == nil && want.N == 0:
		case got == nil || got.n != want.N:
			t.Errorf("%s: %+v lines, want %d", m.Name, got, want.N)
		default:
			sum := want.Sum
			if m.Kind == metric.Gauge {
				sum = got.sum
			} else if m.Kind == metric.Trend {
				sum = want.Trend.Sum()
			}
			if math.Abs(got.sum-sum) > rounded*float64(want.N)+1e-9*math.Abs(sum) {
				t.Errorf("%s adds up to %v, want %v", m.Name, got.sum, sum)
			}
		}
	}
}

// point is a line of k6's JSON format; no field may be missing here.
type point struct {
	Metric string `json:"metric"`
	Type   string `json:"type"`
	Data   struct {
		// of a point
		Time     time.Time         `json:"time"`
		Value    *float64          `json:"value"`
		Tags     map[string]string `json:"tags"`
		Metadata map[string]string `json:"metadata"`
		// of a metric
		Name       string   `json:"name"`
		Type       string   `json:"type"`
		Contains   string   `json:"contains"`
		Thresholds []string `json:"thresholds"`
		Submetrics []struct {
			Name   string            `json:"name"`
			Suffix string            `json:"suffix"`
			Tags   map[string]string `json:"tags"`
		} `json:"submetrics"`
	} `json:"data"`
}

// readJSON reads k6's JSON lines.
func readJSON(t *testing.T, path string) (points []point, s sums) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s = sums{}
	described := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		var p point
		if err := d.Decode(&p); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		switch {
		case p.Type == "Metric" && p.Data.Name == p.Metric && !described[p.Metric]:
			described[p.Metric] = true
		case p.Type == "Point" && described[p.Metric] && p.Data.Value != nil && p.Data.Tags != nil && !p.Data.Time.IsZero():
			points = append(points, p)
			s.add(p.Metric, *p.Data.Value)
		default:
			t.Errorf("neither a metric's first line nor a point: %s", line)
		}
	}
	return points, s
}

// readCSV reads k6's table, by column.
func readCSV(t *testing.T, path string) (rows []map[string]string, s sums) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	head, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	s = sums{}
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return rows, s
		}
		if err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		for i, key := range head {
			row[key] = fields[i]
		}
		value, err := strconv.ParseFloat(row["metric_value"], 64)
		if err != nil {
			t.Errorf("row %q: %v", fields, err)
		}
		rows = append(rows, row)
		s.add(row["metric_name"], value)
	}
}

// TestOutputsHoldEverything: what the files say adds up to what the summary
// says, and single samples carry what they should.
func TestOutputsHoldEverything(t *testing.T) {
	dir := t.TempDir()
	lines, table := filepath.Join(dir, "x.json"), filepath.Join(dir, "x.csv")
	r := &rig{T: t, shards: 2, flags: map[string]string{"system-tags": "scenario,group,check,vu,iter"}, change: func(c *Config) {
		c.Outputs = []string{"json=" + lines, "csv=" + table}
	}}
	r.run(`
		import { check, group, sleep } from 'k6';
		import exec from 'k6/execution';
		import { Counter, Rate, Trend } from 'k6/metrics';
		const hits = new Counter('hits'), good = new Rate('good'), took = new Trend('took', true);
		export const options = {
			thresholds: { took: ['p(95)<10', 'avg<5'], 'took{kind:odd}': ['max<100'] },
			scenarios: { many: { executor: 'per-vu-iterations', vus: 5, iterations: 20 } },
		};
		export function setup() { hits.add(100); }
		export default function () {
			exec.vu.metrics.metadata.trace = 't' + __ITER;
			hits.add(__ITER);
			good.add(__ITER % 3 == 0);
			took.add(__ITER / 7, { kind: __ITER % 2 ? 'odd' : 'even' });
			group('inner', () => check(__ITER, { small: (n) => n < 10 }));
			sleep(0.3);
		}`,
		func(p *Plan, result *Result, err error) {
			if err != nil {
				t.Errorf("Run = %v", err)
			}
			points, fromJSON := readJSON(t, lines)
			rows, fromCSV := readCSV(t, table)
			fromJSON.compare(t, p, 0)
			fromCSV.compare(t, p, 0.5e-6)
			if len(points) != len(rows) || len(rows) < 5*20*7 {
				t.Errorf("%d points and %d rows", len(points), len(rows))
			}
			checkMetadata(t, points)
		})
}

// checkMetadata: every VU's samples say which VU and iteration they are from.
func checkMetadata(t *testing.T, points []point) {
	t.Helper()
	seen := map[string]int{}
	for _, p := range points {
		if p.Metric != "hits" || p.Data.Tags["group"] == "::setup" {
			continue
		}
		vu, iter := p.Data.Metadata["vu"], p.Data.Metadata["iter"]
		seen[vu+" "+iter]++
		if p.Data.Metadata["trace"] != "t"+iter || strconv.FormatFloat(*p.Data.Value, 'g', -1, 64) != iter || p.Data.Tags["vu"] != "" {
			t.Errorf("the sample of iteration %v has tags %v and metadata %v", *p.Data.Value, p.Data.Tags, p.Data.Metadata)
		}
	}
	if len(seen) != 100 || seen["5 19"] != 1 {
		t.Errorf("%d pairs of VU and iteration, want 100", len(seen))
	}
}

// TestOutputOpensLast: what is wrong with outputs is found before anything
// starts, and files are made once everything else is right.
func TestOutputOpensLast(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.csv")
	r := &rig{T: t, change: func(c *Config) { c.Outputs = []string{"csv=" + path, "json=" + filepath.Join(dir, "none", "x.json")} }}
	p := r.planned(`export default function () {}`)
	if _, err := os.Stat(path); err == nil {
		t.Error("Prepare made a file")
	}
	var failed *OutputFailed
	if err := p.Open(); !errors.As(err, &failed) || failed.Began || failed.Output != "json" {
		t.Errorf("Open = %v, want that the second output failed", err)
	}
	r.change = func(c *Config) { c.Outputs = []string{"no"} }
	if _, err := r.prepare(`throw new Error('the script is not even looked at')`); err == nil || !strings.Contains(err.Error(), `output "no": there is no such output`) {
		t.Errorf("Prepare = %v", err)
	}
}
