import { randomUUID } from 'node:crypto';
import { EntitlementsService, type Tier } from '@app/billing';
import { AccountAccessService } from '@app/platforms';
import { meta } from '../../../apps/emulators/src/meta/meta';
import { tiktok } from '../../../apps/emulators/src/tiktok/tiktok';
import { youtube } from '../../../apps/emulators/src/youtube/youtube';
import { type PlatformEmulator, startPlatformEmulator } from '../emulators/platform-emulator';
import { OauthBrowser } from './oauth-browser';
import { signUpConfirmed, type TestAccount } from './test-account';
import { startTestInstallation, type TestInstallation } from './test-installation';

export interface ListedAccount {
  id: string;
  account_id: string;
  name: string;
  status: string;
  problem: string | null;
  remedy: string | null;
  capabilities: string[];
  missing_scopes: string[];
}

export interface AccountList {
  platforms: Record<string, ListedAccount[]>;
  configured: Record<string, boolean>;
  text_limits: Record<string, object>;
  total_accounts: number;
  max_accounts: number;
  can_add_more: boolean;
}

/** API, worker and emulators of all platforms, with what a person does in a browser to connect accounts. */
export class PlatformInstallation {
  user = {} as TestAccount;
  browser = {} as OauthBrowser;

  private constructor(
    readonly here: TestInstallation,
    /** By platform; Facebook and Instagram share one. */
    readonly emulators: Readonly<Record<'tiktok' | 'youtube' | 'facebook' | 'instagram', PlatformEmulator>>,
    /** The variables of API and worker. */
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /** @param worker false for tests that run no jobs */
  static async start({ worker = true } = {}): Promise<PlatformInstallation> {
    const tt = await startPlatformEmulator(tiktok({ readsFiles: true }));
    const yt = await startPlatformEmulator(youtube({ readsFiles: true }));
    const fb = await startPlatformEmulator(meta({ readsFiles: true }));
    const env = { ...tt.env, ...yt.env, ...fb.env };
    const here = await startTestInstallation({ worker, env });
    const own = { ...env, DATA_DIR: here.outbox.dataDir };
    return new PlatformInstallation(here, { tiktok: tt, youtube: yt, facebook: fb, instagram: fb }, own);
  }

  async close(): Promise<void> {
    await this.here.close();
    for (const emulator of new Set(Object.values(this.emulators))) await emulator.close();
  }

  /** A new person on a plan, in a new browser. */
  async enter(tier: Tier = 'agency'): Promise<void> {
    this.user = await this.newUser(tier);
    this.browser = new OauthBrowser(this.here.api.url);
  }

  async newUser(tier: Tier): Promise<TestAccount> {
    const account = await signUpConfirmed(this.here.api.url, this.here.db);
    await this.service(EntitlementsService).grant({ userId: account.userId, tier, note: 'test' });
    return account;
  }

  service<T>(type: new (...dependencies: never[]) => T): T {
    return this.here.api.app.get<T>(type, { strict: false });
  }

  async sql<Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> {
    return (await this.here.db.query<Row>(text, values)).rows;
  }

  call<T = ListedAccount & { code: string }>(method: string, path: string, body?: object, as = this.user) {
    return this.here.call<T>(method, `/api/platforms${path}`, { token: as.accessToken, body });
  }

  async list(): Promise<AccountList> {
    return (await this.call<AccountList>('GET', '')).body;
  }

  async accounts(platform: string): Promise<ListedAccount[]> {
    return (await this.list()).platforms[platform] ?? [];
  }

  /** Goes from the start to the consent; returns the address to which the platform sends the browser back. */
  async consent(platform: keyof typeof this.emulators, choices: object = {}, accountId?: string): Promise<string> {
    const begun = await this.browser.begin(this.user, platform, accountId);
    if (begun.status !== 200) throw new Error(`start answered ${begun.status}: ${JSON.stringify(begun.body)}`);
    await this.emulators[platform].control('POST', '/consents', { decision: 'approve', ...choices });
    return this.browser.open(begun.body.auth_url);
  }

  /** The parameters that the dashboard's page receives in the end. */
  async connect(platform: keyof typeof this.emulators, choices: object = {}, accountId?: string) {
    return this.browser.comeBack(await this.consent(platform, choices, accountId));
  }

  /** The id of the only account that a login has. */
  async connected(platform: keyof typeof this.emulators, choices: object = {}): Promise<string> {
    const result = await this.connect(platform, choices);
    if (!result.connected) throw new Error(`connecting ended with ${JSON.stringify(result)}`);
    return result.connected;
  }

  /** Connects the first accounts of a login, and removes the connections of all other users with this login. */
  async connectedFirst(platform: keyof typeof this.emulators, count: number): Promise<ListedAccount[]> {
    await this.sql('delete from platform_accounts');
    const { choice } = await this.connect(platform);
    const { body } = await this.call<{ accounts: { account_id: string }[] }>('GET', `/choices/${choice}`);
    const account_ids = body.accounts.slice(0, count).map(({ account_id }) => account_id);
    return (await this.call<{ accounts: ListedAccount[] }>('POST', `/choices/${choice}`, { account_ids })).body
      .accounts;
  }

  /** The id of one account, on platforms whose logins have several, too. */
  async connectedOn(platform: keyof typeof this.emulators): Promise<string> {
    if (platform === 'tiktok' || platform === 'youtube') return this.connected(platform);
    return (await this.connectedFirst(platform, 1))[0]?.id ?? '';
  }

  /** The platforms tell us when a person takes back an access: TikTok twice, by our clock, since its own may be fast. */
  async receiveMessages(): Promise<void> {
    const { tiktok, facebook } = this.emulators;
    const url = `${this.here.api.url}/oauth`;
    await tiktok.control('PUT', '/app', { webhook_url: `${url}/tiktok/events` });
    const { now } = await tiktok.control<{ now: string }>('PUT', '/clock', { speed: 1 });
    const age_seconds = Math.round((Date.parse(now) - Date.now()) / 1_000);
    await tiktok.control('PUT', '/webhooks', { copies: 2, age_seconds });
    const [deauthorize_url, data_deletion_url] = [`${url}/facebook/events`, `${url}/facebook/data-deletion`];
    await facebook.control('PUT', '/app', { deauthorize_url, data_deletion_url });
  }

  async expireAccess(id: string): Promise<void> {
    await this.sql(`update platform_accounts set access_expires_at = now() - interval '1 second' where id = $1`, id);
  }

  /** A call to the platform that changes nothing. */
  use(id: string): Promise<void> {
    return this.service(AccountAccessService).use(id, (adapter, access) => adapter.check(access));
  }

  async requests(platform: keyof typeof this.emulators, op: string): Promise<number> {
    const { requests } = await this.emulators[platform].control<{ requests: object[] }>('GET', `/requests?op=${op}`);
    return requests.length;
  }

  /** Runs a scheduled job of the worker now. */
  async run(name: 'system.reconcile' | 'system.hourly'): Promise<void> {
    await this.sql(
      `insert into outbox (queue, name, job_id, payload, request_id, due_at) values ('light', $1, $2, '{}', 'request-1', now())`,
      name,
      `${name}-${randomUUID()}`,
    );
  }
}
