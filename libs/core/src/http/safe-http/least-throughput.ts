import { remoteFetchTimeout } from '../../core.errors';

/** The mean that a download must keep in each span of time. */
export interface LeastThroughput {
  bytesPerSecond: number;
  spanMs: number;
}

/** Any usual line is faster; a server that keeps a download open by sending a byte now and then is slower. */
export const LEAST_THROUGHPUT: LeastThroughput = { bytesPerSecond: 16_384, spanMs: 60_000 };

/**
 * The bytes of an answer, while they arrive fast enough. Counts only the time in which the reader waits for the server.
 * @throws remote_fetch_timeout
 */
export async function* fastEnough(
  host: string,
  body: AsyncIterable<Buffer>,
  { bytesPerSecond, spanMs }: LeastThroughput,
  now: () => number = () => performance.now(),
): AsyncGenerator<Buffer> {
  let [waitedMs, bytes, askedAt] = [0, 0, now()];
  for await (const chunk of body) {
    waitedMs += now() - askedAt;
    bytes += chunk.length;
    if (waitedMs >= spanMs) {
      if (bytes < (bytesPerSecond * waitedMs) / 1_000)
        throw remoteFetchTimeout(
          `${host} sent less than ${bytesPerSecond / 1_024} KiB a second for ${Math.round(waitedMs / 1_000)} seconds.`,
        );
      [waitedMs, bytes] = [0, 0];
    }
    yield chunk;
    askedAt = now();
  }
}
