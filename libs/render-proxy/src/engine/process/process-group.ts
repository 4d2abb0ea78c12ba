/** Kills a process and all its descendants. On Windows it kills the process only; its ffmpegs end with their pipes. */
export function killGroup(leader: number): void {
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, 'SIGKILL');
  } catch {
    // The group is empty, or this process leads none.
    if (leader === process.pid) process.exit(1);
  }
}
