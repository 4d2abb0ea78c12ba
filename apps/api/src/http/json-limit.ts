/** A limit as JSON can express it: null stands for unlimited. */
export const jsonLimit = (limit: number): number | null => (Number.isFinite(limit) ? limit : null);
