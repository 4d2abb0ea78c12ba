import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../support/harness/wait-until';
import { WatchedInstance } from '../support/harness/watched-instance';
import { httpClient } from '../support/servers/http-client';

jest.setTimeout(300_000);

const JSON_TYPE = { 'content-type': 'application/json' };

describe('hostile senders', () => {
  let here: WatchedInstance;
  beforeAll(async () => (here = await new WatchedInstance().start()));
  afterAll(() => here?.dispose());

  it('bodies of strangers are refused before they are read', async () => {
    const body = `{"timeline":{"x":"${'y'.repeat(9_500_000)}"}}`;
    const headersOf = (index: number) => ({
      ...JSON_TYPE,
      ...(index % 2 ? { authorization: `Bearer rw_live_${'a'.repeat(40)}` } : {}),
    });
    /** Sends the beginning of the body only. @returns the status of the answer */
    const begin = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = request(`${here.details.url}/api/v1/render`, {
          method: 'POST',
          agent: false,
          headers: { ...headers, 'content-length': body.length },
        });
        sent.on('error', reject).on('response', ({ statusCode }) => {
          resolve(statusCode);
          sent.destroy();
        });
        sent.write(body.slice(0, 20));
      });
    const senders = Array.from({ length: 30 }, (_, index) => headersOf(index));
    expect(new Set(await here.during(() => Promise.all(senders.map(begin))))).toEqual(new Set([401]));
    const answers = await here.during(() =>
      Promise.all(
        senders.map((headers) =>
          // The server may close the connection while the body is still being sent.
          here.send('POST', '/api/v1/render', { headers, body }).catch(() => ({ status: 'closed' })),
        ),
      ),
    );
    for (const { status } of answers) expect([401, 'closed']).toContain(status);
  });

  it('a body to a public route is at most 64 KB', async () => {
    const body = JSON.stringify({ email: 'a@example.com', password: 'x'.repeat(70_000) });
    const answer = await here.during(() => here.send('POST', '/api/auth/login', { headers: JSON_TYPE, body }));
    expect(answer.status).toBe(413);
  });

  it('240,000 members cost other users nothing', async () => {
    const body = `{${Array.from({ length: 240_000 }, (_, index) => `"k${index}":1`).join(',')}}`;
    await here.during(() => here.attackJson('/api/v1/estimate', body));
    await here.during(() =>
      here.attack('POST', '/api/auth/login', { headers: JSON_TYPE, body }).catch(() => undefined),
    );
  });

  it.each([
    ['before a value', ''],
    ['behind a value', '[1'],
  ])('ten megabytes of line ends %s cost other users nothing', async (_place, start) => {
    const body = `${start}${'\n'.repeat(10_400_000)}x`;
    const { status } = await here.during(() => here.attackJson('/api/v1/estimate', body));
    expect(status).toBe(400);
  });

  it('60 concurrent edits of 10 MB delay nobody else and do not fill the memory', async () => {
    const film = {
      timeline: { tracks: [{ clips: [] }] },
      notes: Array.from({ length: 240_000 }, () => 'x'.repeat(33)),
    };
    const body = JSON.stringify(film);
    const headers = { ...JSON_TYPE, authorization: `Bearer ${here.stranger.accessToken}` };
    const answers = await here.during(() =>
      Promise.all(
        // The server may close a connection whose body it refuses to receive.
        Array.from({ length: 60 }, () =>
          here.send('POST', '/api/v1/estimate', { headers, body }).catch(() => ({ status: 429 })),
        ),
      ),
    );
    for (const { status } of answers) expect([408, 422, 429]).toContain(status);
    expect(answers.map(({ status }) => status)).toContain(422);
  });

  it('a key for 120,000 values costs other users nothing', async () => {
    const body = JSON.stringify({ timeline: Array.from({ length: 120_000 }, () => ({})) });
    const authorization = `Bearer ${here.stranger.accessToken}`;
    for (let count = 0; count < 4; count += 1) {
      const headers = { ...JSON_TYPE, authorization, 'idempotency-key': `large-${count}` };
      const { status } = await here.during(() => here.attack('POST', '/api/v1/render', { headers, body }));
      expect(status).toBe(422);
    }
  });

  it('many bodies for one announced upload are one upload', async () => {
    const headers = { 'x-api-key': here.details.api_key };
    const body = Buffer.alloc(8_000_000, 'x');
    const statuses = await here.during(async () => {
      const announced = await here.send('POST', '/ingest/v1/upload', { headers });
      const { data } = JSON.parse(announced.text) as { data: { attributes: { url: string } } };
      const bodies = Array.from({ length: 40 }, () => fetch(data.attributes.url, { method: 'PUT', body }));
      // The server may close a connection whose body it does not need.
      return (await Promise.allSettled(bodies)).map((sent) => (sent.status === 'fulfilled' ? sent.value.status : 409));
    });
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    for (const status of statuses) expect([200, 404, 409]).toContain(status);
  });

  it('2,000 idle and dripping connections of one address lock out nobody else, and end', async () => {
    const { port } = new URL(here.details.url);
    const sockets: Socket[] = [];
    const closed = () => sockets.filter((socket) => socket.destroyed).length;
    await here.during(async () => {
      for (let index = 0; index < 2_000; index += 1) {
        const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress: '127.0.0.2' });
        socket.on('error', () => undefined);
        if (index % 2) socket.on('connect', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '));
        sockets.push(socket);
        if (index % 100 === 99) await sleep(20);
      }
      await waitUntil(() => closed() > 1_000, { timeoutMs: 30_000 });
      for (let round = 0; round < 20; round += 1) {
        for (const socket of sockets) if (!socket.destroyed) socket.write('y', () => undefined);
        await sleep(200);
      }
    });
    await waitUntil(() => closed() === sockets.length, { timeoutMs: 150_000 });
  });

  it('one caller has a limited number of event streams', async () => {
    const call = httpClient(here.details.url);
    // An upload whose file never arrives: its streams stay open, and no worker processes it.
    const { status, body } = await call<{ upload_id: string }>('POST', '/api/uploads/presign', {
      token: here.details.api_key,
      body: { filename: 'ride.mp4', file_size: 1_000, content_type: 'video/mp4', platforms: ['download'] },
    });
    expect(status).toBe(201);
    const open = async (signal: AbortSignal) => {
      const answer = await fetch(`${here.details.url}/api/uploads/${body.upload_id}/events`, {
        headers: { authorization: `Bearer ${here.details.api_key}` },
        signal,
      });
      return answer.status;
    };
    const statuses = await here.during(async () => {
      const ends = new AbortController();
      const answers: number[] = [];
      // A few at a time: what counts is how many stay open.
      for (let wave = 0; wave < 12; wave += 1)
        answers.push(...(await Promise.all(Array.from({ length: 10 }, () => open(ends.signal)))));
      ends.abort();
      return answers;
    });
    await call('POST', `/api/uploads/${body.upload_id}/cancel`, { token: here.details.api_key });
    const opened = statuses.filter((each) => each === 200).length;
    expect(opened).toBeGreaterThanOrEqual(5);
    expect(opened).toBeLessThanOrEqual(50);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
  });

  it('a new key adds no budget', async () => {
    const call = httpClient(here.details.url);
    const token = here.stranger.accessToken;
    const made = await call<{ id: string; key: string }>('POST', '/api/keys', {
      token,
      body: { name: 'one', scopes: ['render:read', 'render:write'] },
    });
    const used = async (key: string) => {
      const { headers } = await call('POST', '/api/v1/estimate', { token: key, body: {} });
      return Number(headers.get('x-ratelimit-limit')) - Number(headers.get('x-ratelimit-remaining'));
    };
    // What the earlier attacks used comes back at any time, these requests do not.
    for (let count = 0; count < 5; count += 1) await used(made.body.key);
    const rotated = await call<{ key: string }>('POST', `/api/keys/${made.body.id}/rotate`, { token, body: {} });
    expect(await used(rotated.body.key)).toBeGreaterThan(5);
  });
});
