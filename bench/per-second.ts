/** Repeats the operation, `connections` at a time, and returns the number of operations per second. */
export async function perSecond(
  operation: () => Promise<unknown>,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<number> {
  let done = 0;
  const deadline = performance.now() + seconds * 1_000;
  const repeat = async () => {
    for (; performance.now() < deadline; done++) await operation();
  };
  await Promise.all(Array.from({ length: connections }, repeat));
  return done / seconds;
}
