import { createHash, randomUUID } from 'node:crypto';
import { TestBrowser } from '../../../support/harness/test-browser';
import { startTestInstallation, type TestInstallation } from '../../../support/harness/test-installation';
import { grantTier } from '../../../support/model/grant-tier';

const PASSWORD = 'a sentence that the owner chose';
const DAY_OF_INVITES = 30;

describe('what strangers read in our mails', () => {
  let installation: TestInstallation;
  let { call, outbox, db } = {} as TestInstallation;
  let owner: TestBrowser;
  beforeAll(async () => {
    installation = await startTestInstallation({ worker: true, env: { TRUST_PROXY: '1' } });
    ({ call, outbox, db } = installation);
  });
  beforeEach(async () => {
    owner = await newOwner();
  });
  afterAll(() => installation?.close());

  /** An owner with ten seats. */
  const newOwner = async () => {
    const browser = new TestBrowser(call, '198.51.100.7');
    await browser.register(`owner-${randomUUID()}@example.test`, PASSWORD);
    await grantTier(db, browser.userId);
    return browser;
  };
  const invite = (inviter: TestBrowser, email: string) =>
    inviter.call('POST', '/api/workspace/invites', { body: { email, role: 'editor' } });

  it.each([
    'Your invoice is overdue: pay at http://evil.example/x',
    'www.evil.example',
    'billing@evil.example',
    'Ada\r\nBcc: victim@example.test',
    'Ada\u2028Your invoice is overdue',
    'Ada\u202egro.live',
    'Ada\u200b',
    '\u3164\u2800',
    '\u200d\u200c \ufe0f',
    'Ada\u00ad\u{e0041}',
    '<b>Ada</b>',
    ' ',
    'x'.repeat(201),
  ])('is no name with an address or marks that hide text: %j', async (name) => {
    const email = `person-${randomUUID()}@example.test`;
    const answers = [
      await call('POST', '/api/auth/register', { body: { email, password: PASSWORD, name } }),
      await owner.call('PATCH', '/api/account', { body: { name } }),
      await owner.call('PATCH', '/api/workspace', { body: { name } }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([422, 'invalid_input']));
  });

  it('shows a name from before these rules without links and on one line', async () => {
    const name = 'Overdue: pay at http://evil.example/x\r\nBcc: victim@example.test\u2028www.evil.example';
    await db.query('update users set name = $2 where id = $1', [owner.userId, name]);
    await db.query('update workspaces set name = $2 where id = $1', [owner.userId, name]);
    const guest = `guest-${randomUUID()}@example.test`;
    expect((await invite(owner, guest)).status).toBe(201);
    const mail = await outbox.mail(guest, /Overdue/);
    expect(mail).not.toMatch(/http:\/\/evil|evil\.example|victim@|^Bcc:|\u2028/im);
    expect(outbox.to('victim@example.test')).toEqual([]);
  });

  it('is at most three invitations a day to one mailbox, from all senders together, also at the same time', async () => {
    const mailbox = randomUUID();
    const owners = [owner, await newOwner(), await newOwner(), await newOwner(), await newOwner()];
    const answers = await Promise.all(
      owners.map((each, index) => invite(each, `${mailbox}${index > 0 ? `+${index}` : ''}@example.test`)),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect([answers.filter(({ status }) => status === 201).length, refused.map(({ body }) => body.code)]).toEqual([
      3,
      ['too_many_invites', 'too_many_invites'],
    ]);
    // Room for one is when the first of the three is a day old.
    await db.query(
      `update invite_mails set created_at = now() - make_interval(hours => 23 - 2 * n::int) from (
         select id, row_number() over (order by id) as n from invite_mails where address_hash = $1) m where m.id = invite_mails.id`,
      [createHash('sha256').update(`${mailbox}@example.test`).digest()],
    );
    const { status, headers } = await invite(await newOwner(), `${mailbox}@example.test`);
    expect([status, Math.round(Number(headers.get('retry-after')) / 60)]).toEqual([429, 3 * 60]);
    await db.query(`update invite_mails set created_at = now() - interval '25 hours'`);
    expect((await invite(await newOwner(), `${mailbox}@example.test`)).status).toBe(201);
  });

  it('is at most thirty invitations a day from one person, withdrawn ones included', async () => {
    const withdrawn = await invite(owner, `guest-${randomUUID()}@example.test`);
    const { id } = withdrawn.body as unknown as { id: string };
    expect((await owner.call('DELETE', `/api/workspace/invites/${id}`)).status).toBe(204);
    await db.query(
      `insert into invite_mails (id, inviter_id, address_hash) select gen_random_uuid(), $1, sha256(n::text::bytea) from generate_series(3, $2::int) n`,
      [owner.userId, DAY_OF_INVITES],
    );
    const answers = await Promise.all([1, 2, 3].map(() => invite(owner, `guest-${randomUUID()}@example.test`)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 429, 429]);
    const { headers } = answers.find(({ status }) => status === 429) ?? {};
    expect(Math.round(Number(headers?.get('retry-after')) / 3_600)).toBe(24);
    expect((await invite(await newOwner(), `guest-${randomUUID()}@example.test`)).status).toBe(201);
  });
});

describe('an odd email address', () => {
  let installation: TestInstallation;
  let { call, outbox } = {} as TestInstallation;
  let owner: TestBrowser;
  beforeAll(async () => {
    installation = await startTestInstallation({ worker: true, env: { TRUST_PROXY: '1' } });
    ({ call, outbox } = installation);
    owner = new TestBrowser(call, '198.51.100.7');
    await owner.register(`owner-${randomUUID()}@example.test`, PASSWORD);
  });
  afterAll(() => installation?.close());

  const everywhere = async (email: unknown) => {
    const requests: [string, string, object][] = [
      ['POST', '/api/auth/register', { email, password: PASSWORD, name: 'Ada' }],
      ['POST', '/api/auth/login', { email, password: PASSWORD }],
      ['POST', '/api/auth/password-reset', { email }],
      ['POST', '/api/auth/verify-email/resend', { email }],
      ['POST', '/api/account/email', { email }],
      ['POST', '/api/workspace/invites', { email, role: 'viewer' }],
    ];
    return Promise.all(requests.map(async ([method, path, body]) => (await owner.call(method, path, { body })).status));
  };

  it.each<[unknown]>([
    ['"quoted local"@example.test'],
    ['"a\\"b"@example.test'],
    ['"very.(),:;<>[]\\".VERY.\\"very@\\\\ \\"very\\".unusual"@example.test'],
    ['ünï@example.test'],
    ['user@exämple.test'],
    ['用户@例子.测试'],
    [`${'a'.repeat(65)}@example.test`],
    [`a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.test`],
    [`${'a'.repeat(60_000)}@example.test`],
    ['a@localhost'],
    ['a@[127.0.0.1]'],
    ['a@b@example.test'],
    ['a b@example.test'],
    ['a,b@example.test'],
    ['a@-example.test'],
    ['a..b@example.test'],
    ['<a@example.test>'],
    ['Ada <a@example.test>'],
    ['a(comment)@example.test'],
    ['a\r\nBcc: victim@example.test'],
    ['a@example.test\u2028'],
    ['a\u0000@example.test'],
    ['\ud800@example.test'],
    ['😀@example.test'],
    [''],
    [5],
    [null],
    [['a@example.test']],
    [{ toString: 'a@example.test' }],
  ])('is refused where it cannot get mail: %j', async (email) => {
    for (const status of await everywhere(email)) expect([400, 422]).toContain(status);
  });

  it.each([
    [`o'brien+tag/x=1-${randomUUID()}@sub.example.test`],
    [`${'a'.repeat(27)}-${randomUUID()}@example.test`],
    [`${randomUUID()}@xn--exmple-cua.test`],
    [`a@${'b'.repeat(50)}.${'c'.repeat(50)}.${'d'.repeat(50)}.${'e'.repeat(50)}.test`],
    [`{|}~!#$%&*-${randomUUID()}@example.test`],
  ])('gets its mail where it may: %j', async (email) => {
    const statuses = await everywhere(email);
    expect(statuses[0]).toBe(201);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    await outbox.token(email, 'rw_verify_');
  });
});
