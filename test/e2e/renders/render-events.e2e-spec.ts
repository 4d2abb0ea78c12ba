import { EventSource } from 'eventsource';
import { RenderInstallation, titleEdit } from '../../support/harness/render-installation';
import { waitUntil } from '../../support/harness/wait-until';

describe('following a render', () => {
  let here: RenderInstallation;
  let key = '';
  beforeAll(async () => {
    here = await RenderInstallation.start();
    key = here.user.apiKey;
  });
  afterAll(() => here?.close());

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
