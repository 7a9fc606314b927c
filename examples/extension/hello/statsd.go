package hello

import (
	"bytes"
	"fmt"
	"net"

	"volley/extension"
)

// StatsD is the output statsd=HOST:PORT: every sample as a line of StatsD's,
// many in a datagram.
func StatsD(argument string, env func(name string) string) (extension.Sink, error) {
	if argument == "" {
		argument = env("STATSD_ADDR")
	}
	if _, _, err := net.SplitHostPort(argument); err != nil {
		return nil, fmt.Errorf("statsd needs an address, such as statsd=127.0.0.1:8125: %w", err)
	}
	return &statsD{address: argument}, nil
}

// statsD is one output of one run.
type statsD struct {
	address  string
	conn     net.Conn
	datagram bytes.Buffer
}

// Needs asks for every sample.
func (s *statsD) Needs() extension.Need { return extension.NeedSamples }

// Open connects.
func (s *statsD) Open(*extension.Registry) (err error) {
	s.conn, err = net.Dial("udp", s.address)
	return err
}

// most is what fits into a datagram on every network.
const most = 1400

// Write sends what is new.
func (s *statsD) Write(r extension.Report) error {
	for sample := range r.Samples() {
		metric, _ := r.Registry.SeriesOf(sample.Series)
		kind := "ms"
		switch metric.Kind {
		case extension.Counter:
			kind = "c"
		case extension.Gauge, extension.Rate:
			kind = "g"
		}
		line := fmt.Sprintf("%s:%g|%s\n", metric.Name, sample.Value, kind)
		if s.datagram.Len()+len(line) > most {
			if err := s.flush(); err != nil {
				return err
			}
		}
		s.datagram.WriteString(line)
	}
	return s.flush()
}

func (s *statsD) flush() error {
	if s.datagram.Len() == 0 {
		return nil
	}
	defer s.datagram.Reset()
	_, err := s.conn.Write(s.datagram.Bytes())
	return err
}

// Close ends it.
func (s *statsD) Close() error {
	if s.conn == nil {
		return nil
	}
	return s.conn.Close()
}
