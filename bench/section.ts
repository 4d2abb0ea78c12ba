import type { ArmResult } from './measurement';

/** One comparison: every figure with its ratio to the first, which is the baseline of the same run. */
export interface Section {
  title: string;
  /** Unit of the figures, for example `requests/s`. */
  unit: string;
  results: (ArmResult & { ratio: number })[];
  /** What a reader must know to interpret the figures. */
  note: string;
}

export function section(title: string, unit: string, note: string, results: readonly ArmResult[]): Section {
  const baseline = results[0]?.median ?? Number.NaN;
  return { title, unit, note, results: results.map((result) => ({ ...result, ratio: result.median / baseline })) };
}

export function printed({ title, unit, note, results }: Section): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  const rows = results.map(({ name, median, ratio, rounds }) => {
    const [low, high] = [Math.min(...rounds), Math.max(...rounds)];
    return `  ${name.padEnd(width)}  ${figure(median).padStart(9)}  ×${ratio.toFixed(2).padStart(5)}   (${figure(low)} … ${figure(high)})`;
  });
  return `${title} — ${unit}, median, ratio to the first line (lowest … highest round)\n${rows.join('\n')}\n  ${note}\n`;
}

export const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
