const PAUSE_MS = 1_000;

/** Acts at once on a subject, and then at most once a second: calls in between become one at its end. */
export function paced<T>(act: (subject: T) => void): (subject: T) => void {
  /** Subjects of the last second, with whether another call waits for its end. */
  const recent = new Map<T, boolean>();
  return function call(subject) {
    if (recent.has(subject)) {
      recent.set(subject, true);
      return;
    }
    recent.set(subject, false);
    setTimeout(() => {
      const isWaiting = recent.get(subject);
      recent.delete(subject);
      if (isWaiting) call(subject);
    }, PAUSE_MS);
    act(subject);
  };
}
