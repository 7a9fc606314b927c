package metric

import (
	"testing"
	"testing/quick"
	"time"
)

// TestStamp: a Stamp writes what the standard library writes, whatever it wrote
// before.
func TestStamp(t *testing.T) {
	half := time.FixedZone("half", -(3*60+30)*60)
	for _, zone := range []*time.Location{time.UTC, half} {
		s := Stamp{Zone: zone}
		same := func(at int64) bool {
			want := time.Unix(0, at).In(zone)
			nano, plain := string(s.Append(nil, Time(at), true)), string(s.Append(nil, Time(at), false))
			return nano == want.Format(time.RFC3339Nano) && plain == want.Format(time.RFC3339)
		}
		for _, at := range []int64{0, 1, -1, 1e9, 1e9 - 1, 1_795_618_740_000_000_000, 1_795_618_740_120_000_000, 1_795_618_740_000_000_001} {
			if !same(at) {
				t.Errorf("%d in %s is %s", at, zone, s.Append(nil, Time(at), true))
			}
		}
		if err := quick.Check(same, nil); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkStamp(b *testing.B) {
	s, buf := Stamp{Zone: time.UTC}, make([]byte, 0, 64)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Append(buf, Time(1_795_618_740_000_000_000+i*1000), true)
	}
}
