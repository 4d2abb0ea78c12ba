import { DashboardVisitor } from '../../support/harness/dashboard-visitor';
import { type PostAccount, PublishingInstallation } from '../../support/harness/publishing-installation';
import { itInBrowser, withPage } from '../../support/harness/real-browser';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { waitUntil } from '../../support/harness/wait-until';

const CHANNELS = ['UCemulator00000000000001', 'UCemulator00000000000002'];
const REFUSED = { privacy: 'nonsense' };

describeWithFfmpeg('the failed posts of an upload', () => {
  let here: PublishingInstallation;
  const statusesOf = async (id: string) => (await here.posts(id)).map(({ status }) => status);
  /** An upload with a failed post on each channel. @param more further posts */
  const failed = async (...more: PostAccount[]) => {
    const accounts: PostAccount[] = [];
    for (const account of CHANNELS)
      accounts.push({ id: await here.at.connected('youtube', { account }), platform: 'youtube', overrides: REFUSED });
    const { uploadId, caption } = await here.ready([...accounts, ...more]);
    await waitUntil(async () => (await statusesOf(uploadId)).slice(0, 2).every((status) => status === 'failed'), {
      timeoutMs: 90_000,
    });
    return { uploadId, caption, posts: await here.posts(uploadId) };
  };
  beforeAll(async () => {
    here = await PublishingInstallation.start();
    for (const id of CHANNELS)
      await here.at.emulators.youtube.control('PUT', `/accounts/${id}/behaviour`, { process_ms: 0 });
  });
  beforeEach(async () => {
    await here.enter();
    await here.work();
  });
  afterAll(() => here?.close());

  it('are repeated one by one, and none that was published', async () => {
    const later = { id: await here.at.connectedOn('tiktok'), publishAt: new Date(Date.now() + 3_600_000) };
    const { uploadId, caption, posts } = await failed({ ...later, platform: 'tiktok' });
    for (const { id } of posts.slice(0, 2))
      await here.call('PATCH', `/${uploadId}/targets/${id}`, { overrides: { privacy: 'private' } });
    const retry = (...targets: (string | undefined)[]) =>
      here.call<{ code: string; errors?: { path: string }[] }>('POST', `/${uploadId}/retry`, { targets });
    const [first, second, planned] = posts.map(({ id }) => id);
    const stranger = await retry(first, '0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10');
    expect([stranger.status, stranger.body.errors]).toMatchObject([422, [{ path: 'targets[1]' }]]);
    expect((await retry()).status).toBe(422);
    expect((await retry(first, planned)).body.code).toBe('upload_state_conflict');
    expect(await statusesOf(uploadId)).toEqual(['failed', 'failed', 'scheduled']);
    expect((await retry(first)).status).toBe(200);
    await here.until(uploadId, 'verified');
    expect(await statusesOf(uploadId)).toEqual(['verified', 'failed', 'scheduled']);
    expect(await here.live('youtube', caption)).toMatchObject([{ account: CHANNELS[0] }]);
    expect((await retry(first)).body.code).toBe('upload_state_conflict');
    expect((await retry(second)).status).toBe(200);
    await waitUntil(async () => (await statusesOf(uploadId))[1] === 'verified', { timeoutMs: 90_000 });
    expect(await here.live('youtube', caption)).toHaveLength(2);
  });

  itInBrowser('stay as they are when the button of another one is clicked', async () => {
    const { uploadId, posts } = await failed();
    await waitUntil(async () => /^(failed|partial)$/.test(await here.statusOf(uploadId)), { timeoutMs: 90_000 });
    // What the request changes stays as it is.
    await here.stopWork();
    const { here: installation, user } = here.at;
    await withPage(async (page) => {
      const visitor = new DashboardVisitor(page, installation.api.url, installation.outbox);
      await page.goto(`${installation.api.url}/app/uploads/${uploadId}`);
      await visitor.signIn(user, 'ride.mp4');
      await page.locator(`[id="${posts[0]?.id}"]`).getByRole('button', { name: 'Publish again' }).click();
      await waitUntil(async () => (await statusesOf(uploadId))[0] !== 'failed');
      expect(visitor.faults).toEqual([]);
    });
    expect(await statusesOf(uploadId)).toEqual(['pending', 'failed']);
  });
});
