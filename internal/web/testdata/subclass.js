// Classes of the script's own, and properties and methods it adds.

class Room extends EventTarget {
  constructor(name) { super(); this.name = name; }
  enter(who) { return this.dispatchEvent(new Entered(who)); }
}
class Entered extends Event {
  constructor(who) { super('entered'); this.who = who; }
}

export default function () {
  const room = new Room('blue');
  room.addEventListener('entered', (e) => console.log(e.who, e instanceof Entered, e.target === room, e.target.name));
  console.log(room.enter('Ada'), room instanceof Room, room instanceof EventTarget);
// want: Ada true true blue
// want: true true true
  console.log(Object.keys(room).join(), JSON.stringify(room), delete room.name, room.name, 'name' in room);
// want: name {"name":"blue"} true undefined false
  EventTarget.prototype.shout = function () { return 'HEY ' + (this === room); };
  console.log(room.shout(), 'shout' in room, new EventTarget().shout());
// want: HEY true true HEY false
}
