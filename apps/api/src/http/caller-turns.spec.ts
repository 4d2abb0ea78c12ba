import { CallerTurns } from './caller-turns';

describe('CallerTurns', () => {
  it('gives a caller its turns in order, and another caller its own', async () => {
    const turns = new CallerTurns();
    const begun: string[] = [];
    const take = async (caller: string, name: string) => {
      const finish = await turns.take(caller, 2);
      begun.push(name);
      return finish;
    };
    const [first, second] = await Promise.all([take('one', '1'), take('one', '2')]);
    const waiting = [take('one', '3'), take('one', '4')];
    await take('two', 'other');
    expect(begun).toEqual(['1', '2', 'other']);
    first();
    first();
    await waiting[0];
    expect(begun).toEqual(['1', '2', 'other', '3']);
    second();
    await waiting[1];
    expect(begun).toEqual(['1', '2', 'other', '3', '4']);
  });

  it('forgets a caller whose turns have ended', async () => {
    const turns = new CallerTurns();
    const finish = await turns.take('one', 1);
    finish();
    expect(turns).toEqual(new CallerTurns());
    expect(await turns.take('one', 1)).toBeInstanceOf(Function);
  });
});
