//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"text/template"
	"time"
)

// tsung can be the peer for work that needs no script: its sessions send the same
// text again when an answer has come, without looking into it.

// sessionText is the template of a test. .Text is "" for sockets that only wait.
var sessionText = template.Must(template.New("tsung.xml").Parse(`<?xml version="1.0"?>
<!DOCTYPE tsung SYSTEM "{{.DTD}}">
<tsung loglevel="error">
  <clients><client host="localhost" use_controller_vm="true" maxusers="{{.VUs}}"/></clients>
  <servers><server host="{{.Host}}" port="{{.Port}}" type="{{.Type}}"/></servers>
  <load><arrivalphase phase="1" duration="5" unit="minute"><users maxnumber="{{.VUs}}" arrivalrate="{{.VUs}}" unit="second"/></arrivalphase></load>
  <sessions><session name="bench" probability="100" type="ts_websocket">
    <request><websocket type="connect" path="{{.Path}}"/></request>
    {{if .Text}}<for var="i" from="1" to="100000000">
      <request><websocket type="message" frame="text" ack="parse">{{.Text}}</websocket></request>
    </for>{{else}}<thinktime value="600"/>
    <request><websocket type="close"/></request>{{end}}
  </session></sessions>
</tsung>
`))

// session is the workload as tsung reads it: what is closest to its script.
func (t *trial) session() ([]byte, error) {
	u, err := url.Parse(t.url())
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = sessionText.Execute(&b, map[string]any{
		"DTD": filepath.Join(filepath.Dir(t.t.Path), "../share/tsung/tsung-1.0.dtd"), "VUs": t.w.vus,
		"Host": u.Hostname(), "Port": u.Port(), "Path": u.RequestURI(), "Type": map[string]string{"ws": "tcp", "wss": "ssl"}[u.Scheme], "Text": t.text(),
	})
	return b.Bytes(), err
}

// launchTsung starts tsung and finds the process that works: the program itself is
// a shell's script around it.
func (t *trial) launchTsung() error {
	text, err := t.session()
	if err != nil {
		return err
	}
	file := filepath.Join(t.folder, "tsung.xml")
	if err := os.WriteFile(file, text, 0o644); err != nil {
		return err
	}
	args := []string{"-n", "-w", "0", "-I", home.String(), "-f", file, "-l", t.folder, "start"}
	if t.proc, err = openProcess(t.ctx, t.cpus, t.folder, []string{nameServer}, t.t.Path, args...); err != nil {
		return err
	}
	for range 100 {
		if t.proc.worker = child(t.proc.cmd.Process.Pid, "beam"); t.proc.worker != 0 {
			return nil
		}
		if err := t.pause(20 * time.Millisecond); err != nil {
			return err
		}
	}
	return errors.New("no Erlang machine was started")
}

// nameServer is where the Erlang machine looks for, or starts, epmd: not where
// others of this computer have theirs.
const nameServer = "ERL_EPMD_PORT=24369"

// endTsung ends what killing the program leaves: epmd, once the machine is gone.
func endTsung(t tool) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	kill := exec.CommandContext(ctx, filepath.Join(filepath.Dir(t.Path), "epmd"), "-kill")
	kill.Env = []string{nameServer}
	if out, err := kill.CombinedOutput(); err != nil {
		return fmt.Errorf("end epmd: %w: %s", err, out)
	}
	return nil
}

// text is what scripts of echo send, in the length that the workload asks for.
func (t *trial) text() string {
	if !strings.HasPrefix(t.w.script, "echo") {
		return ""
	}
	for word := range strings.FieldsSeq(t.w.env) {
		if size, ok := strings.CutPrefix(word, "SIZE="); ok {
			n, _ := strconv.Atoi(size) // the table's are numbers
			return strings.Repeat(message, n/len(message)+1)[:n]
		}
	}
	return message
}

// child is the process of a name that another one has started; 0 if there is none.
func child(pid int, name string) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		return 0
	}
	for word := range strings.FieldsSeq(string(text)) {
		comm, err := os.ReadFile("/proc/" + word + "/comm")
		if n, wrong := strconv.Atoi(word); err == nil && wrong == nil && strings.HasPrefix(string(comm), name) {
			return n
		}
	}
	return 0
}
