// The text streams of the Encoding standard (§8), on top of TransformStream:
// a generic transform stream's two ends, and a coder's attributes.
(function (TransformStream, TextEncoder, TextDecoder) {
  "use strict";

  class TextEncoderStream {
    #stream;
    constructor() {
      const encoder = new TextEncoder();
      let lead = ""; // a surrogate whose other half may come with the next chunk
      this.#stream = new TransformStream({
        transform(chunk, controller) {
          let text = `${lead}${chunk}`;
          lead = "";
          const last = text.charCodeAt(text.length - 1);
          if (last >= 0xd800 && last <= 0xdbff) {
            lead = text.slice(-1);
            text = text.slice(0, -1);
          }
          if (text !== "") controller.enqueue(encoder.encode(text));
        },
        flush(controller) {
          if (lead !== "") controller.enqueue(encoder.encode("\ufffd"));
        },
      });
    }
    get encoding() { return "utf-8"; }
    get readable() { return this.#stream.readable; }
    get writable() { return this.#stream.writable; }
  }

  class TextDecoderStream {
    #stream;
    #decoder;
    constructor(label = "utf-8", options = {}) {
      const decoder = this.#decoder = new TextDecoder(label, options);
      this.#stream = new TransformStream({
        transform(chunk, controller) {
          if (!ArrayBuffer.isView(chunk) && !(chunk instanceof ArrayBuffer)) {
            throw new TypeError("a chunk of a TextDecoderStream must be an ArrayBuffer or a view of one");
          }
          const text = decoder.decode(chunk, { stream: true });
          if (text !== "") controller.enqueue(text);
        },
        flush(controller) {
          const text = decoder.decode();
          if (text !== "") controller.enqueue(text);
        },
      });
    }
    get encoding() { return this.#decoder.encoding; }
    get fatal() { return this.#decoder.fatal; }
    get ignoreBOM() { return this.#decoder.ignoreBOM; }
    get readable() { return this.#stream.readable; }
    get writable() { return this.#stream.writable; }
  }

  for (const made of [TextEncoderStream, TextDecoderStream]) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(made.prototype))) {
      if (property.get) Object.defineProperty(made.prototype, name, { enumerable: true });
    }
    Object.defineProperty(made.prototype, Symbol.toStringTag, { value: made.name, configurable: true });
  }
  return { TextEncoderStream, TextDecoderStream };
})
