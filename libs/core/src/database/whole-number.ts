/** Reads a `bigint` column as a number, which is exact up to 2^53 - 1. */
export const wholeNumber = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};
