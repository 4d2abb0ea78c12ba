/** One measured variant, alternating with the others of its section. */
export interface Arm {
  name: string;
  /** Runs one round; returns the figure in the section's unit. */
  measure(): Promise<number>;
}

export interface ArmResult {
  name: string;
  median: number;
  /** Every round in order, to judge the spread. */
  rounds: number[];
}

/**
 * Runs the arms A B C, C B A, A B C …, so that changes in the machine's speed affect all of them. An uncounted
 * first round warms everything up.
 */
export async function interleave(arms: readonly Arm[], rounds: number): Promise<ArmResult[]> {
  const results = arms.map(({ name }) => ({ name, rounds: [] as number[] }));
  for (let round = -1; round < rounds; round++) {
    const order = arms.map((arm, index) => ({ arm, result: results[index] }));
    for (const { arm, result } of round % 2 === 0 ? order : order.reverse()) {
      const figure = await arm.measure();
      if (round >= 0) result?.rounds.push(figure);
    }
  }
  return results.map((result) => ({ ...result, median: median(result.rounds) }));
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = Number.NaN, high = low] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

/** Nearest-rank percentile, `p` in percent. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}
