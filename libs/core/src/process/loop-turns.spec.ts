import { nextTurn } from './loop-turns';

/** Counts turns of the event loop until it is stopped. */
function turnCounter(): { stop: () => number } {
  let turns = 0;
  let isStopped = false;
  const count = () => {
    if (isStopped) return;
    turns += 1;
    setImmediate(count);
  };
  setImmediate(count);
  return {
    stop: () => {
      isStopped = true;
      return turns;
    },
  };
}

function work(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
}

describe('nextTurn', () => {
  it('gives each caller a separate turn, in order', async () => {
    const order: number[] = [];
    const counter = turnCounter();
    await Promise.all(Array.from({ length: 20 }, (_, index) => nextTurn().then(() => order.push(index))));
    expect(counter.stop()).toBeGreaterThanOrEqual(20);
    expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('leaves others at least as much time as the work took', async () => {
    const began = performance.now();
    const steps = 5;
    for (let step = 0; step < steps; step += 1)
      await Promise.all([nextTurn().then(() => work(20)), nextTurn().then(() => work(20))]);
    // Nothing pauses after the last step.
    expect(performance.now() - began).toBeGreaterThanOrEqual(2 * 20 * steps + 20 * (steps - 1));
  });

  it('continues after work that fails', async () => {
    await expect(
      nextTurn().then(() => {
        throw new Error('failed');
      }),
    ).rejects.toThrow('failed');
    await nextTurn();
  });
});
