// Measures what other users of an instance notice, in a process of its own so that the attacker's work does not count:
// the latency of `GET /api/auth/me`, that of a bare server on the same machine (the delay that the machine itself
// causes), and the memory of every process of the instance. Answers the messages `reset` and `report`.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const { WATCH_URL: url, WATCH_TOKENS = '', WATCH_PID: root } = process.env;
/** Credentials of several people, so that none of them reaches the limit on requests. */
const tokens = WATCH_TOKENS.split(',');
const PAUSE_MS = 40;
const MEMORY_PAUSE_MS = 200;
const USUAL_SAMPLES = 50;
const KEPT_BARE_SAMPLES = 2_000;
/** Duration of `ownPace` on the machine on which the limits were set. */
const REFERENCE_PACE_MS = 21;

const bare = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1');
await new Promise((resolve) => bare.once('listening', resolve));
const bareUrl = `http://127.0.0.1:${bare.address().port}/`;

/** How many times slower this machine is than the one on which the limits were set; at least 1. */
const slowness = Math.max(1, ownPace() / REFERENCE_PACE_MS);
const bareSamples = [];
const usualSamples = [];
let worst = { delayMs: 0, status: 200 };
let peak = { mb: 0, command: '' };
let failures = [];
/** Reports that wait for a request that began after them, and therefore saw the end of the reported time. */
let awaited = [];

process.on('message', (question) => {
  if (question === 'reset') {
    worst = { delayMs: 0, status: 200 };
    peak = { mb: 0, command: '' };
    failures = [];
  }
  awaited.push({ at: performance.now(), question });
});

void repeat(MEMORY_PAUSE_MS, () => {
  const now = largestProcess();
  if (now.mb > peak.mb) peak = now;
});
void repeat(PAUSE_MS / 2, async () => {
  bareSamples.push(await time(bareUrl));
  if (bareSamples.length > KEPT_BARE_SAMPLES) bareSamples.shift();
});
let turn = 0;
void repeat(PAUSE_MS, async () => {
  const token = tokens[turn++ % tokens.length];
  const sample = await time(`${url}/api/auth/me`, { authorization: `Bearer ${token}` });
  judge(sample);
  const due = awaited.filter(({ at }) => at < sample.began);
  awaited = awaited.filter(({ at }) => at >= sample.began);
  const isReady = usualSamples.length >= USUAL_SAMPLES;
  for (const { question } of due) process.send({ question, isReady, slowness, worst, peak, failures });
});

function judge({ began, ms, status }) {
  if (usualSamples.length < USUAL_SAMPLES) usualSamples.push(ms);
  if (status !== 200) failures.push({ status, ms: Math.round(ms) });
  const delayMs = Math.round(ms - median(usualSamples) - machineDelay(began, began + ms));
  if (delayMs > worst.delayMs) worst = { delayMs, status };
}

/** The delay of a bare server's own client in the same time is caused by the machine, not by the product. */
function machineDelay(from, to) {
  return Math.max(0, ...bareSamples.filter(({ began, ms }) => began + ms >= from && began <= to).map(({ ms }) => ms));
}

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

/**
 * Milliseconds for a piece of work like that of the API; the least of several, because every disturbance adds to it.
 */
function ownPace() {
  const text = JSON.stringify(Array.from({ length: 60_000 }, (_, index) => ({ index, name: `value ${index}` })));
  const runs = Array.from({ length: 7 }, () => {
    const began = performance.now();
    JSON.stringify(JSON.parse(text));
    return performance.now() - began;
  });
  return Math.min(...runs);
}

/** Megabytes of anonymous memory of the largest process below `root`, with its command. */
function largestProcess() {
  const children = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = read(`/proc/${pid}/stat`);
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const below = (pid) => (children.get(pid) ?? []).flatMap((child) => [child, ...below(child)]);
  let largest = { mb: 0, command: '' };
  for (const pid of below(root)) {
    const kb = /^RssAnon:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1];
    const mb = Math.round(Number(kb ?? 0) / 1_024);
    if (mb > largest.mb) largest = { mb, command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') };
  }
  return largest;
}

/** Empty for a process that has ended. */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function repeat(pauseMs, work) {
  for (;;) {
    await work();
    await sleep(pauseMs);
  }
}
