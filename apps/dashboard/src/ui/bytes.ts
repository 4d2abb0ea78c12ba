const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Such as 12.3 MB, in steps of 1,000. */
export function bytes(count: number): string {
  const step = count < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(count) / 3));
  return `${Number((count / 1_000 ** step).toFixed(1))} ${UNITS[step]}`;
}
