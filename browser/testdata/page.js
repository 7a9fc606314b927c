// The tail of the table in a browser: all rows, a few at a time; each log is
// sent back when its row is over.

addEventListener('error', (e) => e.preventDefault());
addEventListener('unhandledrejection', (e) => e.preventDefault());

async function worker(queue) {
  for (let i = queue.next++; i < rows.length; i = queue.next++) {
    const lines = [];
    await runRow(i, (line) => lines.push(line));
    await fetch('/row/' + i, { method: 'POST', body: JSON.stringify(lines) });
  }
}

const queue = { next: 0 };
for (let n = 0; n < PLAN.atOnce; n++) worker(queue);
