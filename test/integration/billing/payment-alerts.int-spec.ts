import { StripeInboxService } from '@app/billing';
import { OperatorProblemsService } from '../../../apps/worker/src/operator-alerts/operator-problems.service';
import { paymentSuite } from '../../support/model/payment-suite';

describe('payments that operators have to act on', () => {
  const suite = paymentSuite();
  const fits = { check: async () => ({ status: 'ok' }) };
  /** The problems of an installation that has no other ones. */
  const problems = () =>
    new OperatorProblemsService(
      { list: async () => ({ rows: [] }) } as never,
      { verifyNew: async () => 0 } as never,
      fits as never,
      fits as never,
      { countOverdue: async () => 0, countShownOtherwise: async () => 0 } as never,
      suite.payments.get(StripeInboxService),
    ).find(new AbortController().signal);
  const receive = (type: string, object: string, age: string, processed = true) =>
    suite.payments.dataSource.query(
      `insert into payment_events (id, type, payload, created_at, received_at, processed_at)
       values ($1, $2, $3, now(), now() - $4::interval, case when $5 then now() end)`,
      [`evt_${object}`, type, { data: { object: { id: object } } }, age, processed],
    );
  afterEach(() => suite.payments.dataSource.query('delete from payment_events'));

  it('are disputes and invoices without an end, for as long as operators have not heard of them', async () => {
    await receive('invoice.finalization_failed', 'in_1', '70 minutes');
    await receive('invoice.finalization_failed', 'in_2', '1 minute');
    await receive('invoice.finalization_failed', 'in_old', '2 hours');
    await receive('charge.dispute.created', 'dp_1', '1 minute');
    await receive('invoice.paid', 'in_3', '1 minute');
    expect(await problems()).toEqual([
      {
        subject: 'charge_dispute_created',
        title: 'Payments are disputed',
        description: expect.stringMatching(/: dp_1$/),
      },
      {
        subject: 'invoice_finalization_failed',
        title: 'Invoices could not be completed',
        description: expect.stringMatching(/: in_1, in_2$/),
      },
    ]);
  });

  it('are events that the hourly repair does not process either', async () => {
    await receive('invoice.paid', 'in_1', '3 hours', false);
    await receive('invoice.paid', 'in_2', '1 hour', false);
    expect(await problems()).toMatchObject([
      { subject: 'stuck_payment_events', title: '1 payment event cannot be processed' },
    ]);
  });
});
