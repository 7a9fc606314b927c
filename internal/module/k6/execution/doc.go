// Package execution is the module k6/execution: what a script may know of the
// test it is part of.
//
//	instance   vusActive vusInitialized currentTestRunDuration iterationsCompleted iterationsInterrupted
//	scenario   name executor startTime progress iterationInInstance iterationInTest
//	vu         idInInstance idInTest iterationInInstance iterationInScenario
//	           metrics.tags metrics.metadata tags
//	test       abort([message]) fail([message]) options
//
// It behaves as k6's: the default export refuses what does not exist in the
// stage of the test, in k6's words. The named exports refuse when one of their
// properties is read, since an import binds them in the init context.
//
// The one thing to know: nothing is computed before it is read. The objects are
// views of the VU, made at their first use and kept.
//
// The numbers come from package run through vu.Test, vu.Scenario and
// vu.Iteration; metadata is written by outputs that write samples.
//
// Everything is owned by the loop of the VU.
package execution
