import { redactSecrets } from './redact-secrets';

describe('redactSecrets', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';

  it.each([
    ['an API key', 'key rw_live_4fK2mQ9x7LrT0vB6nC3sD8eG1hJ5kM_a9Zq2W', '4fK2mQ9x7LrT0vB6nC3sD8eG1hJ5kM'],
    ['a JWT', `token ${jwt}!`, 'dozjgNryP4J3jVmNHl0w5N'],
    ['a JWT behind a dash', `session-eyJ-${jwt}`, 'dozjgNryP4J3jVmNHl0w5N'],
    ['a JWT behind a word and a dot', `a.b.${jwt}`, 'dozjgNryP4J3jVmNHl0w5N'],
    ['an authorization header', 'Authorization: Bearer abc.def-123456', 'abc.def-123456'],
    ['basic credentials', 'Authorization: Basic YWRtaW46aHVudGVyMg==', 'YWRtaW46aHVudGVyMg'],
    ['a webhook secret', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ['a Stripe key', 'sk_test_51Hxyz0123456789abcdef', '51Hxyz0123456789abcdef'],
    ['a restricted Stripe key', 'rk_live_51Hxyz0123456789abcdef', '51Hxyz0123456789abcdef'],
    ['a Google access token', 'ya29.a0AfH6SMBxxxxxxxxxxxxxxxxxxxx', 'a0AfH6SMB'],
    ['a Google refresh token', '1//0gXyZxxxxxxxxxxxxxxxxxxxxxxx-xx', 'gXyZxxxxxxxx'],
    ['a Meta token', 'EAAGm0PX4ZCpsBAxxxxxxxxxxxxxxxxxx', 'Gm0PX4ZCpsBA'],
    ['a TikTok token', 'act.example12345Example12345Example', 'example12345Example'],
    ['a database password', 'postgres://reelway:s3cr3t-p%40ss@db:5432/x', 's3cr3t'],
    ['a Redis password without user', 'rediss://:hunter2hunter2@cache:6380', 'hunter2'],
    [
      'a presigned S3 URL',
      'GET https://b.example/k?X-Amz-Credential=AKIAXX%2F2026&X-Amz-Signature=abcdef0123',
      'abcdef0123',
    ],
    ['a presigned GCS URL', 'https://s.example/k?X-Goog-Signature=99aa88bb&x=1', '99aa88bb'],
    ['an OAuth code and state', '/oauth/tiktok/callback?code=4%2F0AX4XfWh&state=qwerty123', '4%2F0AX4XfWh'],
    ['an access token in a query', 'https://graph.example/me?access_token=plainlookingtoken', 'plainlookingtoken'],
    ['a Discord webhook', 'https://discord.com/api/webhooks/123456/AbC-dEf_123', 'AbC-dEf_123'],
    ['a member called password', '{"password":"hunter2"}', 'hunter2'],
    ['a member with spaces', '{"new_password" : "hunter2"}', 'hunter2'],
    [
      'a member in quoted JSON',
      JSON.stringify({ body: JSON.stringify({ refresh_token: 'hunter2', a: 1 }) }),
      'hunter2',
    ],
    ['a value with escaped quotes', JSON.stringify({ client_secret: 'hun"ter2', a: 1 }), 'ter2'],
    ['a cookie header', '{"set-cookie":"sid=hunter2; Path=/"}', 'hunter2'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\\nMIIEhunter2\\n-----END RSA PRIVATE KEY-----', 'hunter2'],
  ])('hides %s', (_name, text, secret) => {
    expect(text).toContain(secret);
    expect(redactSecrets(text)).not.toContain(secret);
    expect(redactSecrets(text)).toContain('[redacted]');
  });

  it.each([
    '{"level":"info","msg":"GET /api/v1/jobs answered","route":"/api/v1/jobs","status":200,"ms":12}',
    '{"request_id":"0199a0b2-7d63-7c54-9d0e-2b4f0f5a8c11","tokens":{"reserved":3},"next_cursor":null}',
    '{"msg":"connected to postgres://127.0.0.1:5432/reelway"}',
    '{"key_id":"0199a0b2-7d63-7c54-9d0e-2b4f0f5a8c11","path":"videos/2026/11/user_1/video_2.mp4"}',
  ])('leaves an ordinary line alone: %s', (line) => {
    expect(redactSecrets(line)).toBe(line);
  });

  it('keeps a JSON line valid', () => {
    const line = JSON.stringify({
      msg: `said "Bearer ${jwt}"`,
      password: 'a"b\\',
      nested: { api_key: 'x', list: ['sk_live_abcdefgh'] },
    });
    expect(() => JSON.parse(redactSecrets(line)) as unknown).not.toThrow();
    expect(redactSecrets(line)).not.toMatch(/a\\"b|abcdefgh|eyJ/);
  });

  it('stays fast on a long line', () => {
    const line = JSON.stringify({
      msg: `${'password '.repeat(2_000)}${'"'.repeat(5_000)}${'\\'.repeat(5_000)}${'a://'.repeat(3_000)}`,
    });
    const started = process.cpuUsage().user;
    redactSecrets(line);
    expect(process.cpuUsage().user - started).toBeLessThan(500_000);
  });

  it.each([
    ['beginnings of JWTs', 'eyJ-'.repeat(25_000)],
    ['backslashes', '\\'.repeat(100_000)],
    ['one quoted name', `"${'password'.repeat(12_500)}`],
    ['one name in quoted JSON', `\\"${'password'.repeat(12_500)}`],
  ])('takes one pass over a long line of %s', (_what, line) => {
    const started = process.cpuUsage().user;
    expect(redactSecrets(line)).toBe(line);
    expect(process.cpuUsage().user - started).toBeLessThan(500_000);
  });
});
