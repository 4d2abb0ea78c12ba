import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from './account';
import type { Faults } from './faults';
import type { Charge, Customer, Dispute, PortalSession, Price, Refund, StripeEvent, Subscription } from './objects';
import { invalid } from './stripe-failure';
import type { Tampering, WebhookMood } from './webhooks';

interface ById {
  Params: { id: string };
}

/** What a test does to the account from outside, JSON below `/_test`. */
export function registerControls(scope: FastifyInstance, account: Account, faults: Faults): void {
  const { world, payments, checkout, webhooks } = account;
  scope.post<{ Body: { seconds?: number; days?: number } }>('/clock/advance', (request) => {
    account.advance((request.body.seconds ?? 0) + (request.body.days ?? 0) * 86_400);
    return { now: world.now() };
  });
  scope.post<ById & { Body: { card: Customer['card'] } }>('/customers/:id/card', (request) => {
    world.get<Customer>('customer', request.params.id).card = request.body.card;
    return {};
  });
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
  scope.put<{ Body: Partial<WebhookMood> }>('/webhooks', (request) => Object.assign(webhooks.mood, request.body));
  scope.get('/webhooks/deliveries', () => ({ deliveries: webhooks.deliveries }));
  scope.post<{ Body: { event: string; tampering?: Tampering } }>('/webhooks/deliver', async (request) => ({
    deliveries: await webhooks.deliver(world.get<StripeEvent>('event', request.body.event), request.body.tampering),
  }));
  scope.put<{ Body: Partial<Faults> }>('/faults', (request) => Object.assign(faults, request.body));
}

/** What a person sees: the hosted checkout page and the customer portal, as small as they can be. */
export function registerPages(scope: FastifyInstance, account: Account): void {
  const { world } = account;
  scope.get<ById>('/pay/:id', async (request, reply) => {
    const session = account.session(request.params.id);
    const lines = account.checkout
      .lineItems(session)
      .map(
        (line) =>
          `<li>${String(line.quantity)} × ${escape(String((line.price as { lookup_key?: string }).lookup_key))}</li>`,
      );
    const buttons =
      session.status === 'open'
        ? ['ok', 'declined', 'later']
            .map((card) => `<button name="card" value="${card}">Pay: ${card}</button>`)
            .join(' ')
        : `This session is ${session.status}.`;
    return page(
      reply,
      'Checkout',
      `<ul>${lines.join('')}</ul><form method="post">${buttons}</form><p><a href="${escape(session.cancel_url ?? '#')}">Cancel</a></p>`,
    );
  });
  scope.post<ById & { Body: { card?: string } }>('/pay/:id', async (request, reply) => {
    const session = account.session(request.params.id);
    const card = (['ok', 'declined', 'later'] as const).find((known) => known === request.body.card) ?? 'ok';
    account.checkout.pay(session, card);
    return reply.redirect((session.success_url ?? '/').replace('{CHECKOUT_SESSION_ID}', session.id), 303);
  });
  scope.get<ById>('/portal/:id', async (request, reply) => {
    const { session, subscriptions } = portal(account, request);
    const plans = world
      .all<Price>('price')
      .filter(({ active, recurring, lookup_key: key }) => active && recurring && key);
    const rows = subscriptions.map(({ id, status, cancel_at_period_end: ends, items }) => {
      const others = plans.filter((plan) => plan.id !== items.data[0]?.price.id);
      const buttons = others.map(
        (plan) => `<button name="change" value="${id} ${plan.id}">Change to ${escape(plan.lookup_key ?? '')}</button>`,
      );
      return `<li>${id}: ${status}${ends ? ', ends with its period' : ` ${buttons.join(' ')} <button name="cancel" value="${id}">Cancel</button>`}</li>`;
    });
    return page(
      reply,
      'Portal',
      `<form method="post"><ul>${rows.join('')}</ul></form><p><a href="${escape(session.return_url ?? '#')}">Back</a></p>`,
    );
  });
  scope.post<ById & { Body: { cancel?: string; change?: string } }>('/portal/:id', async (request, reply) => {
    const { subscriptions } = portal(account, request);
    const { cancel, change = '' } = request.body;
    const [changed, price] = change.split(' ');
    const chosen = subscriptions.find(({ id }) => id === (cancel ?? changed));
    if (!chosen) throw invalid('There is no such subscription.');
    if (cancel) chosen.cancel_at_period_end = true;
    else
      account.subscriptions.changePrice(chosen, world.get<Price>('price', price), chosen.items.data[0]?.quantity ?? 1);
    world.emit('customer.subscription.updated', chosen);
    return reply.redirect(request.url, 303);
  });
}

function portal({ world }: Account, request: FastifyRequest<ById>) {
  const session = world.get<PortalSession>('billing_portal.session', request.params.id);
  const subscriptions = world
    .all<Subscription>('subscription', { customer: session.customer })
    .filter(({ status }) => status !== 'canceled');
  return { session, subscriptions };
}

const page = (reply: FastifyReply, title: string, body: string) =>
  reply
    .type('text/html; charset=utf-8')
    .send(`<!doctype html><title>${title} (emulator)</title><h1>${title} (emulator)</h1>${body}`);

const escape = (value: string): string => value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
