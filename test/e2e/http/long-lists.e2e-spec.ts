import { signUpConfirmed, type TestAccount } from '../../support/harness/test-account';
import { installation } from '../../support/harness/test-installation';
import { grantTier } from '../../support/model/grant-tier';

/** An account with an upload. */
interface Owner extends TestAccount {
  uploadId: string;
}
interface LongList {
  path: (owner: Owner) => string;
  /** The member of the answer that holds the rows. */
  member: string;
  /** Adds rows of this account, of which ten and more share a time. */
  fill: string;
  idOf: (owner: Owner) => string;
  /** What tells the rows apart in the answer; all, in the order of the list. */
  expected: string;
  key: string;
}

/** More than a first page holds. */
const ROWS = 105;
const made = `(select gen_random_uuid() as id, timestamptz '2026-05-01T10:00:00Z' + (n % 4) * interval '1 microsecond' as at from generate_series(1, ${ROWS}) n) made`;
const uploadOf = ({ uploadId }: Owner) => uploadId;
const userOf = ({ userId }: Owner) => userId;
const lists: Record<string, LongList> = {
  payments: {
    path: () => '/api/billing/invoices',
    member: 'invoices',
    fill: `insert into payments (reference, user_id, kind, lookup_key, quantity, amount, currency, tokens, grant_id, paid_at)
      select 'in_' || id, $1, 'pack', 'tokens', 1, 100, 'eur', 1000000, id, at from ${made}`,
    idOf: userOf,
    expected: 'select reference as id from payments where user_id = $1 order by paid_at desc, grant_id desc',
    key: 'id',
  },
  'approvals of an upload': {
    path: ({ uploadId }) => `/api/uploads/${uploadId}/approvals`,
    member: 'approvals',
    fill: `insert into upload_approvals (id, upload_id, status, authors, requested_at, expires_at, decided_at, voided_at)
      select id, $1, 'expired', array[id], at, at, at, at from ${made}`,
    idOf: uploadOf,
    expected: 'select id from upload_approvals where upload_id = $1 order by requested_at desc, id desc',
    key: 'id',
  },
  'review links of an upload': {
    path: ({ uploadId }) => `/api/uploads/${uploadId}/review-links`,
    member: 'review_links',
    fill: `insert into upload_review_links (id, upload_id, token_hash, label, created_by, created_at, expires_at)
      select id, $1, sha256(id::text::bytea), 'Client', id, at, at from ${made}`,
    idOf: uploadOf,
    expected: 'select id from upload_review_links where upload_id = $1 order by created_at desc, id desc',
    key: 'id',
  },
  'state changes of an upload': {
    path: ({ uploadId }) => `/api/uploads/${uploadId}/history`,
    member: 'history',
    fill: `insert into upload_events (upload_id, from_status, to_status, reason, created_at)
      select $1, 'pending', 'queued', id, at from ${made}`,
    idOf: uploadOf,
    expected: 'select reason as id from upload_events where upload_id = $1 order by upload_events.id desc',
    key: 'reason',
  },
  'posts of a period': {
    path: () => '/api/posts?from=2026-05-01T00:00:00Z&to=2026-06-01T00:00:00Z',
    member: 'posts',
    fill: `insert into publications (id, user_id, upload_id, account_name, platform, publish_at)
      select made.id, user_id, uploads.id, 'A channel', 'youtube', at from uploads, ${made} where uploads.id = $1`,
    idOf: uploadOf,
    expected: 'select id from publications where upload_id = $1 order by publish_at desc, id desc',
    key: 'id',
  },
  'grants of a user': {
    path: ({ userId }) => `/api/admin/users/${userId}/entitlements`,
    member: 'grants',
    fill: `insert into entitlement_grants (id, user_id, tier, note, created_at) select id, $1, 'solo', 'test', at from ${made}`,
    idOf: userOf,
    expected: 'select id from entitlement_grants where user_id = $1 order by created_at desc, id desc',
    key: 'id',
  },
};
const each = Object.entries(lists);

type Row = Record<string, string | null>;
type Answer = Record<string, Row[]> & { next_cursor: string | null; errors?: { path: string }[] };

describe('a list', () => {
  const instance = installation();
  let owner: Owner;
  let stranger: Owner;

  beforeAll(async () => {
    [owner, stranger] = [await newOwner(), await newOwner()];
    await instance.db.query('set session_replication_role = replica');
    for (const { fill, idOf } of Object.values(lists))
      for (const account of [owner, stranger]) await instance.db.query(fill, [idOf(account)]);
    await instance.db.query('set session_replication_role = origin');
  });

  async function newOwner(): Promise<Owner> {
    const account = await signUpConfirmed(instance.api.url, instance.db);
    await instance.db.query(`update users set role = 'admin' where id = $1`, [account.userId]);
    await grantTier(instance.db, account.userId);
    const upload = { filename: 'ride.mp4', file_size: 1_000, content_type: 'video/mp4', platforms: ['download'] };
    const { body } = await instance.call<{ upload_id: string }>('POST', '/api/uploads/presign', {
      token: account.accessToken,
      body: upload,
    });
    return { ...account, uploadId: body.upload_id };
  }

  const read = (list: LongList, query = '', who = owner) =>
    instance.call<Answer>('GET', list.path(who) + (list.path(who).includes('?') ? query.replace('?', '&') : query), {
      token: who.accessToken,
    });
  /** The page, latest first: the history alone has each page in order. */
  const idsOf = ({ member, key }: LongList, { body }: { body: Answer }) => {
    const ids = (body[member] ?? []).map((row) => row[key] ?? null);
    return member === 'history' ? ids.reverse() : ids;
  };
  const allOf = async ({ expected, idOf }: LongList, who = owner) => {
    const { rows } = await instance.db.query<{ id: string | null }>(expected, [idOf(who)]);
    return rows.map(({ id }) => id);
  };

  it.each(each)('of %s can be read to its end, however many rows share a time', async (_name, list) => {
    const seen: (string | null)[] = [];
    let cursor: string | null = null;
    do {
      const answer = await read(list, `?limit=17${cursor === null ? '' : `&cursor=${cursor}`}`);
      expect([answer.status, idsOf(list, answer).length <= 17]).toEqual([200, true]);
      seen.push(...idsOf(list, answer));
      cursor = answer.body.next_cursor;
    } while (cursor !== null && seen.length <= 2 * ROWS);
    expect(seen).toEqual(await allOf(list));
    expect(seen.length).toBeGreaterThanOrEqual(ROWS);
  });

  it.each(each)('of %s begins with its latest rows for a client that asks for nothing', async (name, list) => {
    const answer = await read(list);
    expect(idsOf(list, answer)).toEqual((await allOf(list)).slice(0, name === 'posts of a period' ? 20 : 100));
    expect(answer.body.next_cursor).toEqual(expect.any(String));
  });

  it.each(each)('of %s shows nothing of another account for its cursor', async (_name, list) => {
    const { next_cursor: theirs } = (await read(list, '?limit=10', stranger)).body;
    const mine = await allOf(list);
    const found = idsOf(list, await read(list, `?limit=100&cursor=${theirs}`));
    expect(found.every((id) => mine.includes(id))).toBe(true);
    expect((await allOf(list, stranger)).filter((id) => id !== null && found.includes(id))).toEqual([]);
  });

  it.each(each)('of %s names the field that is out of bounds', async (_name, list) => {
    for (const [query, path] of [
      ['?limit=0', 'limit'],
      ['?limit=101', 'limit'],
      ['?limit=many', 'limit'],
      ['?cursor=nonsense', 'cursor'],
    ] as const) {
      const { status, body } = await read(list, query);
      const paths = [...new Set(body.errors?.map((error) => error.path))];
      expect([query, status, paths]).toEqual([query, 422, [path]]);
    }
  });
});
