// Package timers is the module k6/timers: setTimeout, setInterval, clearTimeout
// and clearInterval under a name that can be imported.
//
// The one thing to know: they are the very functions every script has as
// globals. Package vu makes them, since a VU's job does not end while a timer
// is pending; this package only hands them on, as they were when the script
// first imported it.
//
// Everything is owned by the loop of the VU.
package timers
