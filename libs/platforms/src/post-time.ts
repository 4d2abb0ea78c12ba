/** Differences between the platform's clock and ours. */
const SLACK_MS = 300_000;

/** @param at milliseconds on the platform's clock; NaN: unknown @param since on our clock */
export const isAfterWithClockSkew = (at: number, since: Date): boolean => at >= since.getTime() - SLACK_MS;
