/** Answers show no more decimals than a measurement has. */
export const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));
