// Package fs is k6/experimental/fs: files that are read piece by piece.
//
//	await open(path)            in the init context only -> File
//	file.path                   where it is
//	await file.stat()           {name, size}, in bytes
//	await file.read(array)      fills a Uint8Array -> how many bytes, null at the end
//	await file.seek(n, whence)  -> the new offset
//	SeekMode                    Start, Current, End: of the last byte, as in k6
//
// What fails rejects the promise: TypeError for a wrong argument, NotFoundError,
// InvalidResourceError for a directory, ForbiddenError outside the init context.
//
// The one thing to know: a file is read whole, once for all VUs, by the same way
// as the script's open(), so that it gets into archives. A VU owns no more of
// it than its offset.
//
// A file's bytes are immutable and shared; a File is owned by the loop of its VU.
package fs
