package wstest

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"testing"
)

// Proxy connects on behalf of clients: by HTTP's CONNECT, in the open or within
// TLS, or by SOCKS5. It takes every name for this machine's.
// Safe for concurrent use.
type Proxy struct {
	URL string // scheme://127.0.0.1:port, with user and password if it wants them

	scheme         string
	user, password string
	roots          *x509.CertPool
	wg             sync.WaitGroup

	mu    sync.Mutex // guards what follows
	asked []string
	conns map[net.Conn]bool // nil when the test is over
}

// NewProxy starts a proxy of the scheme http, https or socks5 that ends with the
// test. With a user it insists on it.
func NewProxy(t testing.TB, scheme, user, password string) *Proxy {
	t.Helper()
	pair, roots := Certificate(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{scheme: scheme, user: user, password: password, roots: roots, conns: map[net.Conn]bool{}}
	p.URL = scheme + "://" + l.Addr().String()
	if user != "" {
		p.URL = scheme + "://" + user + ":" + password + "@" + l.Addr().String()
	}
	p.wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			p.wg.Go(func() {
				if p.hold(c) {
					if scheme == "https" {
						p.serve(tls.Server(c, &tls.Config{Certificates: []tls.Certificate{pair}}))
					} else {
						p.serve(c)
					}
				}
			})
		}
	})
	t.Cleanup(func() { _ = l.Close(); p.end() })
	return p
}

// Asked is what the proxy was asked to connect to so far, as host:port.
func (p *Proxy) Asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.asked...)
}

// Roots are the certificates a client must trust to speak to an https proxy.
func (p *Proxy) Roots() *x509.CertPool { return p.roots }

func (p *Proxy) hold(c net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.conns == nil {
		_ = c.Close()
		return false
	}
	p.conns[c] = true
	return true
}

func (p *Proxy) end() {
	p.mu.Lock()
	open := p.conns
	p.conns = nil
	for c := range open {
		_ = c.Close()
	}
	p.mu.Unlock()
	p.wg.Wait()
}

func (p *Proxy) serve(c net.Conn) {
	defer func() { _ = c.Close() }()
	in := bufio.NewReader(c)
	ask := p.serveHTTP
	if p.scheme == "socks5" {
		ask = p.serveSOCKS
	}
	if to := ask(c, in); to != nil {
		p.join(c, in, to)
	}
}

// join passes bytes on in both directions until both ends are through.
func (p *Proxy) join(c net.Conn, in io.Reader, to net.Conn) {
	if !p.hold(to) {
		return
	}
	p.wg.Go(func() {
		_, _ = io.Copy(to, in)
		_ = to.(*net.TCPConn).CloseWrite()
	})
	_, _ = io.Copy(c, to)
	_ = to.Close()
}

// connect is what the client asked for.
func (p *Proxy) connect(host, port string) (net.Conn, error) {
	p.mu.Lock()
	p.asked = append(p.asked, net.JoinHostPort(host, port))
	p.mu.Unlock()
	if net.ParseIP(host) == nil {
		host = "127.0.0.1"
	}
	return net.Dial("tcp", net.JoinHostPort(host, port))
}

func (p *Proxy) serveHTTP(c net.Conn, in *bufio.Reader) net.Conn {
	request, err := http.ReadRequest(in)
	if err != nil {
		return nil
	}
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte(p.user+":"+p.password))
	if p.user != "" && request.Header.Get("Proxy-Authorization") != want {
		_, _ = io.WriteString(c, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 6\r\n\r\nsecret")
		return nil
	}
	host, port, err := net.SplitHostPort(request.Host)
	if request.Method != http.MethodConnect || err != nil || request.RequestURI != request.Host {
		_, _ = io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n")
		return nil
	}
	to, err := p.connect(host, port)
	if err != nil {
		_, _ = io.WriteString(c, "HTTP/1.1 502 Bad Gateway\r\n\r\n")
		return nil
	}
	_, _ = io.WriteString(c, "HTTP/1.1 200 Connection established\r\nX-Proxy: wstest\r\n\r\n")
	return to
}

// serveSOCKS is RFC 1928 and RFC 1929.
func (p *Proxy) serveSOCKS(c net.Conn, in *bufio.Reader) net.Conn {
	methods := field(in, 1)
	method := byte(0)
	if p.user != "" {
		method = 2
	}
	if bytes.IndexByte(methods, method) < 0 {
		_, _ = c.Write([]byte{5, 0xff})
		return nil
	}
	_, _ = c.Write([]byte{5, method})
	if method == 2 {
		user, password := field(in, 1), field(in, 0)
		if string(user) != p.user || string(password) != p.password {
			_, _ = c.Write([]byte{1, 1})
			return nil
		}
		_, _ = c.Write([]byte{1, 0})
	}
	host, port := destination(in)
	to, err := p.connect(host, port)
	if err != nil {
		_, _ = c.Write([]byte{5, 5, 0, 1, 0, 0, 0, 0, 0, 0})
		return nil
	}
	_, _ = c.Write(append([]byte{5, 0, 0, 3, 4}, "name\x00\x01"...)) // an address as a name, which is rare
	return to
}

// destination reads a request to connect.
func destination(in *bufio.Reader) (host, port string) {
	head := make([]byte, 4)
	_, _ = io.ReadFull(in, head)
	switch head[3] {
	case 1, 4:
		ip := make(net.IP, map[byte]int{1: 4, 4: 16}[head[3]])
		_, _ = io.ReadFull(in, ip)
		host = ip.String()
	case 3:
		host = string(field(in, 0))
	}
	number := make([]byte, 2)
	_, _ = io.ReadFull(in, number)
	return host, strconv.Itoa(int(binary.BigEndian.Uint16(number)))
}

// field reads bytes with their number before them, which skip bytes precede.
func field(in *bufio.Reader, skip int) []byte {
	head := make([]byte, skip+1)
	_, _ = io.ReadFull(in, head)
	b := make([]byte, head[skip])
	_, _ = io.ReadFull(in, b)
	return b
}
