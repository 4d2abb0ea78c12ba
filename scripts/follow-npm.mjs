// Imported for its effect. npm passes a signal only to the shell between npm and us, which does not pass it on, so the
// end of that shell tells us to stop.
const LOOK_EVERY_MS = 300;

if (process.env.npm_lifecycle_event && process.platform !== 'win32') {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  timer.unref();
}
