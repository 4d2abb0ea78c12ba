import { newId } from '@app/core';
import { PlatformAccountsRepository, PublicationEventsRepository } from '@app/platforms';
import type { PlatformEmulator } from '../../support/emulators/platform-emulator';
import { PublishingRows } from '../../support/harness/publishing-rows';

const FORCE_SSL = 'https://www.googleapis.com/auth/youtube.force-ssl';
const FORBIDDEN = { type: 'http', status: 403, json: { error: { code: 200, message: 'Missing permission' } } };

let here: PublishingRows;
beforeAll(async () => {
  here = await PublishingRows.start();
});
afterAll(() => here?.close());

const withOptions = (id: string, options: object) =>
  here.rows.query('update publications set overrides = $2 where id = $1', [id, { options }]);
/** The outcomes of a step, in order. */
const outcomesOf = async (id: string, name: string) =>
  (await here.rows.service(PublicationEventsRepository).of(id))
    .filter(({ step }) => step === name)
    .map(({ outcome }) => outcome);

describe.each(['youtube', 'facebook', 'instagram'] as const)('the first comment of a post on %s', (name) => {
  let emulator: PlatformEmulator;
  let accountId: string;
  beforeEach(async () => {
    emulator = await here.emulator(name);
    accountId = (await here.connect(name)).id;
  });
  afterEach(async () => expect(await emulator.violations()).toEqual([]));

  it('leaves the post and its account as they are when the account lacks the permission', async () => {
    if (name === 'youtube') await here.reconnect(name, [FORCE_SSL]);
    else await emulator.faults({ op: 'fb.comment', times: -1, action: FORBIDDEN });
    const id = await here.post(name, accountId, newId());
    await withOptions(id, { first_comment: 'First!' });
    expect(await here.work(name, id)).toMatchObject({ status: 'verified', fault: null });
    expect(await outcomesOf(id, 'first_comment')).toEqual(['started', 'failed']);
    expect(await here.rows.service(PlatformAccountsRepository).get(accountId)).toMatchObject({ status: 'active' });
  });
});
