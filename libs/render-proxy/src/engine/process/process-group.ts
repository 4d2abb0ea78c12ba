/** Ends a process and everything it has started, at once. On Windows only the process: its ffmpegs end with their pipes. */
export function killGroup(leader: number): void {
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, 'SIGKILL');
  } catch {
    // Nobody is left, or (for the process itself) it leads no group.
    if (leader === process.pid) process.exit(1);
  }
}
