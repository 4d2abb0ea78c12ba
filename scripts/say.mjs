// Prints one plain line at the terminal.

export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Time since `startedAt` (milliseconds), for example "0.4 s" or "12 s". */
export function elapsed(startedAt) {
  const seconds = (Date.now() - startedAt) / 1000;
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}
