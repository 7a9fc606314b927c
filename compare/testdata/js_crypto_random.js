export default function () {
  console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()), crypto.randomUUID() === crypto.randomUUID());
  const array = new Uint32Array(16);
  console.log(crypto.getRandomValues(array) === array, array.some((n) => n > 0), array.length);
}
