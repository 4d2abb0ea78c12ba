// Measures what other users of an instance notice, in a process of its own so that the attacker's work does not count:
// the latency of `GET /api/auth/me`, that of a bare server on the same machine (the delay that the machine itself
// causes), and the memory of every process of the instance. Prints one JSON line per second; the parent reads the last
// one before it draws conclusions.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const { WATCH_URL: url, WATCH_TOKEN: token, WATCH_PID: root } = process.env;
const PAUSE_MS = 40;

const bare = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1');
await new Promise((resolve) => bare.once('listening', resolve));
const bareUrl = `http://127.0.0.1:${bare.address().port}/`;

/** @returns milliseconds and status; status 0 when no answer came */
async function time(address, headers = {}) {
  const began = performance.now();
  try {
    const answer = await fetch(address, { headers, signal: AbortSignal.timeout(30_000) });
    await answer.arrayBuffer();
    return { began, ms: performance.now() - began, status: answer.status };
  } catch {
    return { began, ms: performance.now() - began, status: 0 };
  }
}

/** Megabytes of the largest process below `root`, with its command. */
function largestProcess() {
  const children = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
      children.set(parent, [...(children.get(parent) ?? []), pid]);
    } catch {
      // It has ended.
    }
  }
  const below = (pid) => (children.get(pid) ?? []).flatMap((child) => [child, ...below(child)]);
  let largest = { mb: 0, command: '' };
  for (const pid of below(root)) {
    try {
      const kb = /^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      const mb = Math.round(Number(kb ?? 0) / 1_024);
      if (mb > largest.mb)
        largest = { mb, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
    } catch {
      // It has ended.
    }
  }
  return largest;
}

const bareSamples = [];
let usual = Infinity;
let worst = { delayMs: 0, status: 200 };
let peak = { mb: 0, command: '' };
let failures = [];
const samples = [];

process.on('message', (message) => {
  if (message === 'reset') {
    worst = { delayMs: 0, status: 200 };
    peak = { mb: 0, command: '' };
    failures = [];
  }
  process.send({ answer: message, usualMs: usual, worst, peak, failures });
});

void (async () => {
  for (;;) {
    bareSamples.push(await time(bareUrl));
    if (bareSamples.length > 2_000) bareSamples.shift();
    await sleep(PAUSE_MS / 2);
  }
})();
void (async () => {
  for (;;) {
    const now = largestProcess();
    if (now.mb > peak.mb) peak = now;
    await sleep(200);
  }
})();
for (;;) {
  const sample = await time(`${url}/api/auth/me`, { authorization: `Bearer ${token}` });
  const { began, ms, status } = sample;
  if (samples.length < 50) {
    samples.push(ms);
    samples.sort((a, b) => a - b);
    usual = samples[Math.floor(samples.length / 2)];
  }
  // The delay of a bare server's own client in the same time is caused by the machine, not by the product.
  const machine = Math.max(
    0,
    ...bareSamples
      .filter((other) => other.began + other.ms >= began && other.began <= began + ms)
      .map((other) => other.ms),
  );
  const delayMs = Math.round(ms - usual - machine);
  if (delayMs > worst.delayMs) worst = { delayMs, status };
  if (status !== 200) failures.push({ status, ms: Math.round(ms) });
  await sleep(PAUSE_MS);
}
