// A DOMException that nobody catches is logged with its name, message and place.

export default function () {
  const e = new DOMException('what happened', 'InvalidStateError');
  console.log(e.stack.split('\n')[0], /exception_uncaught\.js:4:/.test(e.stack), e.cause, e.message);
// want: InvalidStateError: what happened true undefined what happened
  throw e;
// want error: InvalidStateError: what happened
}
