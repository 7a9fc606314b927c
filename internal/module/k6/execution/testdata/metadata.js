// Metadata can be set, read and deleted.
import exec from 'k6/execution';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  const { metadata } = exec.vu.metrics;
  metadata.a = 'b';
  metadata.c = 5;
  console.log(JSON.stringify(metadata));
// want: {"a":"b","c":"5"}
  delete metadata.a;
  console.log(JSON.stringify(exec.vu.metrics.metadata), 'a' in metadata);
// want: {"c":"5"} false
  console.log(said(() => { metadata.x = {}; }));
// want: TypeError: invalid value for metric metadata 'x': only String, Boolean and Number types are accepted as a metric metadata value
}
