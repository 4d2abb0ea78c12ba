import { EventSource } from 'eventsource';
import { RenderInstallation, titleEdit } from '../../support/harness/render-installation';
import { signUp } from '../../support/harness/test-account';
import { createTestUser, type TestUser } from '../../support/harness/test-credentials';
import { waitUntil } from '../../support/harness/wait-until';
import { httpClient } from '../../support/servers/http-client';

let here: RenderInstallation;
beforeAll(async () => {
  here = await RenderInstallation.start();
});
afterAll(() => here?.close());

describe('following a render', () => {
  let key = '';
  beforeAll(() => {
    key = here.user.apiKey;
  });

  const eventsOf = (id: string) => `${here.api.url}/api/v1/job/${id}/events`;
  /** The worker's action when a render fails. */
  const end = (id: string) =>
    here.sql.query(
      `update renders set status = 'failed', charged = 0, error = '{"code":"render_failed","message":"x"}', lease_until = null,
         finished_at = clock_timestamp(), updated_at = clock_timestamp() where id = $1`,
      [id],
    );
  const open = (url: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
    fetch(url, { headers: { authorization: `Bearer ${key}`, ...headers }, signal });

  it('gives each event an id, and answers 204 to a client that reconnects after the end', async () => {
    const id = await here.render(titleEdit());
    const answer = await open(eventsOf(id));
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await end(id);
    const text = await answer.text();
    expect(text).toMatch(/^retry: 3000\n\n/);
    const events = [...text.matchAll(/^id: (\d+)\nevent: (\w+)\ndata: (.+)$/gm)];
    expect(events.map(([, , type]) => type)).toEqual(['queued', 'failed']);
    const [seen = '', last = ''] = events.map(([, event]) => event);
    const resumed = await (await open(eventsOf(id), { 'last-event-id': seen })).text();
    expect([...resumed.matchAll(/^event: (\w+)$/gm)].map(([, type]) => type)).toEqual(['failed']);
    const over = await open(eventsOf(id), { 'last-event-id': last });
    expect([over.status, await over.text()]).toEqual([204, '']);
  });

  it("ends a standard client that uses a browser's ticket for its only connection", async () => {
    const id = await here.render(titleEdit());
    const ticket = await here.call<{ url: string }>('POST', `/api/v1/job/${id}/events/ticket`);
    expect(ticket.status).toBe(201);
    const misspelt = await here.call<{ errors: object[] }>('GET', '/api/events/stream?types=render.queued');
    expect(misspelt).toMatchObject({ status: 422, body: { errors: [{ path: 'types' }] } });
    const client = new EventSource(ticket.body.url);
    const seen: string[] = [];
    const errors: (number | undefined)[] = [];
    for (const type of ['queued', 'failed']) client.addEventListener(type, () => seen.push(type));
    client.addEventListener('error', ({ code }) => errors.push(code));
    await waitUntil(() => seen.includes('queued'));
    expect((await fetch(ticket.body.url)).status).toBe(401);
    await end(id);
    await waitUntil(() => client.readyState === client.CLOSED);
    expect(seen).toEqual(['queued', 'failed']);
  });

  it('ends a standard client that sends a credential with 204', async () => {
    const id = await here.render(titleEdit());
    const statuses: number[] = [];
    const client = new EventSource(eventsOf(id), {
      fetch: async (url, init) => {
        const answer = await fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${key}` } });
        statuses.push(answer.status);
        return answer;
      },
    });
    await waitUntil(() => statuses.length === 1);
    await end(id);
    await waitUntil(() => client.readyState === client.CLOSED);
    expect(statuses).toEqual([200, 204]);
  });

  it('accepts a ticket for one path, once, while its credential is valid', async () => {
    const [one, other] = [await here.render(titleEdit()), await here.render(titleEdit())];
    const ticketOf = async () =>
      new URL((await here.call<{ url: string }>('POST', `/api/v1/job/${one}/events/ticket`)).body.url).search;
    expect((await fetch(eventsOf(other) + (await ticketOf()))).status).toBe(401);
    expect((await fetch(`${here.api.url}/api/v1/job/${one}${await ticketOf()}`)).status).toBe(401);
    const stranger = await here.newUser();
    expect((await here.call('POST', `/api/v1/job/${one}/events/ticket`, undefined, stranger)).status).toBe(404);
    const search = await ticketOf();
    await here.sql.query('update api_keys set revoked_at = now() where id = $1', [here.user.keyId]);
    expect((await fetch(eventsOf(one) + search)).status).toBe(401);
    await here.sql.query('update api_keys set revoked_at = null where id = $1', [here.user.keyId]);
    await waitUntil(async () => (await here.call('GET', '/api/v1/jobs')).status === 200);
  });

  it('is limited per credential, and free again when a stream ends', async () => {
    const id = await here.render(titleEdit());
    const ends = new AbortController();
    const answers = await Promise.all(Array.from({ length: 25 }, () => open(eventsOf(id), {}, ends.signal)));
    const refused = answers.filter(({ status }) => status === 429);
    expect([answers.filter(({ status }) => status === 200).length, refused.length]).toEqual([20, 5]);
    expect(await refused[0]?.json()).toMatchObject({ code: 'too_many_event_streams' });
    ends.abort();
    await waitUntil(async () => {
      const again = new AbortController();
      const { status } = await open(eventsOf(id), {}, again.signal);
      again.abort();
      return status === 200;
    });
  });
});

describe('following an account', () => {
  const listen = async (as: TestUser, lastEventId?: string) => {
    const end = new AbortController();
    const headers = { authorization: `Bearer ${as.apiKey}`, ...(lastEventId && { 'last-event-id': lastEventId }) };
    const answer = await fetch(`${here.api.url}/api/events/stream`, { headers, signal: end.signal });
    expect(answer.status).toBe(200);
    const heard = { text: '', isOver: false };
    const read = async () => {
      for await (const chunk of (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()))
        heard.text += chunk;
    };
    void read()
      .catch(() => undefined)
      .finally(() => (heard.isOver = true));
    const events = () =>
      [...heard.text.matchAll(/^id: (.+)\nevent: (.+)\ndata: (.+)\n\n/gm)].map(
        ([, id = '', type = '', data = '{}']) => ({
          id,
          type,
          data: JSON.parse(data) as { type?: string; data?: { id: string } },
        }),
      );
    return { events, isOver: () => heard.isOver, close: () => end.abort() };
  };
  type Listener = Awaited<ReturnType<typeof listen>>;
  const typesOf = ({ events }: Listener) => events().map(({ type }) => type);
  const lastOf = ({ events }: Listener) => events().at(-1)?.id ?? '';
  it('reports what happens to its objects only, and continues where the connection was lost', async () => {
    const [user, stranger] = [await here.newUser(10), await here.newUser(10)];
    const [first, other] = [await listen(user), await listen(stranger)];
    await waitUntil(() => first.events().length === 1 && other.events().length === 1);
    const id = await here.render(titleEdit(), user);
    await waitUntil(() => typesOf(first).includes('render.queued'));
    expect(first.events()[1]?.data).toMatchObject({ type: 'render.queued', data: { id, status: 'queued' } });
    first.close();

    const missed = await here.render(titleEdit(), user);
    const second = await listen(user, lastOf(first));
    await waitUntil(() => typesOf(second).includes('render.queued'));
    expect(second.events().map(({ id: event, type, data }) => [type, event === lastOf(first), data.data?.id])).toEqual([
      ['ready', true, undefined],
      ['render.queued', false, missed],
    ]);
    second.close();
    expect(typesOf(other)).toEqual(['ready']);
    other.close();
  });

  it('reports it when it cannot continue, and when there was no event before', async () => {
    const [user, stranger] = [await here.newUser(10), await here.newUser(10)];
    const empty = await listen(user);
    await waitUntil(() => empty.events().length === 1);
    empty.close();
    await here.render(titleEdit(), user);
    const resumed = await listen(user, lastOf(empty));
    await waitUntil(() => typesOf(resumed).includes('render.queued'));
    expect(typesOf(resumed)).toEqual(['ready', 'render.queued']);
    resumed.close();
    // Events of other accounts are as unknown as those that are no longer kept.
    for (const [as, unknown] of [
      [stranger, lastOf(resumed)],
      [user, 'no-id'],
    ] as const) {
      const reset = await listen(as, unknown);
      await waitUntil(() => reset.events().length === 1);
      expect(typesOf(reset)).toEqual(['reset']);
      reset.close();
    }
  });

  it('shows a credential only what it may read, and ends when the credential does', async () => {
    const limited = await createTestUser(here.database.url, { scopes: ['uploads:read'] });
    const [all, some] = [await listen(here.user), await listen(limited)];
    await waitUntil(() => all.events().length === 1 && some.events().length === 1);
    for (const type of ['render.queued', 'upload.queued'])
      await here.sql.query(
        `insert into account_events (id, owner_id, type, data, created_at)
         select gen_random_uuid(), owner, $2, '{}', clock_timestamp() from unnest($1::uuid[]) owner`,
        [[here.user.userId, limited.userId], type],
      );
    await waitUntil(() => [all, some].every((each) => typesOf(each).includes('upload.queued')));
    expect(typesOf(all)).toEqual(['ready', 'render.queued', 'upload.queued']);
    expect(typesOf(some)).toEqual(['ready', 'upload.queued']);
    await here.sql.query('update api_keys set revoked_at = now() where id = $1', [limited.keyId]);
    await waitUntil(() => some.isOver());
    expect(all.isOver()).toBe(false);
    all.close();
  });

  it('opens for a browser with a ticket', async () => {
    const ticket = await here.call<{ url: string }>('POST', '/api/events/stream/ticket');
    expect(ticket.status).toBe(201);
    const client = new EventSource(ticket.body.url);
    const seen: string[] = [];
    for (const type of ['ready', 'render.queued']) client.addEventListener(type, () => seen.push(type));
    await waitUntil(() => seen.includes('ready'));
    await here.render(titleEdit());
    await waitUntil(() => seen.includes('render.queued'));
    client.close();
  });
});

describe('the notices of an account', () => {
  interface Notices {
    notices: { id: string; event: string; read_at: string | null }[];
    next_cursor: string | null;
    unread_count: number;
  }

  it('come in pages, are read one by one or all together, and announce each change once', async () => {
    const { userId, accessToken: token } = await signUp(here.api.url);
    const ask = (method: string, path = '') =>
      httpClient(here.api.url)<Notices>(method, `/api/notices${path}`, { token });
    for (const [minutes, event] of ['upload.failed', 'render.failed', 'tokens.low'].entries())
      await here.sql.query(
        `insert into notices (id, owner_id, event, data, title, link, created_at)
         values (gen_random_uuid(), $1::uuid, $2::text, jsonb_build_object('id', $1::uuid), 'A title', '/uploads',
           now() - make_interval(mins => $3::int))`,
        [userId, event, minutes],
      );
    const { status, body } = await ask('GET', '?limit=2');
    expect({ status, ...body }).toMatchObject({
      status: 200,
      notices: [
        { event: 'upload.failed', object_id: userId, title: 'A title', link: '/uploads', read_at: null },
        { event: 'render.failed' },
      ],
      unread_count: 3,
    });
    const rest = await ask('GET', `?limit=2&cursor=${encodeURIComponent(body.next_cursor ?? '')}`);
    expect(rest.body).toMatchObject({ notices: [{ event: 'tokens.low' }], next_cursor: null });
    const id = body.notices[0]?.id ?? '';
    for (const _time of [1, 2]) expect((await ask('POST', `/${id}/read`)).status).toBe(204);
    expect((await ask('GET', '?unread=true')).body).toMatchObject({
      notices: [{ event: 'render.failed' }, { event: 'tokens.low' }],
      unread_count: 2,
    });
    expect((await ask('POST', '/read-all')).status).toBe(204);
    expect((await ask('GET', '?unread=true')).body).toEqual({ notices: [], next_cursor: null, unread_count: 0 });
    expect((await ask('GET')).body.notices.map(({ read_at }) => typeof read_at)).toEqual([
      'string',
      'string',
      'string',
    ]);
    const changes = await here.sql.query(
      `select data ->> 'id' as id from account_events where owner_id = $1 and type = 'notice.read' order by created_at`,
      [userId],
    );
    expect(changes.rows).toEqual([{ id }, { id: userId }]);
  });
});
