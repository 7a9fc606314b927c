// DOMException: an Error with a name, a code and a stack.

export default function () {
  const e = new DOMException('what', 'InvalidStateError');
  console.log(e.name, e.message, e.code, String(e), e instanceof Error, e instanceof DOMException, DOMException.name);
// want: InvalidStateError what 11 InvalidStateError: what true true DOMException
  console.log(typeof e.stack, Object.keys(e).join(), new DOMException().name, new DOMException('m', 'Mine').code);
// want: string  Error 0
}
