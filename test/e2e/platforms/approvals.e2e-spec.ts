import { advancePublication, JobPublisherService } from '@app/jobs';
import type { PlatformInstallation } from '../../support/harness/platform-installation';
import { PublishingInstallation } from '../../support/harness/publishing-installation';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { addApiKey } from '../../support/harness/test-credentials';
import { UPLOAD_CHANGES } from '../../support/harness/upload-changes';
import { waitUntil } from '../../support/harness/wait-until';
import { makeVideo } from '../../support/media/upload-videos';

interface Approval {
  id: string;
  status: string;
  revision: number;
  comment: string | null;
  decided_by: string | null;
}
type Answer = Approval & { code: string; status: string };
const EVENTS = ['upload.queued', 'upload.processing', 'upload.approval_requested', 'upload.approved'];
describeWithFfmpeg('posts that need an approval', () => {
  let here: PublishingInstallation;
  let at: PlatformInstallation;
  let account: { id: string; platform: string };
  beforeAll(async () => {
    here = await PublishingInstallation.start();
    at = here.at;
    await at.emulators.youtube.control('PUT', '/accounts/UCemulator00000000000001/behaviour', { process_ms: 0 });
  });
  beforeEach(async () => {
    await here.enter('studio');
    account = { id: await at.connected('youtube'), platform: 'youtube' };
    await here.work();
  });
  afterAll(() => here?.close());

  const as = <T = Answer>(who: { accessToken: string }, method: string, path: string, body?: object) =>
    at.here.call<T>(method, `/api/uploads${path}`, { token: who.accessToken, body });
  /** Another person in the workspace of the owner. */
  const member = async (role: 'admin' | 'editor'): Promise<TestAccount> => {
    const person = await signUp(at.here.api.url);
    const joins = 'insert into workspace_members (workspace_id, user_id, role) values ($1, $2, $3)';
    await at.sql(joins, at.user.userId, person.userId, role);
    await at.sql('update sessions set workspace_id = $1 where user_id = $2', at.user.userId, person.userId);
    return person;
  };
  const approvalOf = async (id: string) =>
    (await here.call<{ approval: Approval | null }>('GET', `/${id}`)).body.approval;
  const requested = (id: string, status = 'open') =>
    waitUntil(async () => {
      const approval = await approvalOf(id);
      return approval?.status === status ? approval : undefined;
    });
  const authored = (id: string, { userId }: TestAccount) =>
    at.sql('update upload_approvals set authors = array[$2::uuid] where upload_id = $1', id, userId);
  /** An upload of that person whose video is ready and waits for an approval. */
  const waiting = async (author: TestAccount, publishAt: Date | null = null) => {
    const made = await here.ready([account], { publishAt, needsApproval: true });
    // The worker names the person who announced the upload as the author when it makes the request.
    await requested(made.uploadId);
    await at.sql('update uploads set created_by = $2 where id = $1', made.uploadId, author.userId);
    await authored(made.uploadId, author);
    return made;
  };

  it.each(['a session', 'an API key'])('[peers 3.19] are published by no route, called with %s', async (credential) => {
    expect(UPLOAD_CHANGES.length).toBeGreaterThan(12);
    const accessToken =
      credential === 'a session' ? at.user.accessToken : await addApiKey(at.here.database.url, at.user.userId);
    const soon = new Date(Date.now() + 1_000);
    const made: { route: string; uploadId: string; caption: string }[] = [];
    for (const [index, { route, body }] of UPLOAD_CHANGES.entries()) {
      const upload = await here.ready([account], { needsApproval: true, publishAt: index % 2 === 0 ? soon : null });
      const [post] = await here.posts(upload.uploadId);
      const [method = '', path = ''] = route
        .replace('{id}', upload.uploadId)
        .replace('{target}', post?.id ?? '')
        .split(' ');
      const { status } = await at.here.call(method, path, {
        token: accessToken,
        body: method === 'DELETE' ? undefined : body,
      });
      expect([route, status >= 500]).toEqual([route, false]);
      await here.call('POST', `/${upload.uploadId}/retry`, {});
      await at.service(JobPublisherService).publish(advancePublication, { publicationId: post?.id ?? '' });
      made.push({ route, ...upload });
    }
    await at.run('system.reconcile');
    // Its jobs are behind those of all the others.
    const free = await here.ready([account], { publishAt: soon });
    await here.until(free.uploadId, 'verified');
    for (const { route, uploadId, caption } of made) {
      const { status } = await here.until(uploadId, 'pending', 'cancelled');
      expect([route, status]).toEqual([route, expect.stringMatching(/pending|cancelled/)]);
      expect([route, await here.live('youtube', caption)]).toEqual([route, []]);
    }
    const sent = await at.sql(
      `select from publication_submissions s join publications p on p.id = s.publication_id where p.upload_id = any($1)`,
      made.map(({ uploadId }) => uploadId),
    );
    expect(sent).toEqual([]);
  });

  it('wait with their upload from the setting of the workspace to the approval, which approvers with a seat are asked for once', async () => {
    const settings = { token: at.user.accessToken, body: { approval_required: true } };
    expect((await at.here.call('PUT', '/api/settings', settings)).status).toBe(200);
    const [author, approver, beyond] = [await member('editor'), await member('admin'), await member('admin')];
    const hook = { token: at.user.accessToken, body: { url: 'https://hooks.example.com/reelway', events: EVENTS } };
    expect((await at.here.call('POST', '/api/webhooks', hook)).status).toBe(201);
    const bytes = makeVideo();
    const caption = `By an editor ${account.id}`;
    type Presigned = { upload_id: string; presigned_url: string; headers: Record<string, string> };
    const { body } = await as<Presigned>(author, 'POST', '/presign', {
      filename: 'ride.mp4',
      file_size: bytes.length,
      content_type: 'video/mp4',
      caption,
      targets: [{ account_id: account.id }],
    });
    const { pathname, search } = new URL(body.presigned_url);
    const request = { method: 'PUT', headers: body.headers, body: new Uint8Array(bytes) };
    expect((await fetch(`${at.here.api.url}${pathname}${search}`, request)).ok).toBe(true);
    const id = body.upload_id;
    expect((await as(author, 'POST', `/${id}/complete`, {})).status).toBe(200);
    const { revision } = await requested(id);
    expect([await here.statusOf(id), await here.live('youtube', caption)]).toEqual(['awaiting_approval', []]);
    expect((await as(author, 'POST', `/${id}/approve`, { revision })).status).toBe(403);
    for (const { email } of [approver, at.user]) await at.here.outbox.mail(email, /Please approve/);
    const approved = await as(approver, 'POST', `/${id}/approve`, { revision, comment: 'Nice ride!' });
    expect(approved.body).toMatchObject({ status: 'approved', comment: 'Nice ride!', decided_by: 'Test Person' });
    await here.until(id, 'verified');
    expect(await here.live('youtube', caption)).toHaveLength(1);
    await at.here.outbox.mail(author.email, /was approved[\s\S]*Nice ride!/);
    const asked = (email: string) => at.here.outbox.to(email).filter((mail) => mail.includes('Please approve')).length;
    expect([approver, at.user, author, beyond].map(({ email }) => asked(email))).toEqual([1, 1, 0, 0]);
    const events = await at.sql<{ type: string }>(
      `select d.type from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id where e.user_id = $1`,
      at.user.userId,
    );
    expect(events.map(({ type }) => type).sort()).toEqual([...EVENTS].sort());
    const audited = 'select from audit_log where action = $1 and target_id = $2';
    expect(await at.sql(audited, 'upload.approved', id)).toHaveLength(1);
  });

  it('are approved by someone else, as they are now, and again after a change', async () => {
    const [author, other] = [await member('admin'), await member('admin')];
    const { uploadId, caption } = await waiting(author, new Date(Date.now() + 3_600_000));
    const { revision } = await requested(uploadId);
    expect((await as(author, 'POST', `/${uploadId}/approve`, { revision })).body.code).toBe('approval_of_own_work');
    const [post] = await here.posts(uploadId);
    const change = (who: TestAccount, body: object) => as(who, 'PATCH', `/${uploadId}/targets/${post?.id}`, body);
    expect((await change(other, { overrides: { title: 'Changed' } })).body.status).toBe('pending');
    expect((await as(other, 'POST', `/${uploadId}/approve`, { revision })).body.code).toBe('approval_of_own_work');
    expect((await as(at.user, 'POST', `/${uploadId}/approve`, { revision })).body.code).toBe('approval_outdated');
    const approve = async () => {
      const { revision: seen } = await requested(uploadId);
      return (await as(at.user, 'POST', `/${uploadId}/approve`, { revision: seen })).body.status;
    };
    expect(await approve()).toBe('approved');
    expect([(await here.posts(uploadId))[0]?.status, await here.statusOf(uploadId)]).toEqual(['scheduled', 'staged']);
    expect((await change(author, { schedule_mode: 'immediate' })).status).toBe(200);
    expect((await here.posts(uploadId))[0]).toMatchObject({ status: 'pending', approval: 'required' });
    expect(await approve()).toBe('approved');
    await here.until(uploadId, 'verified');
    expect(await here.live('youtube', caption)).toMatchObject([{ title: 'Changed' }]);
    const { body } = await here.call<{ approvals: Approval[] }>('GET', `/${uploadId}/approvals`);
    expect(body.approvals.map(({ status }) => status)).toEqual(['approved', 'voided']);
  });

  it('have no option whose content can change after the approval, which a worker checks as well', async () => {
    const id = await at.connectedOn('instagram');
    const overrides = { privacy: 'public', options: { cover_url: 'https://pictures.example.com/cover.jpg' } };
    const file = { filename: 'ride.mp4', file_size: 1_000, content_type: 'video/mp4' };
    const targets = [{ account_id: id, overrides }];
    type Refusal = { errors: { path: string; code: string; message: string }[] };
    const presign = (more: object) => here.call<Refusal>('POST', '/presign', { ...file, targets, ...more });
    expect((await presign({})).status).toBe(201);
    // As if the workspace had begun to require approvals after it was planned.
    const { uploadId, caption } = await here.ready([{ id, platform: 'instagram', overrides }], { needsApproval: true });
    const { revision } = await requested(uploadId);
    const [post] = await here.posts(uploadId);
    const change = await here.call<Refusal>('PATCH', `/${uploadId}/targets/${post?.id}`, { overrides });
    const message = expect.stringContaining('`covers`');
    for (const [{ status, body }, path] of [
      [await presign({ requires_approval: true }), 'targets[0].overrides.options.cover_url'],
      [change, 'overrides.options.cover_url'],
    ] as const)
      expect([status, body.errors]).toEqual([422, [{ path, code: 'not_approvable', message }]]);
    expect((await as(at.user, 'POST', `/${uploadId}/approve`, { revision })).status).toBe(200);
    const { error } = await here.until(uploadId, 'failed', 'verified');
    expect(error).toMatchObject({ code: 'post_refused', step: 'preflight' });
    expect(await here.live('instagram', caption)).toEqual([]);
  });

  it('are not published after a rejection, even if a worker has already sent the video', async () => {
    const { uploadId, caption } = await waiting(at.user);
    const { revision } = await requested(uploadId);
    await here.killAt('the video is sent', () => as(at.user, 'POST', `/${uploadId}/approve`, { revision }));
    const rejected = await as(at.user, 'POST', `/${uploadId}/reject`, { revision, comment: 'Wrong video.' });
    expect(rejected.body).toMatchObject({ status: 'rejected', comment: 'Wrong video.' });
    await here.work();
    await here.until(uploadId, 'pending');
    await waitUntil(async () => (await here.statusOf(uploadId)) === 'awaiting_approval');
    expect(await here.live('youtube', caption)).toEqual([]);
    expect((await as(at.user, 'POST', `/${uploadId}/approve`, { revision })).body.code).toBe('approval_not_possible');
    expect((await as(at.user, 'POST', `/${uploadId}/approvals`)).status).toBe(204);
    const again = await requested(uploadId);
    expect((await as(at.user, 'POST', `/${uploadId}/approve`, { revision: again.revision })).status).toBe(200);
    await here.until(uploadId, 'verified');
    expect(await here.live('youtube', caption)).toHaveLength(1);
  });

  it('are reviewed with a link, by people without an account who see what goes where, until the link ends', async () => {
    const { uploadId, caption } = await waiting(at.user);
    const { revision } = await requested(uploadId);
    const path = `/${uploadId}/review-links`;
    const link = (await as<{ id: string; url: string }>(at.user, 'POST', path, { label: 'The client' })).body;
    const [page, token] = [link.url.replace(/^https?:\/\/[^/]+/, at.here.api.url), link.url.split('/').at(-1)];
    expect(await at.sql('select from upload_review_links l where l::text like $1', `%${token}%`)).toEqual([]);
    const open = async (url = page) => {
      const answer = await fetch(url);
      const policy = answer.headers.get('content-security-policy');
      return { status: answer.status, html: await answer.text(), policy };
    };
    const decide = async (fields: Record<string, string>) => {
      const answer = await fetch(page, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
      return { status: answer.status, html: await answer.text() };
    };
    const first = await open();
    expect([first.status, first.policy]).toEqual([200, expect.stringMatching(/^default-src 'none'.*media-src http/)]);
    expect(first.html).not.toMatch(/<script|style=| on[a-z]+=/);
    for (const part of [caption, 'YouTube: A channel', 'As soon as it is approved', '<label>Your name'])
      expect(first.html).toContain(part);
    const source = /<source src="([^"]+)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const { pathname, search } = new URL(source);
    expect((await fetch(`${at.here.api.url}${pathname}${search}`)).headers.get('content-type')).toBe('video/mp4');
    const given = { name: 'Cleo <b>', comment: '', revision: String(revision) };
    expect((await decide({ ...given, verdict: 'rejected' })).html).toContain(
      'role="alert">Please say what has to change.',
    );
    const [post] = await here.posts(uploadId);
    await here.call('PATCH', `/${uploadId}/targets/${post?.id}`, { overrides: { title: 'Changed' } });
    expect(await decide({ ...given, verdict: 'approved' })).toMatchObject({
      status: 409,
      html: expect.stringContaining('were changed after you saw them'),
    });
    const seen = /name="revision" value="(\d+)"/.exec((await open()).html)?.[1] ?? '';
    expect((await decide({ ...given, revision: seen, verdict: 'approved' })).status).toBe(303);
    await here.until(uploadId, 'verified');
    expect(await here.live('youtube', caption)).toMatchObject([{ title: 'Changed' }]);
    expect(await approvalOf(uploadId)).toMatchObject({
      status: 'approved',
      decided_by: 'Cleo <b> (guest, by review link “The client” of Test Person)',
      review_link_id: link.id,
    });
    expect((await open()).html).toContain('Cleo &lt;b&gt; (guest with a review link) approved the posts');
    expect((await as(at.user, 'DELETE', `${path}/${link.id}`)).status).toBe(204);
    expect([(await open()).status, (await open(`${page.slice(0, -1)}x`)).status]).toEqual([404, 404]);
    expect(await decide({ ...given, verdict: 'approved' })).toMatchObject({ status: 404 });
  });

  it('show on the page of a link that an approval is void, and obey no link of their author, or of a member without a seat or a former one', async () => {
    const { uploadId } = await waiting(at.user, new Date(Date.now() + 3_600_000));
    await as(at.user, 'POST', `/${uploadId}/approve`, { revision: (await requested(uploadId)).revision });
    const [post] = await here.posts(uploadId);
    await here.call('PATCH', `/${uploadId}/targets/${post?.id}`, { overrides: { title: 'Changed' } });
    const link = await as<{ url: string }>(at.user, 'POST', `/${uploadId}/review-links`, {});
    const page = at.here.api.url + new URL(link.body.url).pathname;
    expect(await (await fetch(page)).text()).toMatch(/They were changed afterwards, so that approval does not count\./);
    const [maker] = await Promise.all([member('admin'), requested(uploadId), member('editor'), member('editor')]);
    await at.sql('update upload_review_links set created_by = $2 where upload_id = $1', uploadId, maker.userId);
    await at.sql(`update workspace_members set created_at = now() + '1 minute' where user_id = $1`, maker.userId);
    expect((await fetch(page)).status).toBe(404);
    await at.sql('delete from workspace_members where user_id <> $1', maker.userId);
    await authored(uploadId, maker);
    const body = new URLSearchParams({ name: 'Cleo', verdict: 'approved', revision: '1', comment: '' });
    expect(await (await fetch(page, { method: 'POST', body })).text()).toContain(
      'created this link also created these posts',
    );
    await at.sql('delete from workspace_members where user_id = $1', maker.userId);
    expect((await fetch(page)).status).toBe(404);
  });

  it('stay unpublished when nobody decides in time, until the approval is requested again', async () => {
    const { uploadId, caption } = await waiting(at.user);
    const { revision } = await requested(uploadId);
    await at.sql(`update upload_approvals set expires_at = now() - interval '1 second' where upload_id = $1`, uploadId);
    expect((await as(at.user, 'POST', `/${uploadId}/approve`, { revision })).body.code).toBe('approval_not_possible');
    await at.run('system.hourly');
    await requested(uploadId, 'expired');
    await at.here.outbox.mail(at.user.email, /Nobody decided in time/);
    expect((await here.posts(uploadId))[0]?.status).toBe('pending');
    expect((await as(at.user, 'POST', `/${uploadId}/approvals`)).status).toBe(204);
    const again = await requested(uploadId);
    expect((await as(at.user, 'POST', `/${uploadId}/approve`, { revision: again.revision })).status).toBe(200);
    await here.until(uploadId, 'verified');
    expect(await here.live('youtube', caption)).toHaveLength(1);
  });
});
