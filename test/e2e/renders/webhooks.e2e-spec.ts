import { randomUUID } from 'node:crypto';
import { AccountEventsRepository, NotificationSettingsService } from '@app/notifications';
import { Webhook } from 'standardwebhooks';
import { DataSource } from 'typeorm';
import { startDiscordEmulator } from '../../support/emulators/discord-emulator';
import { MailOutbox } from '../../support/emulators/mail-outbox';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { RenderInstallation, titleEdit } from '../../support/harness/render-installation';
import type { TestUser } from '../../support/harness/test-credentials';
import { waitUntil } from '../../support/harness/wait-until';
import { grantTier } from '../../support/model/grant-tier';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';

const HOOKS = '/api/webhooks';

interface Endpoint {
  id: string;
  secret: string;
  enabled: boolean;
  disabled_reason: string | null;
}

interface Delivery {
  id: string;
  event_id: string;
  type: string;
  status: string;
  attempts: number;
  answer_status: number | null;
  problem: string | null;
  duration_ms: number;
}

interface Message {
  id: string;
  headers: Record<string, string>;
  text: string;
  body: { type: string; data: { id: string; status: string } };
}

describeWithFfmpeg('webhook endpoints', () => {
  let here: RenderInstallation;
  let remote: RemoteServer;
  let discord: Awaited<ReturnType<typeof startDiscordEmulator>>;
  let user: TestUser;
  let answer: number;
  let messages: Message[];
  beforeAll(async () => {
    remote = await startRemoteServer();
    discord = await startDiscordEmulator();
    here = await RenderInstallation.start({
      ...discord.env,
      FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}`,
      TIKTOK_CLIENT_KEY: 'key',
      TIKTOK_CLIENT_SECRET: 'secret',
    });
    await here.worker();
  });
  beforeEach(async () => {
    user = await here.newUser(10);
    await grantTier(here.sql, user.userId, 'studio');
    [answer, messages] = [204, []];
    remote.respond((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const headers = request.headers as Record<string, string>;
        const message = { id: headers['webhook-id'] ?? '', headers, text, body: JSON.parse(text) as Message['body'] };
        // What failed in earlier tests is sent again half a minute later.
        if (request.url?.startsWith(`/${user.userId}/`)) messages.push(message);
        response.writeHead(answer).end();
      });
    });
  });
  afterAll(async () => {
    await here?.close();
    remote?.close();
    await discord?.close();
  });

  const create = async (events: string[] = [], name: string = randomUUID()) =>
    (await here.call<Endpoint>('POST', HOOKS, { url: `${remote.base}/${user.userId}/${name}`, events }, user)).body;
  const deliveries = async (id: string) =>
    (await here.call<{ deliveries: Delivery[] }>('GET', `${HOOKS}/${id}/deliveries`, undefined, user)).body.deliveries;
  const finished = (id: string, type: string) =>
    waitUntil(async () => (await deliveries(id)).find((each) => each.type === type && each.status !== 'pending'));

  it('receive each event once, signed, and only what they asked for', async () => {
    const [all, ends] = [await create(), await create(['render.completed', 'render.failed'])];
    const id = await here.render(titleEdit(), user);
    await finished(all.id, 'render.completed');
    await finished(ends.id, 'render.completed');
    expect((await deliveries(all.id)).map(({ type }) => type).sort()).toEqual(['render.completed', 'render.queued']);
    expect((await deliveries(ends.id)).map(({ type }) => type)).toEqual(['render.completed']);
    const completed = messages.filter(({ body }) => body.type === 'render.completed');
    expect(completed).toHaveLength(2);
    // One event: the same id at both endpoints, each with the signature of its own secret.
    expect(new Set(completed.map((each) => each.id)).size).toBe(1);
    for (const { secret } of [all, ends]) expect(completed.filter((each) => verifies(secret, each))).toHaveLength(1);
    expect(completed[0]?.body).toMatchObject({ data: { id, status: 'completed' } });
  });

  it('are tested, fail visibly, and get a delivery again', async () => {
    const { id } = await create(['upload.failed']);
    answer = 500;
    await here.call('POST', `${HOOKS}/${id}/test`, {}, user);
    const failed = await waitUntil(async () => (await deliveries(id)).find((each) => each.answer_status !== null));
    expect(failed).toMatchObject({ status: 'pending', attempts: 1, problem: 'The server answered 500.' });
    const again = `${HOOKS}/${id}/deliveries/${failed.id}/redeliver`;
    expect(await here.call('POST', again, {}, user)).toMatchObject({
      status: 409,
      body: { code: 'webhook_delivery_unfinished' },
    });
    answer = 200;
    // The clock cannot be moved in another process: the next attempt is due now.
    await here.sql.query('update webhook_deliveries set due_at = now() where id = $1', [failed.id]);
    expect(await finished(id, 'webhook.test')).toMatchObject({ status: 'delivered', attempts: 2, problem: null });
    expect((await here.call('POST', again, {}, user)).status).toBe(202);
    await waitUntil(() => messages.length === 3);
    expect(new Set(messages.map((each) => each.id)).size).toBe(1);
  });

  it('get nothing while they are slow, redirect or have a private address, which delays no others', async () => {
    const inside = await startRemoteServer();
    remote.respond(({ url }, response) => {
      if (url?.endsWith('/moved')) response.writeHead(302, { location: `${remote.base}/target` });
      if (!url?.endsWith('/slow')) response.end();
    });
    const ids: string[] = [];
    for (const name of ['slow', 'moved', 'inside', 'fast']) ids.push((await create(['upload.failed'], name)).id);
    const [slow = '', moved = '', hidden = '', fast = ''] = ids;
    await here.sql.query('update webhook_endpoints set url = $2 where id = $1', [hidden, `${inside.base}/hook`]);
    for (const id of ids) await here.call('POST', `${HOOKS}/${id}/test`, {}, user);
    expect(await finished(fast, 'webhook.test')).toMatchObject({ status: 'delivered' });
    const attempted = (id: string) => waitUntil(async () => (await deliveries(id)).find(({ problem }) => problem));
    expect(await attempted(moved)).toMatchObject({ answer_status: 302, problem: 'The server answered 302.' });
    expect(await attempted(hidden)).toMatchObject({ status: 'pending', answer_status: null });
    expect((await attempted(slow)).duration_ms).toBeGreaterThan(9_900);
    expect([inside.requests, remote.requests.filter(({ url }) => url === '/target')]).toEqual([[], []]);
    inside.close();
  });

  it('are disabled by 410, with a mail, until their owner enables them', async () => {
    const { id } = await create();
    answer = 410;
    await here.call('POST', `${HOOKS}/${id}/test`, {}, user);
    const read = async () => (await here.call<Endpoint>('GET', `${HOOKS}/${id}`, undefined, user)).body;
    await waitUntil(async () => !(await read()).enabled);
    expect(await read()).toMatchObject({ disabled_reason: 'gone' });
    await new MailOutbox(here.dataDir).mail(user.email, /We stopped sending events to one of your webhooks/);
    answer = 200;
    expect((await here.call('PATCH', `${HOOKS}/${id}`, { enabled: true }, user)).body).toMatchObject({
      enabled: true,
      disabled_reason: null,
    });
  });

  it('receive what happens to tokens and subscriptions', async () => {
    const { id } = await create(['tokens.low', 'subscription.past_due']);
    const notice = (kind: string, facts: object) =>
      here.sql.query(
        'insert into billing_notices (id, user_id, kind, cause, facts) values (gen_random_uuid(), $1, $2, $3, $4)',
        [user.userId, kind, randomUUID(), facts],
      );
    const choices = { mail: { tokens_low: false } };
    await here.api.app
      .get(DataSource, { strict: false })
      .transaction((manager) =>
        here.api.app.get(NotificationSettingsService, { strict: false }).change(user.userId, { choices }, manager),
      );
    await notice('tokens_low', { available: 1_500_000, mark: 2_000_000 });
    await notice('payment_failed', { tier: 'solo', since: '2026-11-01T00:00:00.000Z' });
    await notice('plan_changed', { from: 'solo', to: 'studio' });
    await here.runMaintenance('30s');
    await finished(id, 'tokens.low');
    await finished(id, 'subscription.past_due');
    expect(messages.map(({ body }) => body.data)).toEqual(
      expect.arrayContaining([
        { id: user.userId, available: 1.5 },
        { id: user.userId, tier: 'solo', since: '2026-11-01T00:00:00.000Z' },
      ]),
    );
    expect(messages).toHaveLength(2);
    const outbox = new MailOutbox(here.dataDir);
    await outbox.mail(user.email, /Your payment failed/);
    await outbox.mail(user.email, /You are now on the Studio plan/);
    expect(outbox.to(user.email).filter((mail) => mail.includes('running low'))).toEqual([]);
  });

  it('belong to their owner, have a public address and a plan', async () => {
    const { id } = await create();
    const stranger = await here.newUser();
    expect(await here.call('GET', `${HOOKS}/${id}`, undefined, stranger)).toMatchObject({ status: 404 });
    expect(await here.call('POST', HOOKS, { url: `${remote.base}/hook` }, stranger)).toMatchObject({
      status: 403,
      body: { code: 'tier_required', required_tier: 'studio' },
    });
    expect(await here.call('POST', HOOKS, { url: 'http://10.0.0.1/hook' }, user)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'url', code: 'url_not_allowed' }] },
    });
  });

  it('have an address of their own, and get ten test events a minute', async () => {
    const first = { url: `${remote.base}/${user.userId}/one` };
    const { body } = await here.call<Endpoint>('POST', HOOKS, first, user);
    for (const url of [first.url, `${first.url}#again`])
      expect(await here.call('POST', HOOKS, { url }, user)).toMatchObject({
        status: 409,
        body: { code: 'webhook_exists', errors: [{ path: 'url' }] },
      });
    const test = () => here.call('POST', `${HOOKS}/${body.id}/test`, {}, user);
    const answers = await Promise.all(Array.from({ length: 11 }, test));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([...Array<number>(10).fill(202), 429]);
    await waitUntil(() => messages.length === 10);
  });

  describe('and Discord', () => {
    const service = <T>(type: new (...dependencies: never[]) => T): T => here.api.app.get<T>(type, { strict: false });
    const transaction: DataSource['transaction'] = (work: never) => service(DataSource).transaction(work);
    const connectDiscord = (id: string) =>
      transaction((manager) =>
        service(NotificationSettingsService).change(
          user.userId,
          { discordWebhook: `https://discord.com/api/webhooks/${id}/the-token` },
          manager,
        ),
      );
    const breakAccount = (externalId: string) =>
      here.sql.query(
        `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, connected_by, check_at,
           status, problem, problem_code, notice_due)
         values (gen_random_uuid(), $1, 'tiktok', $2, $2, 'sealed', $1, now() + interval '1 day',
           'needs_reconnection', 'access_ended', 'x', true)`,
        [user.userId, externalId],
      );
    /** The clock cannot be moved in another process: what waits for Discord is due now. */
    const sendWaiting = async () => {
      await here.sql.query('update notification_settings set discord_due_at = null where owner_id = $1', [user.userId]);
      await here.runMaintenance('30s');
    };
    const waiting = async () =>
      (await here.sql.query('select from discord_notices where owner_id = $1', [user.userId])).rowCount;

    it('get an event also when the other channels fail', async () => {
      const { id } = await create(['account.needs_reconnection']);
      await connectDiscord('5100');
      await discord.setFaults({ limited_seconds: 600 });
      await breakAccount('Ria *rides*');
      await here.runMaintenance('30s');
      expect(await finished(id, 'account.needs_reconnection')).toMatchObject({ status: 'delivered' });
      await new MailOutbox(here.dataDir).mail(user.email, /One of your connected accounts needs your attention/);
      // Discord has named the time; the message is postponed until then.
      const isPostponed = `select from notification_settings where owner_id = $1 and discord_due_at > now() + interval '5 minutes'`;
      await waitUntil(async () => (await here.sql.query(isPostponed, [user.userId])).rowCount === 1);
      answer = 500;
      await discord.setFaults({});
      await breakAccount('Pat');
      await here.runMaintenance('30s');
      await waitUntil(async () => (await waiting()) === 2);
      await sendWaiting();
      await waitUntil(async () => (await discord.messages('5100')).length > 0 && (await waiting()) === 0);
      expect(await discord.messages('5100')).toEqual([
        {
          allowed_mentions: { parse: [] },
          embeds: ['Ria \\*rides\\*', 'Pat'].map((name) =>
            expect.objectContaining({
              title: `Connect the account again: ${name}`,
              url: expect.stringContaining('/platforms'),
            }),
          ),
        },
      ]);
    });

    it('is no longer used, with a mail, when it refuses the webhook for good, and gets only what was chosen', async () => {
      await connectDiscord('5200');
      await discord.remove('5200', 'the-token');
      const event = { type: 'upload.queued', data: { id: randomUUID() } } as const;
      await transaction((manager) => service(AccountEventsRepository).record(user.userId, [event], manager));
      expect(await waiting()).toBe(0);
      await breakAccount('Ria');
      // One run of the worker reports the account and sends what waits.
      await here.runMaintenance('30s');
      await new MailOutbox(here.dataDir).mail(user.email, /We stopped sending messages to Discord/);
      expect((await service(NotificationSettingsService).of(user.userId)).discordWebhook).toBeNull();
      expect(await waiting()).toBe(0);
    });
  });

  const verifies = (secret: string, { text, headers }: Message) => {
    try {
      return Boolean(new Webhook(secret).verify(text, headers));
    } catch {
      return false;
    }
  };
});
