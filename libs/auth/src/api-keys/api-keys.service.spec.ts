import { generateApiKey } from './api-key-format';
import { ApiKeysService } from './api-keys.service';

const MOST = 10_000;

describe('a key whose row is cached', () => {
  it('works until it expires, and is the same principal each time', async () => {
    const holder = { keyId: '1', status: 'active', role: 'user', workspaceRole: 'owner', scopes: [] };
    const row = { ...holder, expiresAt: new Date(1_000) };
    const clock = jest.spyOn(Date, 'now').mockReturnValue(999);
    const keys = new ApiKeysService(
      { markUsed: () => Promise.resolve() } as never,
      { lookup: () => row } as never,
      {} as never,
      {} as never,
      {} as never,
    );
    const key = generateApiKey();
    const principal = await keys.authenticate(key);
    expect(principal).toMatchObject({ kind: 'api_key', keyId: '1' });
    expect(await keys.authenticate(key)).toBe(principal);
    clock.mockReturnValue(1_000);
    expect(await keys.authenticate(key)).toBeUndefined();
  });
});

describe('the time of the last use of a key', () => {
  it('is written once a minute for each key, even when more keys are in use than are tracked', async () => {
    jest.spyOn(performance, 'now').mockReturnValue(1);
    const markUsed = jest.fn(() => Promise.resolve());
    let keyId = 0;
    const holder = () => ({ keyId: String(keyId), status: 'active', role: 'user', workspaceRole: 'owner', scopes: [] });
    const cache = { lookup: () => Promise.resolve(holder()) };
    const keys = new ApiKeysService({ markUsed } as never, cache as never, {} as never, {} as never, {} as never);
    const key = generateApiKey();
    for (keyId = 0; keyId <= MOST; keyId += 1) await keys.authenticate(key);
    expect(markUsed).toHaveBeenCalledTimes(MOST + 1);
    for (keyId = 1; keyId <= MOST; keyId += 1) await keys.authenticate(key);
    expect(markUsed).toHaveBeenCalledTimes(MOST + 1);
  });
});
