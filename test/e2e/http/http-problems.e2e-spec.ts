import { errorCatalogue, STATUS_BY_KIND } from '@app/core';
import { ProbeModule } from '../../support/harness/probe.module';
import { installation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';

describe('error answers', () => {
  const instance = installation({
    modules: [ProbeModule],
    env: { BASE_URL: 'https://api.example.com', ADMIN_API_KEY: 'admin-key-for-this-test-of-32-bytes' },
  });

  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${instance.api.url}${path}`, { headers });
  const post = (path: string, body: unknown) =>
    fetch(`${instance.api.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  describe('have one shape', () => {
    it.each([
      ['an unknown path', '/nowhere', 404, 'not_found'],
      ['a known path with another method', '/probe/echo', 405, 'method_not_allowed'],
      ['a route that wants a credential', '/api/auth/me', 401, 'authentication_required'],
      ['a framework 400', '/probe/throw/bad-request?secret=hunter2', 400, 'malformed_request'],
      ['a framework 403', '/probe/throw/403', 403, 'access_denied'],
      ['a framework 405', '/probe/throw/405', 405, 'method_not_allowed'],
      ['a framework 408', '/probe/throw/408', 408, 'request_timeout'],
      ['a framework 413', '/probe/throw/413', 413, 'payload_too_large'],
      ['a framework 415', '/probe/throw/415', 415, 'unsupported_media_type'],
      ['a framework 418', '/probe/throw/418', 400, 'malformed_request'],
      ['a framework 429', '/probe/throw/429', 429, 'rate_limited'],
      ['a framework 502', '/probe/throw/502', 500, 'internal_error'],
      ['an error nobody foresaw', '/probe/throw/error?secret=hunter2', 500, 'internal_error'],
      ['something thrown that is no error', '/probe/throw/text?secret=hunter2', 500, 'internal_error'],
      ['wrong SQL', '/probe/sql?text=select hunter2', 500, 'internal_error'],
      ['an id that is no UUID in SQL', "/probe/sql?text=select 'hunter2'::uuid", 404, 'not_found'],
      [
        'a statement that takes too long',
        '/probe/sql?text=set local statement_timeout to 1; select pg_sleep(5)',
        503,
        'database_unavailable',
      ],
      [
        'a session that the server ends',
        '/probe/sql?text=select pg_terminate_backend(pg_backend_pid())',
        503,
        'database_unavailable',
      ],
      [
        'a full server',
        "/probe/sql?text=do $$ begin raise exception 'x' using errcode = '53300'; end $$",
        503,
        'database_unavailable',
      ],
      [
        'a deadlock',
        "/probe/sql?text=do $$ begin raise exception 'x' using errcode = '40P01'; end $$",
        503,
        'database_unavailable',
      ],
    ])('%s', async (_name, path, status, code) => {
      const answer = await get(path);
      const text = await answer.text();
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      const problem = JSON.parse(text) as Record<string, unknown>;
      expect(problem).toEqual({
        type: `https://api.example.com/errors/${code}`,
        title: expect.any(String) as string,
        status,
        detail: expect.any(String) as string,
        help: errorCatalogue().find((entry) => entry.code === code)?.help,
        code,
        request_id: answer.headers.get('x-request-id'),
      });
      expect(text).not.toMatch(/hunter2| at |node_modules|\.ts|\.js|select/);
      expect(errorCatalogue().find((entry) => entry.code === code)).toMatchObject({ title: problem.title });
      if (status === 503) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    });

    it('except for people who follow a review link: they get a page, also when they send too much to one link', async () => {
      const page = async (token: string, form?: Record<string, string>) => {
        const call = form && { method: 'POST', body: new URLSearchParams(form) };
        const answer = await fetch(`${instance.api.url}/review/${token}`, call);
        return [answer.status, answer.headers.get('content-type'), /<h1>([^<]*)/.exec(await answer.text())?.[1]];
      };
      const html = 'text/html; charset=utf-8';
      const dead = [404, html, 'This link does not work'];
      expect(await page('a%00b')).toEqual([
        400,
        html,
        errorCatalogue().find(({ code }) => code === 'malformed_request')?.title,
      ]);
      const decisions = await Promise.all(Array.from({ length: 11 }, () => page('one', { name: 'Cleo' })));
      const refused = decisions.filter(([status]) => status === 429);
      expect(refused).toEqual([[429, html, errorCatalogue().find(({ code }) => code === 'rate_limited')?.title]]);
      expect(decisions.filter(([status]) => status !== 429)).toEqual(Array.from({ length: 10 }, () => dead));
      expect(await page('another', { name: 'Cleo' })).toEqual(dead);
    });

    it('name the methods that a path supports', async () => {
      expect((await get('/probe/echo')).headers.get('allow')).toBe('POST');
      expect((await fetch(`${instance.api.url}/errors/not_found`, { method: 'DELETE' })).headers.get('allow')).toBe(
        'GET, HEAD',
      );
    });
  });

  describe('for wrong input', () => {
    it('name every fault with its path', async () => {
      const answer = await post('/probe/validated', {
        email: 'x',
        count: 99,
        tags: ['a', 1],
        targets: [{ account_id: 'no' }, { account_id: crypto.randomUUID(), admin: true }],
        role: 'admin',
      });
      expect(answer.status).toBe(422);
      const { code, errors } = (await answer.json()) as {
        code: string;
        errors: { path: string; code: string; message: string }[];
      };
      expect(code).toBe('invalid_input');
      expect(errors.map(({ path, code: fault }) => `${path} ${fault}`).sort()).toEqual([
        'count max',
        'email is_email',
        'role unknown_field',
        'tags is_string',
        'targets[0].account_id is_uuid',
        'targets[1].admin unknown_field',
      ]);
      expect(JSON.stringify(errors)).not.toContain('99');
    });

    it('report a missing field once', async () => {
      const { errors } = (await (await post('/probe/validated', {})).json()) as { errors: unknown[] };
      expect(errors).toEqual(
        ['email', 'count', 'tags'].map((path) => ({ path, code: 'required', message: `${path} is required` })),
      );
    });

    it('stay small when the input is hostile', async () => {
      const answer = await post(
        '/probe/validated',
        Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${'k'.repeat(200)}${index}`, 1])),
      );
      const text = await answer.text();
      expect(answer.status).toBe(422);
      expect(text.length).toBeLessThan(20_000);
    });

    it('come after authentication', async () => {
      const send = (body: string, headers: Record<string, string> = {}) =>
        fetch(`${instance.api.url}/probe/private`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        });
      for (const body of ['{', '{}', `{"a":"${'x'.repeat(2_000_000)}"}`, '['.repeat(1_000)])
        expect((await send(body)).status).toBe(401);
      expect((await send('x', { 'content-type': 'text/plain' })).status).toBe(401);
    });
  });

  describe('carry a request id', () => {
    it.each([
      ['an answer', '/health/live'],
      ['an unknown path', '/nowhere'],
      ['a broken URL', '/%zz'],
      ['a failure', '/probe/throw/error'],
      ['a refusal', '/api/auth/me'],
    ])('chosen by the client, on %s', async (_name, path) => {
      const answer = await get(path, { 'x-request-id': 'client-chosen-0001' });
      expect(answer.headers.get('x-request-id')).toBe('client-chosen-0001');
    });

    it.each(['short', 'x'.repeat(65), 'has spaces in it', 'quote"quote"quote', '${jndi:ldap://x}'])(
      'of our own when the client sends %j',
      async (id) => {
        const made = (await get('/nowhere', { 'x-request-id': id })).headers.get('x-request-id');
        expect(made).toMatch(/^[0-9a-f-]{36}$/);
      },
    );

    it('that is kept through timers and queries to the handler, for many concurrent requests', async () => {
      const ids = Array.from({ length: 100 }, (_, index) => `concurrent-${index}-request`);
      const seen = await Promise.all(
        ids.map(
          async (id) =>
            ((await (await get('/probe/context', { 'x-request-id': id })).json()) as { request_id: string }).request_id,
        ),
      );
      expect(seen).toEqual(ids);
    });
  });

  describe('are catalogued', () => {
    it('where their type points to', async () => {
      const { errors } = (await (await get('/errors')).json()) as {
        errors: { code: string; status: number; title: string; help: string; retryable: boolean; type: string }[];
      };
      const forCallers = errorCatalogue().filter(({ isInternal }) => !isInternal);
      expect(errors.map(({ code }) => code)).toEqual(forCallers.map(({ code }) => code));
      expect(errors.length).toBeLessThan(errorCatalogue().length);
      for (const { code, status } of errors)
        expect(status).toBe(STATUS_BY_KIND[errorCatalogue().find((entry) => entry.code === code)?.kind ?? 'internal']);
      expect(await (await get('/errors/invalid_input')).json()).toEqual(
        errors.find(({ code }) => code === 'invalid_input'),
      );
      expect((await get('/errors/made_up')).status).toBe(404);
    });

    it.each(['/errors', '/errors/invalid_input', '/errors/row_lease_held'])(
      'on a page for browsers: %s',
      async (path) => {
        const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
        const answer = await get(path, { accept });
        expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
        expect([answer.headers.get('vary'), answer.headers.get('content-security-policy')]).toEqual([
          expect.stringContaining('Accept'),
          expect.stringContaining("default-src 'none'"),
        ]);
        const code = path.split('/')[2] ?? 'invalid_input';
        expect(await answer.text()).toContain(`<code>${code}</code>`);
        expect((await get(path, { accept: 'application/json' })).headers.get('content-type')).toContain(
          'application/json',
        );
        expect((await get('/errors/<script>', { accept })).headers.get('content-type')).toContain('problem+json');
      },
    );
  });

  describe('are measured', () => {
    const metrics = (headers: Record<string, string>) => get('/metrics', headers);

    it('for callers who have the key', async () => {
      expect((await metrics({})).status).toBe(401);
      expect((await metrics({ 'x-admin-key': 'wrong' })).status).toBe(401);
      expect((await metrics({ authorization: 'Bearer wrong' })).status).toBe(401);
      expect((await metrics({ authorization: 'Bearer admin-key-for-this-test-of-32-bytes' })).status).toBe(200);
      const answer = await metrics({ 'x-admin-key': 'admin-key-for-this-test-of-32-bytes' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain('text/plain');
    });

    it('by route template, method and status, never by path', async () => {
      await get('/errors/invalid_input');
      await get('/nowhere/0199a0b2-7d63-7c54-9d0e-2b4f0f5a8c11?token=abc');
      const text = await (await metrics({ 'x-admin-key': 'admin-key-for-this-test-of-32-bytes' })).text();
      expect(text).toContain(
        'http_server_request_duration_seconds_count{method="GET",route="/errors/:code",status="200"}',
      );
      expect(text).toContain('http_server_request_duration_seconds_count{method="GET",route="unmatched",status="404"}');
      expect(text).not.toContain('0199a0b2');
      expect(text).toMatch(/build_info\{service="api",version="\d+\.\d+\.\d+",node="v[\d.]+"\} 1/);
      expect(text).toMatch(/nodejs_eventloop_lag_seconds [\d.e-]+/);
      // Once the answers before it are sent, the scrape itself is the only request in flight.
      await waitUntil(async () =>
        /^http_server_active_requests 1$/m.test(
          await (await metrics({ 'x-admin-key': 'admin-key-for-this-test-of-32-bytes' })).text(),
        ),
      );
    });
  });
});
