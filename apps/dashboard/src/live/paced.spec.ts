import { paced } from './paced';

describe('paced calls', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('act at once, and then once a second for each name', () => {
    const act = jest.fn();
    const call = paced(act);
    for (const name of ['a', 'a', 'b', 'a']) call(name);
    expect(act.mock.calls).toEqual([['a'], ['b']]);
    jest.advanceTimersByTime(999);
    call('a');
    expect(act).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(1);
    expect(act.mock.calls).toEqual([['a'], ['b'], ['a']]);
    call('a');
    jest.advanceTimersByTime(1_000);
    expect(act).toHaveBeenCalledTimes(4);
    jest.advanceTimersByTime(60_000);
    expect(act).toHaveBeenCalledTimes(4);
    call('a');
    expect(act).toHaveBeenCalledTimes(5);
  });
});
