import type { AddressInfo } from 'node:net';
import { createEmulators } from '../create-emulators';
import { sink } from './sink';
import type { RecordedRequest } from './sink-recorder';

async function listening() {
  const app = createEmulators([sink()]);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const requests = async (name: string, query = '') => {
    const response = await fetch(`${url}/sink/${name}/requests${query}`);
    return ((await response.json()) as { requests: RecordedRequest[] }).requests;
  };
  const program = (name: string, answers: unknown) =>
    fetch(`${url}/sink/${name}/answers`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(answers),
    });
  return { app, url, requests, program };
}

describe('the request sink', () => {
  let server: Awaited<ReturnType<typeof listening>>;
  beforeEach(async () => (server = await listening()));
  afterEach(() => server.app.close());

  it('is listed with its help', async () => {
    const body = await (await fetch(server.url)).json();
    expect(body).toEqual({
      emulators: {
        sink: {
          url: `${server.url}/sink`,
          help: expect.arrayContaining([expect.stringContaining('PUT /sink/<name>/answers')]),
        },
      },
    });
  });

  it('records each request in order, byte for byte, separately for each name', async () => {
    const { url, requests } = server;
    await fetch(`${url}/sink/a?x=1`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-signature': 's' },
      body: '{ "n": 1 }',
    });
    await fetch(`${url}/sink/a/deeper/path`, { method: 'PUT', body: Buffer.from([0xff, 0x00]) });
    await fetch(`${url}/sink/b`);
    expect(await requests('a')).toEqual([
      expect.objectContaining({
        sequence: 1,
        method: 'POST',
        path: '/?x=1',
        body: '{ "n": 1 }',
        body_encoding: 'utf8',
        headers: expect.objectContaining({ 'x-signature': 's' }),
      }),
      expect.objectContaining({
        sequence: 2,
        method: 'PUT',
        path: '/deeper/path',
        body: '/wA=',
        body_encoding: 'base64',
      }),
    ]);
    expect(await requests('b')).toEqual([expect.objectContaining({ method: 'GET', path: '/', body: '' })]);
  });

  it('gives the programmed answers in order, then 200 again', async () => {
    const { url, program } = server;
    await program('a', [
      { status: 503, times: 2, headers: { 'retry-after': '1' }, body: { error: 'busy' } },
      { status: 201, times: 1, body: 'made' },
    ]);
    const answers: unknown[] = [];
    for (let i = 0; i < 4; i++) {
      const response = await fetch(`${url}/sink/a`, { method: 'POST' });
      answers.push([response.status, response.headers.get('retry-after'), await response.text()]);
    }
    expect(answers).toEqual([
      [503, '1', '{"error":"busy"}'],
      [503, '1', '{"error":"busy"}'],
      [201, null, 'made'],
      [200, null, '{"received":true}'],
    ]);
  });

  it('can drop the connection and still records the request', async () => {
    const { url, program, requests } = server;
    await program('a', [{ drop: true }]);
    await expect(fetch(`${url}/sink/a`, { method: 'POST', body: 'x' })).rejects.toThrow('fetch failed');
    expect(await requests('a')).toEqual([expect.objectContaining({ body: 'x' })]);
  });

  it('delays an answer', async () => {
    await server.program('a', [{ delay_ms: 60_000 }]);
    await expect(fetch(`${server.url}/sink/a`, { signal: AbortSignal.timeout(200) })).rejects.toThrow(
      /timeout|aborted/i,
    );
  });

  it('waits for requests that are still to come, but no longer than asked', async () => {
    const { url, requests } = server;
    const two = requests('a', '?at_least=2&timeout_ms=10000');
    await fetch(`${url}/sink/a`);
    await fetch(`${url}/sink/a`);
    expect(await two).toHaveLength(2);
    expect(await requests('a', '?at_least=3&timeout_ms=10')).toHaveLength(2);
  });

  it('forgets requests and answers', async () => {
    const { url, program, requests } = server;
    await program('a', [{ status: 500 }]);
    await fetch(`${url}/sink/a`);
    await fetch(`${url}/sink/a/requests`, { method: 'DELETE' });
    expect(await requests('a')).toEqual([]);
    expect((await fetch(`${url}/sink/a`)).status).toBe(200);
  });

  it('refuses an answer it does not understand', async () => {
    expect((await server.program('a', [{ statsu: 500 }])).status).toBe(400);
  });
});
