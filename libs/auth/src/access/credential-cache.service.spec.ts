import type { ChangeFeedService, ChangeFollower } from '@app/core';
import { CredentialCacheService } from './credential-cache.service';

const MOST = 10_000;
const TTL_MS = 5_000;

describe('the credential cache', () => {
  const feed: { isLive: boolean; follower?: ChangeFollower } = { isLive: true };
  let cache: CredentialCacheService;
  // The clock is stopped: the result must not depend on how long this machine takes to fill the cache.
  const clock = jest.spyOn(performance, 'now');
  beforeEach(() => {
    clock.mockReturnValue(1);
    feed.isLive = true;
    const changes: Pick<ChangeFeedService, 'isLive' | 'follow'> = {
      get isLive() {
        return feed.isLive;
      },
      follow: (_channel, follower) => {
        feed.follower = follower;
      },
    };
    cache = new CredentialCacheService(changes as ChangeFeedService);
    cache.onModuleInit();
  });

  const load = jest.fn((userId: string) => Promise.resolve({ userId }));
  const lookup = (userId: string) => cache.lookup(`digest of ${userId}`, () => load(userId));

  it('drops only the least recently used credential when it is full', async () => {
    await lookup('first');
    await lookup('second');
    for (let index = 2; index < MOST; index += 1) await lookup(`user ${index}`);
    await lookup('first');
    expect(load).toHaveBeenCalledTimes(MOST);
    await lookup('one too many');
    load.mockClear();
    await lookup('first');
    await lookup(`user ${MOST - 1}`);
    expect(load).not.toHaveBeenCalled();
    await lookup('second');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('keeps an answer for at most five seconds', async () => {
    jest.useFakeTimers({ doNotFake: ['performance', 'nextTick', 'queueMicrotask'] });
    const after = async (milliseconds: number) => {
      clock.mockReturnValue(1 + milliseconds);
      jest.advanceTimersByTime(milliseconds);
      await lookup('a');
    };
    await after(0);
    await after(TTL_MS);
    expect(load).toHaveBeenCalledTimes(1);
    await after(TTL_MS + 1);
    expect(load).toHaveBeenCalledTimes(2);
    jest.useRealTimers();
  });

  it('drops the entries of a changed user, and everything after a gap', async () => {
    await lookup('a');
    await lookup('b');
    feed.follower?.onChange('a');
    load.mockClear();
    await lookup('a');
    await lookup('b');
    expect(load.mock.calls).toEqual([['a']]);
    feed.follower?.onGap();
    await lookup('b');
    expect(load).toHaveBeenLastCalledWith('b');
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('caches nothing while the change feed is down', async () => {
    feed.isLive = false;
    await lookup('a');
    await lookup('a');
    expect(load).toHaveBeenCalledTimes(2);
  });
});
