import { failureClassOf } from '@app/platforms';
import { publishingOn } from '../support/emulators/publishing-on';
import { PUBLISHING_TARGETS } from '../support/emulators/publishing-targets';

/** The operation of the emulator that shows the number. */
const OPERATIONS = { tiktok: 'tt.user', youtube: 'yt.channels', instagram: 'fb.account', facebook: 'fb.account' };

describe.each(PUBLISHING_TARGETS)('the followers of an account on %s', (name) => {
  const { here } = publishingOn(name);
  const read = () => here.at.adapter.followers?.read(here.access);
  const change = (audience: object) =>
    here.at.emulator.control('PUT', `/accounts/${here.access.externalId}/audience`, audience);

  it('are the number that the platform shows, and null while it shows none', async () => {
    await change({ followers: 0 });
    expect(await read()).toBe(0);
    await change({ followers: 12_345 });
    expect(await read()).toBe(name === 'youtube' ? 12_300 : 12_345);
    await change({ is_hidden: true });
    expect(await read()).toBeNull();
  });

  it('are read with permissions that the account owner is asked for', () => {
    const redirectUri = 'https://reelway.example/callback';
    const url = here.at.adapter.authorizeUrl({ redirectUri, state: 'a-state', codeChallenge: 'a-challenge' });
    const asked = new URL(url).searchParams.get('scope')?.split(/[ ,]/);
    expect(asked).toEqual(expect.arrayContaining([...(here.at.adapter.followers?.scopes ?? [undefined])]));
  });

  it('are not a number when the platform fails', async () => {
    await here.at.emulator.faults({ op: OPERATIONS[name], times: -1, action: { type: 'html_502' } });
    const failure = await read()?.catch((error: unknown) => failureClassOf(error));
    expect(failure).toBe('transient');
  });
});
