import { fastEnough, LEAST_THROUGHPUT } from './least-throughput';

const KIB = 1_024;
const { bytesPerSecond } = LEAST_THROUGHPUT;

describe('a download', () => {
  let seconds: number;
  beforeEach(() => (seconds = 0));

  /** Reads `count` pieces that arrive every so many seconds. */
  const read = async (piece: number, everySeconds: (index: number) => number, count: number, readerSeconds = 0) => {
    async function* sent() {
      for (let index = 0; index < count; index += 1) {
        seconds += everySeconds(index);
        yield await Promise.resolve(Buffer.alloc(piece));
      }
    }
    let received = 0;
    for await (const chunk of fastEnough('slow.example', sent(), LEAST_THROUGHPUT, () => seconds * 1_000)) {
      received += chunk.length;
      seconds += readerSeconds;
    }
    return received;
  };

  it('ends after a minute in which its server sent a byte now and then', async () => {
    await expect(read(1, () => 25, 1_000)).rejects.toMatchObject({
      code: 'remote_fetch_timeout',
      message: 'slow.example sent less than 16 KiB a second for 75 seconds.',
    });
    expect(seconds).toBe(75);
  });

  it('ends when its server becomes slow after a fast beginning', async () => {
    await expect(read(KIB, (index) => (index < 5_000 ? 0.001 : 1), 6_000)).rejects.toThrow('16 KiB a second');
    expect(seconds).toBeLessThan(5 + 2 * 61);
  });

  it('arrives over any line that keeps 16 KiB a second, however long it takes', async () => {
    expect(await read(bytesPerSecond, () => 1, 3_600)).toBe(3_600 * bytesPerSecond);
  });

  it('arrives over a line that stops for half a minute between fast stretches', async () => {
    expect(await read(100 * KIB, (index) => (index % 20 === 0 ? 29 : 0.1), 1_000)).toBe(100_000 * KIB);
  });

  it('may be small and slow', async () => {
    expect(await read(10, () => 9, 6)).toBe(60);
  });

  it('is not blamed for a reader that takes its time', async () => {
    expect(await read(KIB, () => 0.01, 100, 30)).toBe(100 * KIB);
  });
});
