import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { RenderInstallation, titleEdit } from '../../support/harness/render-installation';
import { signUp } from '../../support/harness/test-account';
import type { TestUser } from '../../support/harness/test-credentials';
import { waitUntil } from '../../support/harness/wait-until';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

interface Secret {
  secret: string;
  created_at: string | null;
  previous_expires_at: string | null;
  code: string;
}

/** A picture, as bytes of a PNG. */
const red = () =>
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'color=red:s=64x32',
    '-frames:v',
    '1',
    '-f',
    'image2',
    '-c:v',
    'png',
    '-',
  ]);

const ROUTE = '/api/callbacks/secret';

describeWithFfmpeg('the signature of callbacks', () => {
  let here: RenderInstallation;
  let remote: RemoteServer;
  let user: TestUser;
  let received: Received[];
  let picture: Buffer;
  beforeAll(async () => {
    picture = red();
    remote = await startRemoteServer();
    here = await RenderInstallation.start({ FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}` });
    await here.worker();
  });
  beforeEach(async () => {
    const { userId, email, accessToken } = await signUp(here.api.url);
    await here.sql.query('update users set email_verified_at = now() where id = $1', [userId]);
    user = { userId, email, apiKey: accessToken, keyId: '' };
    await here.give(user, 10);
    received = [];
    remote.respond((request, response) => {
      if (request.method !== 'POST')
        return request.url === '/red.png' ? response.end(picture) : response.writeHead(404).end();
      let body = '';
      request
        .on('data', (chunk: Buffer) => (body += chunk.toString()))
        .on('end', () => {
          // Ignores late repetitions for accounts of earlier tests.
          if ((JSON.parse(body) as { owner: string }).owner === user.userId)
            received.push({ headers: request.headers, body });
          response.end();
        });
    });
  });
  afterAll(async () => {
    await here?.close();
    remote?.close();
  });

  const callback = () => `${remote.base}/callback`;
  const newSecret = async (grace_seconds?: number) =>
    (await here.call<Secret>('POST', ROUTE, { grace_seconds }, user)).body;
  const facts = async () => (await here.call<Secret>('GET', ROUTE, undefined, user)).body;
  /** The callback of a source without renditions: the quickest callback. */
  const nextCallback = async (): Promise<Received> => {
    const source = { url: `${remote.base}/red.png`, callback: callback() };
    const answer = await here.call<{ data: { id: string } }>('POST', '/ingest/v1/sources', source, user);
    expect(answer).toMatchObject({ status: 201 });
    return waitUntil(() =>
      received.find(({ body }) => (JSON.parse(body) as { id: string }).id === answer.body.data.id),
    );
  };
  const verify = (secret: string, { body, headers }: Received) =>
    new Webhook(secret).verify(body, headers as Record<string, string>);

  it('is missing until the account has a secret, then holds for exactly what was sent', async () => {
    const unsigned = await nextCallback();
    expect(unsigned.headers).toMatchObject({
      'webhook-id': expect.stringMatching(/^source-/),
      'webhook-timestamp': expect.stringMatching(/^\d{10}$/),
    });
    expect(unsigned.headers['webhook-signature']).toBeUndefined();
    expect(await facts()).toEqual({ created_at: null, previous_expires_at: null });

    const { secret, created_at } = await newSecret();
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(await facts()).toEqual({ created_at, previous_expires_at: null });
    const signed = await nextCallback();
    expect(verify(secret, signed)).toMatchObject({ type: 'ingest', action: 'source', status: 'ready' });
    expect(() => verify(secret, { ...signed, body: signed.body.replace('ready', 'failed') })).toThrow();
    expect(() =>
      verify(secret, { ...signed, headers: { ...signed.headers, 'webhook-id': unsigned.headers['webhook-id'] } }),
    ).toThrow();
  });

  it('is made with the old and the new secret during a rotation, and with the new one alone after it', async () => {
    const first = await newSecret();
    const second = await newSecret();
    expect(Date.parse(second.previous_expires_at ?? '') - Date.parse(second.created_at ?? '')).toBe(86_400_000);
    const during = await nextCallback();
    for (const { secret } of [first, second]) expect(verify(secret, during)).toBeDefined();

    await here.sql.query('update callback_secrets set previous_expires_at = now() where owner_id = $1', [user.userId]);
    const after = await nextCallback();
    expect(verify(second.secret, after)).toBeDefined();
    expect(() => verify(first.secret, after)).toThrow();

    const third = await newSecret(0);
    expect(third.previous_expires_at).toBeNull();
    const last = await nextCallback();
    expect(verify(third.secret, last)).toBeDefined();
    expect(() => verify(second.secret, last)).toThrow();
  });

  it('survives rotations at the same time: each secret that was shown signs or was replaced', async () => {
    await newSecret();
    const shown = await Promise.all([newSecret(), newSecret()]);
    const signed = await nextCallback();
    for (const { secret } of shown) expect(verify(secret, signed)).toBeDefined();
  });

  it('uses a secret that is encrypted at rest and shown to nobody again', async () => {
    const [first, second] = [await newSecret(), await newSecret()];
    const { rows } = await here.sql.query<Record<string, string>>(
      'select * from callback_secrets where owner_id = $1',
      [user.userId],
    );
    expect(rows[0]).toMatchObject({
      secret: expect.stringMatching(/^v1\./),
      previous_secret: expect.stringMatching(/^v1\./),
    });
    for (const { secret } of [first, second])
      expect(JSON.stringify([rows, await facts()])).not.toContain(secret.slice(6));
  });

  it('is asked for by a session of an administrator only, and within a week', async () => {
    const key = await here.newUser();
    expect(await here.call('POST', ROUTE, {}, key)).toMatchObject({ status: 403, body: { code: 'access_denied' } });
    expect(await here.call('POST', ROUTE, { grace_seconds: 604_801 }, user)).toMatchObject({ status: 422 });
    await here.sql.query(`update sessions set authenticated_at = now() - interval '1 day' where user_id = $1`, [
      user.userId,
    ]);
    await waitUntil(async () => (await newSecret()).code === 'reauthentication_required');
  });

  it('comes with the bodies that the contract describes', async () => {
    const { secret } = await newSecret();
    const id = await here.render({ ...titleEdit(0.2, { poster: { capture: 0 } }), callback: callback() }, user);
    const source = {
      url: `${remote.base}/red.png`,
      callback: callback(),
      outputs: { renditions: [{ format: 'jpg' }] },
    };
    await here.call('POST', '/ingest/v1/sources', source, user);
    const { webhooks, components } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
      webhooks: Record<
        string,
        { post: { tags: string[]; requestBody: { content: Record<string, { schema: { $ref: string } }> } } }
      >;
      components: { schemas: Record<string, { properties: Record<string, { const?: string }>; required: string[] }> };
    };
    const callbacks = Object.values(webhooks).filter(({ post }) => post.tags.includes('Callbacks'));
    const described = callbacks.map(({ post }) => {
      const name = post.requestBody.content['application/json']?.schema.$ref.split('/').at(-1) ?? '';
      const { properties = {}, required = [] } = components.schemas[name] ?? {};
      return {
        what: `${properties.type?.const} ${properties.action?.const}`,
        fields: Object.keys(properties),
        required,
      };
    });
    const seen = new Map<string, string[]>();
    const heardAll = () => {
      for (const one of received) {
        const body = verify(secret, one) as Record<string, string>;
        seen.set(`${body.type} ${body.action}`, Object.keys(body));
      }
      return seen.size >= described.length;
    };
    await waitUntil(heardAll, { timeoutMs: 120_000 });
    expect(received.some(({ body }) => body.includes(id))).toBe(true);
    expect([...seen.keys()].sort()).toEqual(described.map(({ what }) => what).sort());
    for (const { what, fields, required } of described) {
      expect([what, [...(seen.get(what) ?? [])].sort()]).toEqual([what, [...fields].sort()]);
      expect([what, [...required].sort()]).toEqual([what, [...fields].sort()]);
    }
  });
});
