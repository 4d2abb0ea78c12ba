// Lets one process at a time do a piece of work in this checkout, such as the build.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Waits until no other process holds `lockFile`, runs `work`, and releases the file. `work` may return a promise. */
export async function exclusive(lockFile, work, onWait = () => undefined) {
  for (let waits = 0; !take(lockFile); waits++) {
    if (waits === 10) onWait();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function take(lockFile) {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = read(lockFile);
  if (holder !== undefined && holder !== '' && !isAlive(Number(holder))) discard(lockFile, holder);
  return false;
}

/**
 * Removes the lock of a process that died. Another waiter may already have done so and now hold the lock; then
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

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
