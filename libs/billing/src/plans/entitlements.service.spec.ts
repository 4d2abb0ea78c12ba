import type { ChangeFeedService } from '@app/core';
import type { EntitlementsRepository } from './entitlements.repository';
import { EntitlementsService } from './entitlements.service';

const MOST = 10_000;

describe('remembered entitlements', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const sourcesOf = jest.fn((_userId: string) => Promise.resolve({ subscriptions: [], grants: [] as object[], now }));
  const service = () =>
    new EntitlementsService(
      { sourcesOf } as unknown as EntitlementsRepository,
      { isLive: true, follow: () => undefined } as unknown as ChangeFeedService,
    );

  it('make room for a new user by evicting the least recently used one', async () => {
    jest.spyOn(performance, 'now').mockReturnValue(1);
    const entitlements = service();
    for (let user = 0; user <= MOST; user += 1) await entitlements.of(String(user));
    sourcesOf.mockClear();
    for (let user = 1; user <= MOST; user += 1) await entitlements.of(String(user));
    expect(sourcesOf).not.toHaveBeenCalled();
    await entitlements.of('0');
    expect(sourcesOf).toHaveBeenCalledTimes(1);
  });

  it('are not cached past the moment at which a grant expires', async () => {
    const entitlements = service();
    sourcesOf.mockResolvedValueOnce({
      subscriptions: [],
      grants: [{ tier: 'agency', features: [], expiresAt: new Date(Number(now) + 1) }],
      now,
    });
    jest.spyOn(performance, 'now').mockReturnValue(1);
    await entitlements.of('a');
    jest.spyOn(performance, 'now').mockReturnValue(10);
    await entitlements.of('a');
    expect(sourcesOf).toHaveBeenCalledTimes(2);
  });
});
