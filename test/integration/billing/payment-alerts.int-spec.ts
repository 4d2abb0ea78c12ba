import { StripeInboxService } from '@app/billing';
import type { JobRun } from '@app/jobs';
import {
  type DiscordAdapter,
  type DiscordMessage,
  discordWebhookGone,
  type NotificationsConfig,
  notificationNotDelivered,
  OperatorAlertsRepository,
} from '@app/notifications';
import { OperatorProblemsService } from '../../../apps/worker/src/operator-alerts/operator-problems.service';
import { SendOperatorAlertsHandler } from '../../../apps/worker/src/operator-alerts/send-operator-alerts.handler';
import { paymentSuite } from '../../support/model/payment-suite';

describe('payments that operators have to act on', () => {
  const suite = paymentSuite();
  const fits = { check: async () => ({ status: 'ok' }) };
  /** The problems of an installation that has no other ones. */
  const service = () =>
    new OperatorProblemsService(
      { list: async () => ({ rows: [] }) } as never,
      { verifyNew: async () => 0 } as never,
      fits as never,
      fits as never,
      { countOverdue: async () => 0, countShownOtherwise: async () => 0 } as never,
      suite.payments.get(StripeInboxService),
    );
  const run = { signal: new AbortController().signal } as JobRun;
  const problems = () => service().find(run.signal);
  /** The failure of the next message. */
  let failure: Error | undefined;
  /** The disputes that operators hear of an hour later. */
  const report = async (): Promise<string[]> => {
    const { dataSource } = suite.payments;
    const messages: DiscordMessage[] = [];
    const send = async (_webhook: string, message: DiscordMessage) => {
      if (failure) throw failure;
      messages.push(message);
    };
    await dataSource.query('delete from operator_alerts');
    const handler = new SendOperatorAlertsHandler(
      service(),
      new OperatorAlertsRepository(dataSource),
      suite.payments.get(StripeInboxService),
      { send } as unknown as DiscordAdapter,
      dataSource,
      { ADMIN_DISCORD_WEBHOOK_URL: 'https://discord.com/api/webhooks/9000/the-operators' } as NotificationsConfig,
    );
    await handler.handle({}, run);
    const embeds = messages.flatMap((message) => message.embeds ?? []);
    return embeds.flatMap(({ description = '' }) => description.match(/dp_\d+/g) ?? []);
  };
  const receive = (type: string, object: string, age: string, processed = true) =>
    suite.payments.dataSource.query(
      `insert into payment_events (id, type, payload, created_at, received_at, processed_at)
       values ($1, $2, $3, now(), now() - $4::interval, case when $5 then now() end)`,
      [`evt_${object}`, type, { data: { object: { id: object } } }, age, processed],
    );
  afterEach(() => suite.payments.dataSource.query('delete from payment_events'));

  it('are disputes and invoices without an end, however long no worker has looked', async () => {
    await receive('invoice.finalization_failed', 'in_1', '9 days');
    await receive('invoice.finalization_failed', 'in_2', '1 minute');
    await receive('charge.dispute.created', 'dp_1', '1 minute');
    await receive('invoice.paid', 'in_3', '1 minute');
    expect(await problems()).toEqual([
      {
        subject: 'charge_dispute_created',
        title: 'Payments are disputed',
        description: expect.stringMatching(/: dp_1$/),
        paymentEvents: ['evt_dp_1'],
      },
      {
        subject: 'invoice_finalization_failed',
        title: 'Invoices could not be completed',
        description: expect.stringMatching(/: in_1, in_2$/),
        paymentEvents: ['evt_in_1', 'evt_in_2'],
      },
    ]);
  });

  it('are each reported once, also when there are more than a message holds', async () => {
    for (let number = 10; number < 70; number += 1)
      await receive('charge.dispute.created', `dp_${number}`, `${100 - number} minutes`);
    const reported: string[] = [];
    for (let hour = 0; hour < 3; hour += 1) reported.push(...(await report()));
    expect(reported).toEqual([...reported].sort());
    expect(new Set(reported).size).toBe(60);
    expect(reported).toHaveLength(60);
    await receive('charge.dispute.created', 'dp_99', '1 minute');
    expect(await report()).toEqual(['dp_99']);
  });

  it.each([
    ['Discord does not answer', notificationNotDelivered()],
    ['the webhook is gone', discordWebhookGone()],
    ['its worker stops', new Error('The worker stops.')],
  ])('are reported by the next message when %s', async (_when, thrown) => {
    await receive('charge.dispute.created', 'dp_1', '1 minute');
    failure = thrown;
    expect(await report().catch(() => [])).toEqual([]);
    failure = undefined;
    expect(await report()).toEqual(['dp_1']);
  });

  it('are events that the hourly repair does not process either', async () => {
    await receive('invoice.paid', 'in_1', '3 hours', false);
    await receive('invoice.paid', 'in_2', '1 hour', false);
    expect(await problems()).toMatchObject([
      { subject: 'stuck_payment_events', title: '1 payment event cannot be processed' },
    ]);
  });
});
