// The classes of the Streams standard as objects.
const names = ['ByteLengthQueuingStrategy', 'CountQueuingStrategy', 'ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamDefaultController',
  'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest', 'ReadableByteStreamController', 'WritableStream', 'WritableStreamDefaultWriter',
  'WritableStreamDefaultController', 'TransformStream', 'TransformStreamDefaultController'];

export default async function () {
  for (const name of names) {
    const c = globalThis[name];
    console.log(name, c.name === name, c.length, Object.prototype.toString.call(c.prototype), Object.getOwnPropertyNames(c.prototype).sort().join());
// want: ByteLengthQueuingStrategy true 1 [object ByteLengthQueuingStrategy] constructor,highWaterMark,size
// want: CountQueuingStrategy true 1 [object CountQueuingStrategy] constructor,highWaterMark,size
// want: ReadableStream true 0 [object ReadableStream] cancel,constructor,getReader,locked,pipeThrough,pipeTo,tee,values
// want: ReadableStreamDefaultReader true 1 [object ReadableStreamDefaultReader] cancel,closed,constructor,read,releaseLock
// want: ReadableStreamDefaultController true 0 [object ReadableStreamDefaultController] close,constructor,desiredSize,enqueue,error
// want: ReadableStreamBYOBReader true 1 [object ReadableStreamBYOBReader] cancel,closed,constructor,read,releaseLock
// want: ReadableStreamBYOBRequest true 0 [object ReadableStreamBYOBRequest] constructor,respond,respondWithNewView,view
// want: ReadableByteStreamController true 0 [object ReadableByteStreamController] byobRequest,close,constructor,desiredSize,enqueue,error
// want: WritableStream true 0 [object WritableStream] abort,close,constructor,getWriter,locked
// want: WritableStreamDefaultWriter true 1 [object WritableStreamDefaultWriter] abort,close,closed,constructor,desiredSize,ready,releaseLock,write
// want: WritableStreamDefaultController true 0 [object WritableStreamDefaultController] constructor,error,signal
// want: TransformStream true 0 [object TransformStream] constructor,readable,writable
// want: TransformStreamDefaultController true 0 [object TransformStreamDefaultController] constructor,desiredSize,enqueue,error,terminate
  }
  const tries = (f) => { try { return f(); } catch (e) { return e instanceof TypeError; } };
  console.log(tries(() => ReadableStream()), tries(() => new ReadableStreamDefaultController()), tries(() => new ReadableStreamDefaultReader()), tries(() => ReadableStream.prototype.locked));
// want: true true true true
  console.log(new ReadableStreamDefaultReader(new ReadableStream()) instanceof ReadableStreamDefaultReader, new WritableStream().getWriter() instanceof WritableStreamDefaultWriter);
// want: true true
  class Own extends ReadableStream { own() { return 'own'; } }
  console.log(new Own().own(), new Own() instanceof ReadableStream, String(new Own()));
// want: own true [object ReadableStream]
  const d = Object.getOwnPropertyDescriptor(globalThis, 'Nothing');
  console.log(d, typeof ReadableStream.from, ReadableStream.prototype[Symbol.asyncIterator] === ReadableStream.prototype.values);
// want: undefined function true
}
