import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationError, CoreEnv } from '@app/core';
import { DiscordAdapter } from './discord.adapter';

const WEBHOOK = 'https://discord.com/api/webhooks/1/a';

describe('messages to Discord', () => {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    response.writeHead(302, { location: '/api/webhooks/2/elsewhere' }).end();
  });
  let standIn: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    standIn = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const discord = (core: Partial<CoreEnv> = {}) =>
    new DiscordAdapter(Object.assign(new CoreEnv(), core), { DISCORD_API_URL: standIn });

  it('follow no redirect', async () => {
    await expect(discord().send(WEBHOOK, { content: 'x' })).rejects.toMatchObject({
      code: 'notification_not_delivered',
    });
    expect(paths).toEqual(['/api/webhooks/1/a']);
  });

  it('go nowhere else, whatever is stored', async () => {
    for (const url of [
      'http://127.0.0.1/api/webhooks/1/a',
      'https://discord.com.evil.test/api/webhooks/1/a',
      'https://discord.com/api/users',
    ])
      await expect(discord().send(url, { content: 'x' })).rejects.toMatchObject({ code: 'discord_webhook_gone' });
    expect(paths).toHaveLength(1);
  });

  it('are not diverted in production', () => {
    expect(() => discord({ ENVIRONMENT: 'production' })).toThrow(ConfigurationError);
  });
});
