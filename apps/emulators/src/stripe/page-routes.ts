import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml } from '../html';
import type { Account } from './account';
import type { PortalConfiguration, PortalSession, Price, Subscription } from './objects';
import { invalid } from './stripe-failure';

interface ById {
  Params: { id: string };
}

/** The pages for people: the hosted checkout page and the customer portal, as small as possible. */
export function registerPages(scope: FastifyInstance, account: Account): void {
  registerCheckout(scope, account);
  registerPortal(scope, account);
}

function registerCheckout(scope: FastifyInstance, account: Account): void {
  scope.get<ById>('/pay/:id', async (request, reply) => {
    const session = account.session(request.params.id);
    const lines = account.checkout
      .lineItems(session)
      .map(
        (line) =>
          `<li>${String(line.quantity)} × ${escapeHtml(String((line.price as { lookup_key?: string }).lookup_key))}</li>`,
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
      `<ul>${lines.join('')}</ul><form method="post">${buttons}</form><p><a href="${escapeHtml(session.cancel_url ?? '#')}">Cancel</a></p>`,
    );
  });
  scope.post<ById & { Body: { card?: string } }>('/pay/:id', async (request, reply) => {
    const session = account.session(request.params.id);
    const card = (['ok', 'declined', 'later'] as const).find((known) => known === request.body.card) ?? 'ok';
    account.checkout.pay(session, card);
    return reply.redirect((session.success_url ?? '/').replace('{CHECKOUT_SESSION_ID}', session.id), 303);
  });
}

function registerPortal(scope: FastifyInstance, account: Account): void {
  const { world } = account;
  scope.get<ById>('/portal/:id', async (request, reply) => {
    const { session, subscriptions } = portal(account, request);
    const plans = world
      .all<Price>('price')
      .filter(({ active, recurring, lookup_key: key }) => active && recurring && key);
    const rows = subscriptions.map(({ id, status, cancel_at_period_end: ends, schedule, items }) => {
      const others = plans.filter((plan) => plan.id !== items.data[0]?.price.id);
      const buttons = others.map(
        (plan) =>
          `<button name="change" value="${id} ${plan.id}">Change to ${escapeHtml(plan.lookup_key ?? '')}</button>`,
      );
      const scheduled = schedule ? ', changes with the next period' : '';
      return `<li>${id}: ${status}${scheduled}${ends ? ', ends with its period' : ` ${buttons.join(' ')} <button name="cancel" value="${id}">Cancel</button>`}</li>`;
    });
    return page(
      reply,
      'Portal',
      `<form method="post"><ul>${rows.join('')}</ul></form><p><a href="${escapeHtml(session.return_url ?? '#')}">Back</a></p>`,
    );
  });
  scope.post<ById & { Body: { cancel?: string; change?: string } }>('/portal/:id', async (request, reply) => {
    const { session, subscriptions } = portal(account, request);
    const { cancel, change = '' } = request.body;
    const [changed, price] = change.split(' ');
    const chosen = subscriptions.find(({ id }) => id === (cancel ?? changed));
    if (!chosen) throw invalid('No such subscription.');
    if (cancel) chosen.cancel_at_period_end = true;
    else changePlan(account, session, chosen, world.get<Price>('price', price));
    world.emit('customer.subscription.updated', chosen);
    return reply.redirect(request.url, 303);
  });
}

/** Depending on the configuration of the portal: at once, or for a lower price at the end of the period. */
function changePlan(
  { world, subscriptions }: Account,
  session: PortalSession,
  chosen: Subscription,
  price: Price,
): void {
  const configuration = world.find<PortalConfiguration>(session.configuration);
  const { proration_behavior: proration, schedule_at_period_end: later } =
    configuration?.features.subscription_update ?? {};
  const [item] = chosen.items.data;
  const isLower = price.unit_amount < (item?.price.unit_amount ?? 0);
  if (isLower && later?.conditions?.some(({ type }) => type === 'decreasing_item_amount'))
    return subscriptions.schedulePrice(chosen, price);
  subscriptions.releaseSchedule(chosen);
  subscriptions.changePrice(chosen, price, item?.quantity ?? 1, proration ?? 'none');
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
