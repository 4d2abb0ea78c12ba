import { CallerTurns } from './caller-turns';

/** Work that ends when the test ends it. */
function work() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const begin = (name: string) => () =>
    new Promise<void>((resolve) => {
      begun.push(name);
      ends.set(name, resolve);
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, begin, end };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('CallerTurns', () => {
  const limits = { concurrent: 2, concurrentPerCaller: 1, waitingPerCaller: 3, waitingSizePerCaller: 100 };

  it('leaves a slot to others, however much work one caller has', async () => {
    const turns = new CallerTurns(limits);
    const { begun, begin, end } = work();
    for (const name of ['a1', 'a2', 'a3']) void turns.take('a', 1, begin(name));
    void turns.take('b', 1, begin('b1'));
    await settled();
    expect(begun).toEqual(['a1', 'b1']);
    await end('b1');
    expect(begun).toEqual(['a1', 'b1']);
    await end('a1');
    expect(begun).toEqual(['a1', 'b1', 'a2']);
  });

  it('lets callers take turns', async () => {
    const turns = new CallerTurns({ ...limits, concurrent: 1 });
    const { begun, begin, end } = work();
    for (const name of ['a1', 'a2', 'a3']) void turns.take('a', 1, begin(name));
    for (const name of ['b1', 'b2']) void turns.take('b', 1, begin(name));
    for (const name of ['a1', 'b1', 'a2', 'b2']) {
      await settled();
      expect(begun.at(-1)).toBe(name);
      await end(name);
    }
    expect(begun).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
  });

  it('refuses only the caller whose work piles up', async () => {
    const turns = new CallerTurns(limits);
    const { begin, end } = work();
    for (const name of ['a1', 'a2', 'a3', 'a4']) void turns.take('a', 1, begin(name));
    await expect(turns.take('a', 1, begin('a5'))).rejects.toMatchObject({ code: 'rate_limited' });
    const other = turns.take('b', 1, begin('b1'));
    await settled();
    await end('b1');
    await expect(other).resolves.toBeUndefined();
  });

  it("refuses work that would make one caller's queue too large", async () => {
    const turns = new CallerTurns(limits);
    const { begin } = work();
    void turns.take('a', 60, begin('a1'));
    void turns.take('a', 60, begin('a2'));
    await expect(turns.take('a', 60, begin('a3'))).rejects.toMatchObject({ code: 'rate_limited' });
    void turns.take('a', 40, begin('a4'));
    await settled();
  });

  it('frees the slot of work that fails', async () => {
    const turns = new CallerTurns({ ...limits, concurrent: 1 });
    await expect(turns.take('a', 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(turns.take('b', 1, () => Promise.resolve(1))).resolves.toBe(1);
  });
});
