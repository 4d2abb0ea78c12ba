import { createLogger, newId } from '@app/core';
import { ProbeModule } from '../../support/harness/probe.module';
import { installation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';

/** Formats of real secrets, each with a part that occurs nowhere else. */
const CANARIES = {
  apiKey: 'rw_live_Canary0Canary1Canary2Canary3Xy',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOnRydWV9.Canary4CanarySignature',
  bearer: 'Bearer Canary5-opaque-token',
  webhook: 'whsec_Canary6Canary6Canary6Canary6',
  stripe: 'sk_live_Canary7Canary7Canary7',
  google: 'ya29.Canary8Canary8Canary8Canary8',
  database: 'postgres://reelway:Canary9@db.internal:5432/reelway',
  presigned: 'https://bucket.example.com/key?X-Amz-Credential=CanaryA&X-Amz-Signature=CanaryB',
  callback: 'https://app.example.com/cb?code=CanaryC&state=CanaryD',
};

/** In the form of the tokens that open an upload or a callback. */
const UPLOAD = 'CanaryL0x7_aaaaaaaaaaaaaaaaaaaaaaa-bbbbCanaryM';
const AN_ID = '0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10';

describe('log lines', () => {
  let written = '';
  const logger = createLogger({
    service: 'api',
    level: 'trace',
    destination: { write: (text) => (written += text) },
  });
  const instance = installation({ modules: [ProbeModule], logger });
  const lines = () =>
    written
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const linesOf = (requestId: string) =>
    waitUntil(() => {
      const found = lines().filter(({ request_id }) => request_id === requestId);
      return found.some(({ msg }) => msg === 'request') ? found : undefined;
    });

  it('are one per request, with the template of its route and nothing that the client sent', async () => {
    const id = 'one-line-for-a-request';
    await fetch(`${instance.api.url}/errors/CanaryE?token=CanaryF`, {
      headers: {
        'x-request-id': id,
        authorization: 'Bearer CanaryG-CanaryG',
        cookie: 'sid=CanaryH',
        'user-agent': 'CanaryI',
      },
    });
    const [line, ...others] = await linesOf(id);
    expect(others).toEqual([]);
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      service: 'api',
      pid: process.pid,
      request_id: id,
      method: 'GET',
      route: '/errors/:code',
      status: 404,
      ms: expect.any(Number) as number,
      error_code: 'not_found',
      ip: '127.0.0.1',
      context: 'http',
      msg: 'request',
    });
    expect(JSON.stringify(line)).not.toContain('Canary');
  });

  it('mention an unknown path without its query', async () => {
    const id = 'a-path-without-route';
    await fetch(`${instance.api.url}/wp-login.php?password=CanaryJ`, { headers: { 'x-request-id': id } });
    expect((await linesOf(id))[0]).toMatchObject({ route: 'unmatched', path: '/wp-login.php', status: 404 });
    expect(written).not.toContain('CanaryJ');
  });

  it.each([
    ['PUT', `/ingest/v1/uploads/${UPLOAD}/`, '/ingest/v1/uploads/[redacted]/', 404],
    ['POST', `/ingest/v1/uploads/${UPLOAD}`, '/ingest/v1/uploads/[redacted]', 405],
    ['GET', `/api/v1/webhook/${UPLOAD}`, '/api/v1/webhook/[redacted]', 405],
    ['GET', `/ingest/v1/uploads/${UPLOAD.replace('-', '%2D')}//`, '/ingest/v1/uploads/[redacted]//', 404],
    ['GET', `/${'a/'.repeat(90)}${UPLOAD}`, `/${'a/'.repeat(90)}[redacted]`, 404],
    ['GET', `/unknown/${AN_ID}`, `/unknown/${AN_ID}`, 404],
  ])('hide what may be a credential in a path that matches no route: %s %s', async (method, path, logged, status) => {
    const id = newId();
    await fetch(`${instance.api.url}${path}`, { method, headers: { 'x-request-id': id } });
    expect((await linesOf(id))[0]).toMatchObject({ route: 'unmatched', path: logged, status });
    expect(written).not.toMatch(/CanaryL|CanaryM/);
  });

  it('contain no body, not even of a refused request', async () => {
    const id = 'a-body-that-is-refused';
    await fetch(`${instance.api.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'x-request-id': id, 'content-type': 'application/json' },
      body: '{"email":"a@example.com","password":"CanaryK",}',
    });
    await linesOf(id);
    expect(written).not.toContain('CanaryK');
  });

  it('explain a failure once, with its stack and the request it belongs to', async () => {
    const id = 'a-failure-with-a-stack';
    const body = await (
      await fetch(`${instance.api.url}/probe/throw/error?secret=${encodeURIComponent(CANARIES.stripe)}`, {
        headers: { 'x-request-id': id },
      })
    ).text();
    const found = await linesOf(id);
    expect(found.map(({ level, msg }) => `${level as string} ${msg as string}`)).toEqual([
      'error request failed',
      'error request',
    ]);
    expect(found[0]).toMatchObject({
      error_code: 'internal_error',
      err: {
        type: 'Error',
        message: 'broke while holding sk_live_[redacted]',
        stack: expect.stringContaining('probe.module') as string,
      },
    });
    expect(body).not.toMatch(/Canary|broke|probe\.module/);
  });

  it('contain no stack for a refusal', async () => {
    const id = 'a-refusal-without-stack';
    await fetch(`${instance.api.url}/api/auth/me`, { headers: { 'x-request-id': id } });
    const found = await linesOf(id);
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain('node_modules');
  });

  it.each(Object.entries(CANARIES))('hide %s in messages, fields, causes and stacks', async (name, secret) => {
    const id = `canary-in-a-log-line-${name}`;
    await fetch(`${instance.api.url}/probe/log?text=${encodeURIComponent(secret)}`, {
      headers: { 'x-request-id': id },
    });
    const found = await linesOf(id);
    expect(found.map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/^message /),
      expect.stringMatching(/^failed /),
      'request',
    ]);
    expect(JSON.stringify(found)).not.toContain('Canary');
    expect(JSON.stringify(found)).toContain('[redacted]');
  });

  it('are JSON, one object per line, from start to end', () => {
    expect(lines().length).toBeGreaterThan(20);
    expect(lines().every(({ level, time, service }) => Boolean(level && time && service))).toBe(true);
  });
});
