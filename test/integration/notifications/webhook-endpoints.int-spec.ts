import { DELIVERED, FAILED, WebhookHarness } from '../../support/harness/webhook-harness';

const HOUR = 3_600;

describe('webhook endpoints', () => {
  let here: WebhookHarness;
  beforeAll(async () => {
    here = await WebhookHarness.start();
  });
  beforeEach(() => here.reset());
  afterAll(() => here?.close());

  const find = (id: string) => here.endpoints.find({ ownerId: here.ownerId }, id);
  const failOnce = async () => {
    const delivery = await here.takeOne();
    expect(await here.finish(delivery, FAILED)).toBe(false);
    const seconds = (await here.pause(delivery.id)) ?? 0;
    await here.makeDue(delivery.id);
    return seconds;
  };

  it('get an event again with growing pauses for three days, and are then disabled once', async () => {
    const endpointId = await here.endpoint();
    await here.record('render.failed');
    let total = 0;
    let last = 0;
    for (let attempt = 1; attempt <= 9; attempt++) {
      const seconds = await failOnce();
      expect(seconds).toBeGreaterThan(last);
      await here.failedFor(endpointId, seconds);
      [last, total] = [seconds, total + seconds];
    }
    expect(total).toBeGreaterThan(72 * HOUR);
    expect(await here.finish(await here.takeOne(), FAILED)).toBe(true);
    expect(await find(endpointId)).toMatchObject({ disabledReason: 'failing' });
    await here.record('render.failed');
    expect(await here.take()).toEqual([]);
    await here.transaction((manager) =>
      here.endpoints.change({ ownerId: here.ownerId }, endpointId, { enabled: true }, manager),
    );
    expect(await find(endpointId)).toMatchObject({ disabledReason: null, failingSince: null });
  });

  it('stay enabled when they refuse one event for good and have accepted another within three days', async () => {
    const endpointId = await here.endpoint();
    await here.record('render.failed');
    for (let attempt = 1; attempt <= 9; attempt++) await here.failedFor(endpointId, await failOnce());
    await here.query(`update webhook_deliveries set due_at = due_at + interval '1 hour'`);
    await here.record('render.completed');
    await here.finish(await here.takeOne(), DELIVERED);
    await here.query('update webhook_deliveries set due_at = clock_timestamp() where finished_at is null');
    const refused = await here.takeOne();
    expect(await here.finish(refused, FAILED)).toBe(false);
    expect(await here.deliveries.find(endpointId, refused.id)).toMatchObject({ status: 'failed', attempts: 10 });
    expect(await find(endpointId)).toMatchObject({ disabledReason: null, failingSince: expect.any(Date) });
    await here.record('render.failed');
    expect(await here.takeOne()).toMatchObject({ endpointId });
  });

  it('are not judged by an attempt that another worker has begun again', async () => {
    const endpointId = await here.endpoint();
    await here.record('render.failed');
    const late = await here.takeOne();
    await here.makeDue(late.id);
    const current = await here.takeOne();
    for (const attempt of [FAILED, { ...FAILED, status: 410 }]) {
      expect(await here.finish(late, attempt)).toBe(false);
      expect(await find(endpointId)).toMatchObject({ disabledReason: null, failingSince: null });
    }
    await here.finish(current, FAILED);
    await here.finish(late, DELIVERED);
    expect(await find(endpointId)).toMatchObject({ failingSince: expect.any(Date) });
  });

  it('that were down for an hour get an event with the first attempt after it, within three hours', async () => {
    const endpointId = await here.endpoint();
    await here.record('render.failed');
    let [seconds, attempts] = [0, 1];
    for (; seconds < HOUR; attempts++) seconds += await failOnce();
    expect([attempts, Math.round((seconds / HOUR) * 10) / 10]).toEqual([5, 2.6]);
    await here.finish(await here.takeOne(), DELIVERED);
    expect(await find(endpointId)).toMatchObject({ disabledReason: null, failingSince: null });
  });

  it('are at most twenty for an account, however many are created at the same time', async () => {
    const results = await Promise.allSettled(Array.from({ length: 25 }, () => here.endpoint()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });

  it('have an address of their own, however many are created for it at the same time', async () => {
    const create = (url: string) =>
      here.transaction((manager) =>
        here.endpoints.create({ ownerId: here.ownerId }, { url, description: '', events: [] }, manager),
      );
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => create('https://example.com/one')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { endpoint: other } = await create('https://example.com/two');
    const change = (url: string) =>
      here.transaction((manager) => here.endpoints.change({ ownerId: here.ownerId }, other.id, { url }, manager));
    await expect(change('https://example.com/one')).rejects.toMatchObject({
      code: 'webhook_exists',
      options: { errors: [{ path: 'url' }] },
    });
    expect(await change('https://example.com/two')).toMatchObject({ id: other.id });
  });

  it('sign with the former secret as well for as long as a rotation says, and with one secret otherwise', async () => {
    const { endpoint: made, secret } = await here.createEndpoint();
    const rotate = (seconds: number, owner = here.ownerId) =>
      here.transaction((manager) => here.endpoints.rotateSecret({ ownerId: owner }, made.id, seconds, manager));
    const second = await rotate(HOUR);
    expect(second?.endpoint.previousExpiresAt).toBeInstanceOf(Date);
    expect(await here.endpoints.signingSecrets(made.id)).toEqual([second?.secret, secret]);
    await here.query('update webhook_endpoints set previous_expires_at = now() where id = $1', [made.id]);
    expect(await here.endpoints.signingSecrets(made.id)).toEqual([second?.secret]);
    const third = await rotate(0);
    expect([third?.endpoint.previousExpiresAt, third?.secret === second?.secret]).toEqual([null, false]);
    expect(await here.endpoints.signingSecrets(made.id)).toEqual([third?.secret]);
    expect(await rotate(0, await here.newOwner())).toBeUndefined();
  });
});
