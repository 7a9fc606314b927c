package cli

import "fmt"

// limits are what this machine lets one process have; 0 where it is not known.
//
// Immutable.
type limits struct {
	files uint64 // open files, sockets among them
	ports uint64 // local ports towards one address
}

// spare is how many files a process has open besides the VUs' sockets.
const spare = 64

// preflight says what a test of that many VUs will run out of, each with a
// socket at the least. The test runs all the same: it may hold fewer at a time.
func preflight(vus int64, l limits) []string {
	var sentences []string
	if need := uint64(max(vus, 0)) + spare; l.files > 0 && need > l.files {
		sentences = append(sentences, fmt.Sprintf(
			"the test may grow to %d VUs, each with a socket at the least, but this process may open only %d files: "+
				"raise the limit with `ulimit -n %d` (as root, or in /etc/security/limits.conf), or run fewer VUs",
			vus, l.files, roundUp(2*need)))
	}
	if need := uint64(max(vus, 0)); l.ports > 0 && need > l.ports {
		sentences = append(sentences, fmt.Sprintf(
			"the test may grow to %d VUs, but this machine has only %d local ports towards one server address: "+
				"widen net.ipv4.ip_local_port_range, let the server listen on several addresses, or run the test on %d machines",
			vus, l.ports, (need+l.ports-1)/l.ports))
	}
	return sentences
}

// roundUp is the next power of two: a number that people set limits to.
func roundUp(n uint64) uint64 {
	power := uint64(1024)
	for power < n {
		power *= 2
	}
	return power
}
