import { setTimeout as sleep } from 'node:timers/promises';
import { settleTogether } from './settle-together';

describe('statements that are sent together', () => {
  it('fail with the error that came first, once the others have ended', async () => {
    const ended: string[] = [];
    const part = async (name: string, ms: number, fails: boolean) => {
      await sleep(ms);
      ended.push(name);
      if (fails) throw new Error(name);
    };
    await expect(
      settleTogether([part('late', 30, true), part('early', 5, true), part('last', 60, false)]),
    ).rejects.toThrow('early');
    expect(ended).toEqual(['early', 'late', 'last']);
  });
});
