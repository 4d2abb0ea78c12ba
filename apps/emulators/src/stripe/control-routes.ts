import type { FastifyInstance } from 'fastify';
import type { Account } from './account';
import { discountCustomer } from './discounts';
import type { Faults } from './faults';
import type { Charge, Customer, Dispute, Refund, StripeEvent } from './objects';
import type { Dunning, Renewals } from './subscription-engine';
import type { Tampering, WebhookMood } from './webhooks';

interface ById {
  Params: { id: string };
}

/** Controls for tests, JSON below `/_test`. */
export function registerControls(scope: FastifyInstance, account: Account, faults: Faults): void {
  const { world, payments, checkout, subscriptions, webhooks } = account;
  scope.post<{ Body: { seconds?: number; days?: number } }>('/clock/advance', (request) => {
    account.advance((request.body.seconds ?? 0) + (request.body.days ?? 0) * 86_400);
    return { now: world.now() };
  });
  scope.post<ById & { Body: { card: Customer['card'] } }>('/customers/:id/card', (request) => {
    world.get<Customer>('customer', request.params.id).card = request.body.card;
    return {};
  });
  // An operator can do that in Stripe's Dashboard; the current version of the API cannot.
  scope.post<ById & { Body: { coupon: string } }>('/customers/:id/discount', (request) =>
    discountCustomer(world, world.get<Customer>('customer', request.params.id), request.body.coupon),
  );
  scope.post<ById & { Body: { card?: 'ok' | 'declined' | 'later' } }>('/checkout/:id/pay', (request) => {
    const session = account.session(request.params.id);
    checkout.pay(session, request.body?.card ?? 'ok');
    return world.show(session);
  });
  scope.post<ById & { Body: { succeeded: boolean } }>('/checkout/:id/finish', (request) => {
    const session = account.session(request.params.id);
    checkout.finish(session, request.body.succeeded);
    return world.show(session);
  });
  scope.post<ById>('/refunds/:id/fail', (request) => {
    payments.failRefund(world.get<Refund>('refund', request.params.id));
    return {};
  });
  scope.post<ById & { Body: { amount?: number } }>('/charges/:id/dispute', (request) => {
    const charge = world.get<Charge>('charge', request.params.id);
    return payments.dispute(charge, request.body?.amount ?? charge.amount);
  });
  scope.post<ById & { Body: { won: boolean } }>('/disputes/:id/close', (request) => {
    const dispute = world.get<Dispute>('dispute', request.params.id);
    payments.closeDispute(dispute, request.body.won);
    return dispute;
  });
  scope.put<{ Body: Dunning }>('/dunning', (request) => Object.assign(subscriptions.dunning, request.body));
  scope.put<{ Body: Renewals }>('/renewals', (request) => Object.assign(subscriptions.renewals, request.body));
  scope.put<{ Body: Partial<WebhookMood> }>('/webhooks', (request) => Object.assign(webhooks.mood, request.body));
  scope.get('/webhooks/deliveries', () => ({ deliveries: webhooks.deliveries }));
  scope.post<{ Body: { event: string; tampering?: Tampering } }>('/webhooks/deliver', async (request) => ({
    deliveries: await webhooks.deliver(world.get<StripeEvent>('event', request.body.event), request.body.tampering),
  }));
  scope.put<{ Body: Partial<Faults> }>('/faults', (request) => Object.assign(faults, request.body));
}
