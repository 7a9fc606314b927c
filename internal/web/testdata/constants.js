// Constants stay as they are, on classes, prototypes and objects.
'use strict';

export default function () {
  const e = new Event('x');
  for (const object of [Event, Event.prototype, e]) {
    try {
      object.AT_TARGET = 7;
    } catch (error) {
      console.log(error.name, object.AT_TARGET);
    }
  }
// want: TypeError 2
// want: TypeError 2
// want: TypeError 2
}
