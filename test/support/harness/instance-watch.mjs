// Measures what other users of an instance notice, in a process of its own so that the attacker's work does not count:
// the latency of `GET /api/auth/me`, that of a bare server on the same machine (the delay that the machine itself
// causes), its own pauses, and the memory of every process of the instance. Also measures how much processor time other
// programs of the machine take. Answers the messages `reset` and `report`.
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
/** A later tick means that this process, for example its garbage collection, was busy or had no processor. */
const TICK_MS = 5;
const TICKS_PER_SECOND = 100;
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
/** Of this process: from when until when it could not receive an answer. */
let pauses = [];
let processorTime = ticksOfProcessors();
/** Reports that wait for a request that began after them, and therefore saw the end of the reported time. */
let awaited = [];

process.on('disconnect', () => process.exit());
process.on('message', (question) => {
  if (question === 'reset') {
    worst = { delayMs: 0, status: 200 };
    peak = { mb: 0, command: '' };
    failures = [];
    processorTime = ticksOfProcessors();
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
let lastTick = performance.now();
setInterval(() => {
  const now = performance.now();
  if (now - lastTick > 2 * TICK_MS) pauses.push({ from: lastTick + TICK_MS, to: now });
  lastTick = now;
}, TICK_MS);
let turn = 0;
void repeat(PAUSE_MS, async () => {
  const token = tokens[turn++ % tokens.length];
  const sample = await time(`${url}/api/auth/me`, { authorization: `Bearer ${token}` });
  judge(sample);
  const due = awaited.filter(({ at }) => at < sample.began);
  awaited = awaited.filter(({ at }) => at >= sample.began);
  const isReady = usualSamples.length >= USUAL_SAMPLES;
  const foreign = foreignProcessors();
  for (const { question } of due) process.send({ question, isReady, slowness, foreign, worst, peak, failures });
});

function judge({ began, ms, status }) {
  if (usualSamples.length < USUAL_SAMPLES) usualSamples.push(ms);
  if (status !== 200) failures.push({ status, ms: Math.round(ms) });
  const disturbance = Math.max(machineDelay(began, began + ms), ownDelay(began, began + ms));
  const delayMs = Math.round(ms - median(usualSamples) - disturbance);
  if (delayMs > worst.delayMs) worst = { delayMs, status };
}

/** The delay of a bare server's own client in the same time is caused by the machine, not by the product. */
function machineDelay(from, to) {
  return Math.max(0, ...bareSamples.filter(({ began, ms }) => began + ms >= from && began <= to).map(({ ms }) => ms));
}

/** Milliseconds of this time in which this process could not receive the answer. */
function ownDelay(from, to) {
  pauses = pauses.filter((pause) => pause.to >= from);
  return pauses.reduce((sum, pause) => sum + Math.max(0, Math.min(pause.to, to) - Math.max(pause.from, from)), 0);
}

/** Processors that other programs, or other guests of the host, kept busy since the last reset; 0 where unknown. */
function foreignProcessors() {
  const { at, all, ours } = processorTime;
  const now = ticksOfProcessors();
  const ticks = now.all - all - Math.max(0, now.ours - ours);
  return Math.max(0, ticks / TICKS_PER_SECOND / ((now.at - at) / 1_000));
}

/** Processor time so far: of the whole machine, and of this test and its instance with everything that they started. */
function ticksOfProcessors() {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = read('/proc/stat')
    .split('\n', 1)[0]
    .split(/\s+/)
    .map(Number);
  let ours = 0;
  const below = childrenByParent();
  for (const pid of treeOf(below, String(process.ppid))) {
    const fields = statOf(pid);
    // The parent's figures include the time of children that have ended.
    ours += fields
      .slice(11, 15)
      .map(Number)
      .reduce((sum, ticks) => sum + ticks, 0);
  }
  return { at: performance.now(), all: user + nice + system + irq + softirq + steal, ours };
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
  let largest = { mb: 0, command: '' };
  for (const pid of treeOf(childrenByParent(), root).slice(1)) {
    const kb = /^RssAnon:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1];
    const mb = Math.round(Number(kb ?? 0) / 1_024);
    if (mb > largest.mb) largest = { mb, command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') };
  }
  return largest;
}

function childrenByParent() {
  const children = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = statOf(pid)[1];
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}

/** The process and everything that it started. */
function treeOf(children, pid) {
  return [pid, ...(children.get(pid) ?? []).flatMap((child) => treeOf(children, child))];
}

/** The fields of `/proc/<pid>/stat` from the third on: the second, the command, may contain spaces. */
function statOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
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
