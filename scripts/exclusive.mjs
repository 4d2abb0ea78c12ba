// Lets one process at a time do a piece of work in this checkout, such as the build.
import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

const RETRY_MS = 100;
/** After a second its writer is dead, or the disk was full. */
const UNREADABLE_TRIES = 10;
/** The locks of this process. */
const held = new Set();

/** Waits until no other process holds `lockFile`, runs `work`, and releases the file. `work` may return a promise. */
export async function exclusive(lockFile, work, onWait = () => undefined) {
  for (let waits = 0, unreadable = 0; !take(lockFile); waits++) {
    if (waits === 10) onWait();
    const holder = read(lockFile);
    unreadable = holder === undefined || holderOf(holder) ? 0 : unreadable + 1;
    if (unreadable > UNREADABLE_TRIES || isAbandoned(lockFile, holder)) discard(lockFile, holder);
    else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  held.add(lockFile);
  try {
    return await work();
  } finally {
    held.delete(lockFile);
    rmSync(lockFile, { force: true });
  }
}

function take(lockFile) {
  try {
    writeFileSync(lockFile, `${process.pid} ${identityOf(process.pid)}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** The process that a lock names; undefined for an empty or damaged file. */
const holderOf = (text) => /^(?<pid>\d+)(?: (?<identity>.*))?$/.exec(text)?.groups;

/** Whether the process that holds the lock has ended. A later one may have its id. */
function isAbandoned(lockFile, text = '') {
  const holder = holderOf(text);
  if (!holder) return false;
  const pid = Number(holder.pid);
  if (pid === process.pid) return !held.has(lockFile);
  return !isAlive(pid) || (Boolean(holder.identity) && holder.identity !== identityOf(pid));
}

/**
 * Removes a lock that nobody holds. Another waiter may already have done so and now hold the lock; then
 * puts it back.
 */
function discard(lockFile, holder) {
  const aside = `${lockFile}-${process.pid}`;
  try {
    renameSync(lockFile, aside);
  } catch {
    return;
  }
  if (read(aside) === holder) rmSync(aside, { force: true });
  else renameSync(aside, lockFile);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** With these, `ps` prints the start time of a process in the same way for every user. */
const PLAIN = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };

/**
 * Boot and start time of a process: the same facts as in libs/core/src/process/running-process.ts, which is not compiled
 * yet when we run. Empty where the system does not provide them (Windows).
 */
function identityOf(pid) {
  if (process.platform === 'win32') return '';
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], PLAIN).stdout?.trim() ?? '';
  const stat = read(`/proc/${pid}/stat`) ?? '';
  // From the third field on: the second, the name in parentheses, may contain spaces.
  const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return startTime && `${read('/proc/sys/kernel/random/boot_id')?.trim()}/${startTime}`;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
