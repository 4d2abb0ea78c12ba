import { isDiscordWebhook, maskDiscordWebhook } from './discord-webhook';

describe('the address of a Discord webhook', () => {
  it.each([
    'https://discord.com/api/webhooks/123456789012345678/aB-c_9',
    'https://ptb.discord.com/api/webhooks/1/a',
    'https://canary.discord.com/api/webhooks/1/a',
    'https://discordapp.com/api/webhooks/1/a',
    'https://discord.com/api/webhooks/1/a?thread_id=99',
  ])('may be %s', (url) => expect(isDiscordWebhook(url)).toBe(true));

  it.each([
    'http://discord.com/api/webhooks/1/a',
    'https://discord.com:8443/api/webhooks/1/a',
    'https://user@discord.com/api/webhooks/1/a',
    'https://discord.com@evil.test/api/webhooks/1/a',
    'https://evil.test/https://discord.com/api/webhooks/1/a',
    'https://discord.com.evil.test/api/webhooks/1/a',
    'https://evildiscord.com/api/webhooks/1/a',
    'https://sub.discord.com/api/webhooks/1/a',
    'https://discord.com/api/webhooks/../users/1/a',
    'https://discord.com/api/webhooks/1/a/../../../x',
    'https://discord.com/api/webhooks/1/a#x',
    'https://discord.com/api/webhooks/1/a?wait=true',
    'https://discord.com/api/webhooks/1/a\n',
    'https://discord.com\\@evil.test/api/webhooks/1/a',
    'https://discord.com/api/v10/users',
    'HTTPS://DISCORD.COM/api/webhooks/1/a',
    '',
  ])('is never %j', (url) => expect(isDiscordWebhook(url)).toBe(false));

  it('is shown without its secret', () => {
    expect(maskDiscordWebhook('https://ptb.discord.com/api/webhooks/42/secret-part?thread_id=7')).toBe(
      'https://discord.com/api/webhooks/42/********',
    );
  });
});
