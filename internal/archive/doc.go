// Package archive is k6's form of a test in one file: a tar with the script, all
// that it imports and opens, its options and its environment.
//
// The one thing to know: paths are those of the machine where the archive was
// made, and stay so: whoever runs it elsewhere reads its files from it and
// nothing from the disk.
//
//	metadata.json   options, env, and which file is the script
//	data            the script
//	file/PATH       every file, the script among them
//	https/ADDRESS   every module from the web
//
// This package knows the form only. What is in a test is found by who makes an
// archive, by having a script read through a function that takes notes.
//
// An Archive is not changed once made and may be read from any goroutine.
package archive
