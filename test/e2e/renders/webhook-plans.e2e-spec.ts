import { MailOutbox } from '../../support/emulators/mail-outbox';
import { RenderInstallation } from '../../support/harness/render-installation';
import type { TestUser } from '../../support/harness/test-credentials';
import { waitUntil } from '../../support/harness/wait-until';
import { grantTier } from '../../support/model/grant-tier';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';

const HOOKS = '/api/webhooks';

interface Endpoint {
  id: string;
  disabled_reason: string | null;
}

interface Delivery {
  status: string;
  attempts: number;
  attempted_at: string | null;
}

describe('webhook endpoints whose plan ends', () => {
  let here: RenderInstallation;
  let remote: RemoteServer;
  let user: TestUser;
  beforeAll(async () => {
    remote = await startRemoteServer();
    remote.respond((_, response) => response.writeHead(204).end());
    here = await RenderInstallation.start({ FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}` });
    // The first pass of the worker is over once it has disabled this one.
    user = await here.newUser();
    await grantUnnoticed();
    await create('earlier');
    await endUnnoticed();
    await here.worker();
    await untilReasons('plan');
  });
  beforeEach(async () => {
    user = await here.newUser();
  });
  afterAll(async () => {
    await here?.close();
    remote?.close();
  });

  const grant = () => grantTier(here.sql, user.userId, 'studio');
  /** Without the triggers that tell the workers of changes, as when time passes. */
  const unnoticed = (change: string) =>
    here.sql.query(`begin; set local session_replication_role = replica; ${change}; commit`);
  const grantUnnoticed = () =>
    unnoticed(
      `insert into entitlement_grants (id, user_id, tier, note) values (gen_random_uuid(), '${user.userId}', 'studio', 'test')`,
    );
  const endUnnoticed = () => unnoticed(`delete from entitlement_grants where user_id = '${user.userId}'`);
  const create = async (name: string) =>
    (await here.call<Endpoint>('POST', HOOKS, { url: `${remote.base}/${user.userId}/${name}` }, user)).body;
  const reasons = async () =>
    (await here.call<{ webhooks: Endpoint[] }>('GET', HOOKS, undefined, user)).body.webhooks.map(
      ({ disabled_reason }) => disabled_reason,
    );
  const untilReasons = (...expected: (string | null)[]) =>
    waitUntil(async () => JSON.stringify(await reasons()) === JSON.stringify(expected));
  const deliveries = async (id: string) =>
    (await here.call<{ deliveries: Delivery[] }>('GET', `${HOOKS}/${id}/deliveries`, undefined, user)).body.deliveries;
  const arrived = () => remote.requests.filter(({ url }) => url?.startsWith(`/${user.userId}/`)).length;

  it('are disabled, with one mail, and enabled again with the plan', async () => {
    await grant();
    const [first, second, third] = [await create('first'), await create('second'), await create('third')];
    const switchOff = ({ id }: Endpoint) => here.call('PATCH', `${HOOKS}/${id}`, { enabled: false }, user);
    await switchOff(third);
    await here.sql.query('update entitlement_grants set revoked_at = now() where user_id = $1', [user.userId]);
    await untilReasons('plan', 'plan', 'owner');
    const outbox = new MailOutbox(here.dataDir);
    await outbox.mail(user.email, /Your plan no longer includes webhooks/);
    expect(await here.call('PATCH', `${HOOKS}/${first.id}`, { enabled: true }, user)).toMatchObject({ status: 403 });
    await here.call('POST', `${HOOKS}/${first.id}/test`, {}, user);
    await switchOff(second);
    expect(await reasons()).toEqual(['plan', 'owner', 'owner']);
    expect(arrived()).toBe(0);

    await grant();
    await untilReasons(null, 'owner', 'owner');
    await waitUntil(async () => (await deliveries(first.id))[0]?.status === 'delivered');
    expect(arrived()).toBe(1);
    expect(outbox.to(user.email).filter((mail) => mail.includes('stopped sending events'))).toHaveLength(1);
  });

  it('get nothing although no change says that it has ended', async () => {
    await grantUnnoticed();
    const { id } = await create('hook');
    await endUnnoticed();
    await here.call('POST', `${HOOKS}/${id}/test`, {}, user);
    await untilReasons('plan');
    expect(await deliveries(id)).toMatchObject([{ status: 'pending', attempts: 0, attempted_at: null }]);
    expect(arrived()).toBe(0);

    // The worker remembers that the plan does not include them, and decides by what it includes now.
    await grantUnnoticed();
    await here.sql.query(`update webhook_endpoints set disabled_reason = null where id = $1`, [id]);
    await waitUntil(() => arrived() === 1);
    expect(await reasons()).toEqual([null]);
  });

  it('are found when the worker has lost the connection that tells it of changes', async () => {
    await grantUnnoticed();
    await create('hook');
    await endUnnoticed();
    await here.sql.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'reelway-changes' and datname = current_database()`,
    );
    await untilReasons('plan');
  });

  it('are found every hour when they have nothing to deliver', async () => {
    await grantUnnoticed();
    await create('hook');
    await endUnnoticed();
    expect(await reasons()).toEqual([null]);
    await here.runMaintenance('1h');
    await untilReasons('plan');
  });
});
