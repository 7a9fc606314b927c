package vu

import "runtime"

// Server is what a native function does that blocks for long.
type Server interface {
	// Serve is called at once, and again after each Unpark, until it is done.
	// It may do all that the native function may: call JavaScript, park, throw.
	Serve() (done bool)
}

// service is a native function that waits in VU.Serve.
type service struct {
	server Server
	host   *fiber   // where the function waits
	outer  *service // the one it was called from, if any
	busy   bool     // server.Serve runs
	thrown any      // what it panicked with
}

// Serve keeps the calling native function waiting until s is done. It is Park for
// waits of which a run has thousands: s runs on a fiber that many VUs share, one
// after the other, so that the stack of the VU's own fiber stays as small as the
// system allows, and waking the VU costs no change of stacks.
func (v *VU) Serve(s Server) {
	if v.fiber == nil {
		v.Throwf("nothing can be waited for here")
	}
	sv := &service{server: s, host: v.fiber, outer: v.service}
	v.service, v.parked = sv, true
	v.Unpark()
	v.suspend(parked)
	v.parked, v.waking = false, false
	v.service = sv.outer
	if sv.thrown != nil {
		panic(sv.thrown)
	}
}

// attend runs what the VU waits in Serve for, on the calling fiber.
func (v *VU) attend(f *fiber) {
	sv := v.service
	v.fiber, v.parked, v.waking = f, false, false
	v.runner.at.Store(v)
	done := sv.run(v)
	v.fiber, v.parked = sv.host, true
	if done {
		v.waking = true
		v.runner.back.Push(sv.host)
	}
}

// run keeps what is thrown for the function that waits.
func (sv *service) run(v *VU) (done bool) {
	sv.busy = true
	defer func() {
		sv.busy = false
		if x := recover(); x != nil {
			sv.thrown, done = x, true
			switch x.(type) {
			case runtime.Error, string: // no exception: where it was is lost else
				sv.thrown = fault{v.faultOf(x)}
			}
		}
	}()
	return sv.server.Serve()
}
