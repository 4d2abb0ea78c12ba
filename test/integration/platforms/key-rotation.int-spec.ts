import { createHash, randomBytes } from 'node:crypto';
import { DatabaseModule, newId, SealedColumnsService, SecretVaultService } from '@app/core';
import { AccountAccessService, PlatformAccountsRepository, PlatformAdapters, PlatformsModule } from '@app/platforms';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { tiktok } from '../../../apps/emulators/src/tiktok/tiktok';
import { ResealSecretsHandler } from '../../../apps/worker/src/accounts/reseal-secrets.handler';
import { type PlatformEmulator, startPlatformEmulator } from '../../support/emulators/platform-emulator';
import { UploadRows } from '../../support/harness/upload-rows';
import { waitUntil } from '../../support/harness/wait-until';

/** Accounts whose tokens the platform rotates, and further rows, more than the rotation seals in one transaction. */
const [CONNECTED, STORED] = [4, 700];
const [WRITERS, FEWEST_ROUNDS, MOST_REFRESHES] = [4, 3, 10];
const REDIRECT = 'https://reelway.example/callback';
const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-1';
const COLUMNS = ['access_token', 'refresh_token'] as const;

@Module({ imports: [DatabaseModule.forProcess(), PlatformsModule] })
class OtherProcessModule {}

describe('a rotation of the keys that seal tokens', () => {
  let emulator: PlatformEmulator;
  let here: UploadRows;
  const processes: INestApplicationContext[] = [];
  beforeAll(async () => {
    emulator = await startPlatformEmulator(tiktok());
    Object.assign(process.env, emulator.env);
    here = await UploadRows.start({ imports: [PlatformsModule] });
    await here.enter();
  });
  afterAll(async () => {
    for (const each of processes) await each.close();
    await here?.close();
    await emulator?.close();
  });

  const processWith = async (keys: string) => {
    process.env.TOKEN_ENC_KEYS = keys;
    const context = await NestFactory.createApplicationContext(OtherProcessModule, {
      logger: false,
      abortOnError: false,
    });
    processes.push(context);
    return context;
  };
  const connected = async (openId: string, accounts = here.service(PlatformAccountsRepository)) => {
    await emulator.control('PUT', `/users/${openId}`, {});
    await emulator.control('POST', '/consents', { decision: 'approve', account: openId });
    const adapter = here.service(PlatformAdapters).named('tiktok');
    const codeChallenge = createHash('sha256').update(VERIFIER).digest('base64url');
    const url = adapter.authorizeUrl({ redirectUri: REDIRECT, state: 'n3lR0b0tq8Yw2c5Zk7Jx4A', codeChallenge });
    const { searchParams } = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '');
    const grant = { code: searchParams.get('code') ?? '', redirectUri: REDIRECT, codeVerifier: VERIFIER };
    const [granted] = await adapter.connect(grant);
    if (!granted) throw new Error('the consent gave access to no account');
    const origin = { ownerId: here.userId, connectedBy: here.userId };
    return here.transaction((manager) => accounts.connect('tiktok', granted, origin, manager));
  };
  /** Rows whose tokens no platform knows, sealed with the former key. */
  const stored = async () => {
    const vault = here.service(SecretVaultService);
    const ids = Array.from({ length: STORED }, () => newId());
    const sealed = (column: string) =>
      ids.map((id) => vault.seal(`first of ${id}`, { table: 'platform_accounts', column }, id));
    await here.query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, refresh_token, check_at, connected_by)
       select id, $2, 'tiktok', id::text, 'A channel', access, refresh, now(), $2
       from unnest($1::uuid[], $3::text[], $4::text[]) as given (id, access, refresh)`,
      [ids, here.userId, ...COLUMNS.map(sealed)],
    );
    return ids;
  };
  /** How many tokens of each column are sealed with a key. */
  const sealedWith = async (version: string) => {
    const [counts] = await here.query<Record<string, number>[]>(
      `select ${COLUMNS.map((column) => `count(*) filter (where ${column} like $1)::int as ${column}`).join(', ')} from platform_accounts`,
      [`${version}.%`],
    );
    return COLUMNS.map((column) => counts?.[column]);
  };
  const refresh = async (access: AccountAccessService, id: string) => {
    await here.query(`update platform_accounts set access_expires_at = now() - interval '1 second' where id = $1`, [
      id,
    ]);
    await access.use(id, (adapter, account) => adapter.check(account));
  };

  it('loses no token that is used, refreshed or stored while everything is sealed again', async () => {
    const keys = [process.env.TOKEN_ENC_KEYS ?? '', `v2:${randomBytes(32).toString('base64')}`] as const;
    const ids = [await connected('7a1c5b0e-0000-4000-8000-0000000000c1')];
    const rows = await stored();
    while (ids.length < CONNECTED) ids.push(await connected(`7a1c5b0e-0000-4000-8000-0000000000d${ids.length}`));
    const after = await processWith(keys.join(','));
    const [accounts, access] = [after.get(PlatformAccountsRepository), after.get(AccountAccessService)];
    const latest = new Map(rows.map((id) => [id, `first of ${id}`]));
    let isSealed = false;
    const untilSealed = async (work: (round: number) => Promise<void>, most = Number.POSITIVE_INFINITY) => {
      for (let round = 0; round < FEWEST_ROUNDS || (!isSealed && round < most); round += 1) await work(round);
    };
    const expectLatest = async (id: string, from = accounts) => {
      const found = await from.tokensOf(id);
      expect([found?.accessToken, found?.refreshToken]).toEqual([latest.get(id), latest.get(id)]);
      return found?.refreshedAt ?? new Date(0);
    };
    const write = async (id: string, round: number) => {
      const token = `number ${round} of ${id}`;
      const tokens = {
        accessToken: token,
        accessExpiresAt: null,
        refreshToken: token,
        refreshExpiresAt: null,
        scopes: [],
      };
      await accounts.storeRefreshed(id, await expectLatest(id), tokens);
      latest.set(id, token);
    };
    expect(await sealedWith('v1')).toEqual(COLUMNS.map(() => CONNECTED + STORED));
    const sealing = new ResealSecretsHandler(after.get(SealedColumnsService)).handle().finally(() => {
      isSealed = true;
    });
    const writers = Array.from({ length: WRITERS }, (_, lane) =>
      untilSealed((round) => write(rows[(lane + round * WRITERS) % rows.length] ?? '', round)),
    );
    const refreshes = ids.map((id) => untilSealed(() => refresh(access, id), MOST_REFRESHES));
    const connections = untilSealed(async (round) => {
      ids.push(await connected(`7a1c5b0e-0000-4000-8000-0000000000e${round}`, accounts));
    }, FEWEST_ROUNDS);
    const [{ resealed }] = await Promise.all([sealing, connections, ...writers, ...refreshes]);
    expect(resealed).toBeGreaterThan(0);
    expect(await sealedWith('v1')).toEqual([0, 0]);
    expect(await sealedWith('v2')).toEqual(COLUMNS.map(() => ids.length + STORED));

    // The next start needs the new key only.
    const withoutFormer = await processWith(keys[1]);
    for (const id of rows) await expectLatest(id, withoutFormer.get(PlatformAccountsRepository));
    for (const id of ids) await refresh(withoutFormer.get(AccountAccessService), id);
    expect(await emulator.violations()).toEqual([]);
  });

  it('keeps no row locked while it waits for another one', async () => {
    const next = await processWith(`${process.env.TOKEN_ENC_KEYS},v3:${randomBytes(32).toString('base64')}`);
    const ids = (await here.query<{ id: string }[]>('select id from platform_accounts order by id')).map(
      ({ id }) => id,
    );
    const { sealing } = await here.transaction(async (manager) => {
      await manager.query('select from platform_accounts where id = $1 for update', [ids.at(-1)]);
      const started = new ResealSecretsHandler(next.get(SealedColumnsService)).handle();
      await waitUntil(async () => (await sealedWith('v3'))[0] === ids.length - 1);
      return { sealing: started };
    });
    await sealing;
    expect(await sealedWith('v3')).toEqual(COLUMNS.map(() => ids.length));
  });
});
