import { Secret, TOTP } from 'otpauth';
import type { HttpCall, httpClient } from '../servers/http-client';

interface Tokens {
  access_token: string;
  refresh_token: string;
  device_token: string;
  user: { id: string };
  code: string;
}

/** One person's browser: it has its own address and keeps its session and device token. */
export class TestBrowser {
  accessToken = '';
  deviceToken: string | undefined;
  userId = '';

  constructor(
    private readonly http: ReturnType<typeof httpClient>,
    private readonly ip: string,
  ) {}

  call<T = { code: string }>(method: string, path: string, { headers, ...call }: HttpCall = {}) {
    return this.http<T>(method, path, {
      token: this.accessToken || undefined,
      ...call,
      headers: { 'x-forwarded-for': this.ip, ...headers },
    });
  }

  async register(email: string, password: string, name = 'Test Person') {
    return this.keep(
      await this.call<Tokens>('POST', '/api/auth/register', { token: '', body: { email, password, name } }),
    );
  }

  async login(email: string, password: string, more: object = {}) {
    const body = { email, password, ...(this.deviceToken && { device_token: this.deviceToken }), ...more };
    return this.keep(await this.call<Tokens>('POST', '/api/auth/login', { token: '', body }));
  }

  createKey(name = 'CI') {
    return this.call<{ id: string; key: string; code: string; created_by: { id: string; name: string } }>(
      'POST',
      '/api/keys',
      { body: { name, scopes: ['render:read', 'render:write'] } },
    );
  }

  /** Turns two-factor authentication on. @returns the secret of the authenticator app */
  async enableTotp(password: string): Promise<string> {
    const { body } = await this.call<{ secret: string }>('POST', '/api/auth/totp/setup', { body: { password } });
    const code = new TOTP({ secret: Secret.fromBase32(body.secret) }).generate();
    const enabled = await this.call('POST', '/api/auth/totp/enable', { body: { totp: code } });
    if (enabled.status !== 200) throw new Error(`two-factor authentication answered ${enabled.status}`);
    return body.secret;
  }

  private keep<Answer extends { status: number; body: Tokens }>(answer: Answer): Answer {
    if (answer.status >= 300) return answer;
    this.accessToken = answer.body.access_token;
    this.deviceToken = answer.body.device_token;
    this.userId = answer.body.user.id;
    return answer;
  }
}
