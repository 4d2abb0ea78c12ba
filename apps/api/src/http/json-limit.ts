/** A limit in JSON: null means unlimited. */
export const jsonLimit = (limit: number): number | null => (Number.isFinite(limit) ? limit : null);
