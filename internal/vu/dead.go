package vu

// Dead reports whether the VU was abandoned and must not be used again.
func (v *VU) Dead() bool { return v.dead }
