import { httpClient } from '../servers/http-client';
import type { TestAccount } from './test-account';

/** A browser that connects accounts: it keeps the cookie, and follows redirects one at a time. */
export class OauthBrowser {
  private cookie = '';

  constructor(private readonly apiUrl: string) {}

  /** Begins as the dashboard does; returns the address of the consent page. */
  async begin({ accessToken }: Pick<TestAccount, 'accessToken'>, platform: string, accountId?: string) {
    const query = accountId ? `?account_id=${accountId}` : '';
    const answer = await httpClient(this.apiUrl)<{ auth_url: string; state: string; code: string }>(
      'GET',
      `/oauth/${platform}/start${query}`,
      { token: accessToken, headers: { cookie: this.cookie } },
    );
    this.keep(answer.headers);
    return answer;
  }

  /** Requests an address to begin without a credential. */
  async requestTicket({ accessToken }: Pick<TestAccount, 'accessToken'>, platform: string): Promise<string> {
    const answer = await httpClient(this.apiUrl)<{ url: string }>('POST', `/oauth/${platform}/start/ticket`, {
      token: accessToken,
      headers: { cookie: this.cookie },
      body: {},
    });
    this.keep(answer.headers);
    return answer.body.url.replace(/^https?:\/\/[^/]+/, this.apiUrl);
  }

  /** Opens an address that shows a page; returns its HTML. */
  async read(address: string): Promise<string> {
    const answer = await fetch(address, { redirect: 'error', headers: { cookie: this.cookie } });
    this.keep(answer.headers);
    return answer.text();
  }

  /** Opens an address without a credential; returns where it redirects to. */
  async open(address: string): Promise<string> {
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie: this.cookie } });
    this.keep(answer.headers);
    return answer.headers.get('location') ?? '';
  }

  /** Comes back from the consent page; returns the parameters that the dashboard's page receives. */
  async comeBack(callback: string): Promise<Record<string, string>> {
    const { pathname, search } = new URL(callback);
    const page = new URL(await this.open(`${this.apiUrl}${pathname}${search}`));
    return { page: page.pathname, ...Object.fromEntries(page.searchParams) };
  }

  private keep(headers: Headers): void {
    const [cookie] = (headers.get('set-cookie') ?? '').split(';');
    if (cookie) this.cookie = cookie;
  }
}
