import type { Price } from './objects';

const DAY = 86_400;

/** One billing interval later; the 31st becomes the last day of a shorter month. */
export function periodAfter(start: number, price: Pick<Price, 'recurring'> | undefined): number {
  const { interval = 'month', interval_count: count = 1 } = price?.recurring ?? {};
  if (interval === 'day' || interval === 'week') return start + count * (interval === 'day' ? DAY : 7 * DAY);
  return monthsAfter(start, count * (interval === 'year' ? 12 : 1));
}

export function monthsAfter(start: number, count: number): number {
  const from = new Date(start * 1_000);
  const months = from.getUTCMonth() + count;
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const to = new Date(from);
  to.setUTCMonth(months, Math.min(from.getUTCDate(), lastDay));
  return Math.floor(to.getTime() / 1_000);
}
