import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { WebhookMood } from './tiktok-objects';
import { TikTokWorld } from './tiktok-world';
import { sendWebhook } from './webhooks';

describe('the webhooks of the TikTok emulator', () => {
  let server: Server;
  let world: TikTokWorld;
  let answers: number[];
  let received: { body: string; at: number; isSigned: boolean }[];
  let arrived: () => void;

  beforeEach(async () => {
    [answers, received, arrived] = [[], [], () => undefined];
    world = new TikTokWorld({});
    world.clock.run(0);
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const [, at = '', signature] = /^t=(\d+),s=(\w+)$/.exec(String(request.headers['tiktok-signature'])) ?? [];
        const expected = createHmac('sha256', world.app.client_secret).update(`${at}.${body}`).digest('hex');
        received.push({ body, at: Number(at), isSigned: signature === expected });
        response.writeHead(answers.shift() ?? 200).end(arrived);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    world.app.webhook_url = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
  });
  afterEach(async () => {
    world.clock.stop();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  const send = (mood: Partial<WebhookMood> = {}) => {
    Object.assign(world.webhooks, mood);
    return sendWebhook(world, 'user-1', 'post.publish.complete', { publish_id: 'p' });
  };
  const next = () => new Promise<void>((done) => (arrived = done));

  it('carry their content as text, signed', async () => {
    await send();
    expect(received).toEqual([{ body: expect.any(String), at: world.seconds(), isSigned: true }]);
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      client_key: world.app.client_id,
      event: 'post.publish.complete',
      create_time: world.seconds(),
      user_openid: 'user-1',
      content: '{"publish_id":"p"}',
    });
  });

  it('come twice, late, old or forged if a test wants it', async () => {
    await send({ copies: 2, age_seconds: 600, has_bad_signature: true });
    expect(received).toEqual([
      { body: expect.any(String), at: world.seconds() - 600, isSigned: false },
      { body: expect.any(String), at: world.seconds() - 600, isSigned: false },
    ]);
    await send({ copies: 1, delay_seconds: 600 });
    expect(received).toHaveLength(2);
    const late = next();
    world.clock.advance(600);
    await late;
    expect(received).toHaveLength(3);
  });

  it('come again until they are received', async () => {
    answers = [500];
    await send();
    const again = next();
    world.clock.advance(60);
    await again;
    expect(received.map(({ at }) => at)).toEqual([world.seconds() - 60, world.seconds()]);
    world.clock.advance(86_400);
    await send();
    expect(received).toHaveLength(3);
  });
});
