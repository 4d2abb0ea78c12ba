/**
 * Uses a value as soon as it is known, which may be now: while requests have a context, each promise costs Node.js about
 * a microsecond, and most look-ups on the way of a request find their answer in memory.
 */
export function onceKnown<T, R>(value: T | Promise<T>, use: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(use) : use(value);
}
