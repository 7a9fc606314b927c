// env: TZ=UTC
export const options = { iterations: 1 };
export default function () {
  const d = new Date(Date.UTC(2024, 1, 29, 12, 34, 56, 789));
  console.log(d.toISOString(), d.toJSON(), d.getTime(), +d, d.getUTCDay(), d.toUTCString(), d.toString(), d.toDateString(), d.toTimeString(), d.getTimezoneOffset());
  console.log(d.toLocaleDateString(), d.toLocaleTimeString(), d.toLocaleString(), `${d}`);
  for (const s of ['2024-01-01', '2024-01-01T00:00', '2024-01-01T00:00:00.123456Z', '2024-01-01T00:00:00+02:30', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Jan 2, 2024', '2024/01/02 03:04', 'Tue Mar 01 2022 10:00:00 GMT+0100 (CET)', 'nonsense', '2024-13-01', '', '1', '+020000-01-01T00:00:00Z', '2024-02-30', '2024-01-01 10:00:00', '2024-1-1', '12/25/1995', '2024-W01'])
    console.log(s, Date.parse(s));
  const x = new Date(2024, 0, 31); x.setMonth(1); console.log(x.getMonth(), x.getDate(), new Date(99, 0).getFullYear(), new Date(NaN).getTime(), JSON.stringify(new Date(NaN)), String(new Date(NaN)), typeof Date(), Date.length);
  try { new Date(NaN).toISOString(); } catch (e) { console.log(e.name, e.message); } try { new Date(8.64e15 + 1).toISOString(); } catch (e) { console.log(e.name, e.message); }
  console.log(new Date(8.64e15).toISOString(), new Date(-1).toISOString(), new Date(-62198755200000).toISOString(), new Date(2024, 0, 1, 0, 0, 0) - new Date(2023, 0, 1), d[Symbol.toPrimitive]('number'), d.getYear?.());
}
