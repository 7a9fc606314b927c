// DOMException.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  const e = new DOMException('what', 'InvalidStateError');
  console.log(e.name, e.message, e.code, String(e), e instanceof Error, e instanceof DOMException, Object.prototype.toString.call(e));
// want: InvalidStateError what 11 InvalidStateError: what true true [object DOMException]
  console.log(typeof e.stack, e.stack.split('\n')[0], Object.keys(e).join(), e.hasOwnProperty('message'), e.hasOwnProperty('name'), 'code' in e);
// want: string InvalidStateError: what  false false true
  for (const args of [[], ['m'], ['m', 'Mine'], [undefined, undefined], [5, null]]) { const x = new DOMException(...args); console.log(JSON.stringify(x.name), JSON.stringify(x.message), x.code, String(x)); }
// want: "Error" "" 0 Error
// want: "Error" "m" 0 Error: m
// want: "Mine" "m" 0 Mine: m
// want: "Error" "" 0 Error
// want: "null" "5" 0 null: 5
  for (const name of ['IndexSizeError', 'NotFoundError', 'NotSupportedError', 'SyntaxError', 'InvalidAccessError', 'TimeoutError', 'AbortError', 'DataCloneError', 'QuotaExceededError', 'NetworkError', 'SecurityError', 'OperationError', 'NotAllowedError', 'EncodingError']) console.log(name, new DOMException('', name).code);
// want: IndexSizeError 1
// want: NotFoundError 8
// want: NotSupportedError 9
// want: SyntaxError 12
// want: InvalidAccessError 15
// want: TimeoutError 23
// want: AbortError 20
// want: DataCloneError 25
// want: QuotaExceededError 22
// want: NetworkError 19
// want: SecurityError 18
// want: OperationError 0
// want: NotAllowedError 0
// want: EncodingError 0
  console.log(DOMException.name, DOMException.length, DOMException.ABORT_ERR, DOMException.DATA_CLONE_ERR, DOMException.prototype.INDEX_SIZE_ERR, e.INVALID_STATE_ERR, Object.keys(DOMException).length);
// want: DOMException 0 20 25 1 11 25
  console.log(Object.getPrototypeOf(DOMException.prototype) === Error.prototype, Object.getPrototypeOf(e) === DOMException.prototype, e.constructor === DOMException, Object.getPrototypeOf(DOMException) === Function.prototype);
// want: true true true true
  const d = Object.getOwnPropertyDescriptor(DOMException.prototype, 'message');
  console.log(typeof d.get, d.set, d.enumerable, d.configurable, d.get.call(e), said(() => d.get.call({})).slice(0, 9), said(() => DOMException.prototype.name).slice(0, 9));
// want: function undefined true true what TypeError TypeError
  console.log(said(() => DOMException('x')).split(':')[0], said(() => { 'use strict'; e.name = 'x'; }).split(':')[0], e.name);
// want: TypeError TypeError InvalidStateError
  class Mine extends DOMException { #p = 1; constructor() { super('m', 'DataError'); } get p() { return this.#p; } }
  const m = new Mine();
  console.log(m.p, m.name, m.message, m.code, m instanceof Mine, m instanceof DOMException, String(m));
// want: 1 DataError m 0 true true DataError: m
  try { atob('*'); } catch (x) { console.log(x.name, x.code, x instanceof DOMException, x instanceof Error, x.message.length > 0, x.stack.includes('InvalidCharacterError')); }
// want: InvalidCharacterError 5 true true true true
}
