import { endDiscountOfCustomer } from './discounts';
import type { Form } from './form';
import { changedWords, flag, group, list, text, whole, words } from './form';
import type { Customer, Price, StripeObject, Subscription, WebhookEndpoint } from './objects';
import { type Routes, readable } from './routes';
import { invalid } from './stripe-failure';
import { WEBHOOK_SECRET } from './webhooks';
import type { World } from './world';

/** Customers, products, prices, portal, webhook endpoints: everything that is only stored. */
export const catalogueRoutes: Routes = {
  ...readable('/customers', 'customer'),
  'POST /customers': ({ account: { world }, form }) => {
    const fields = {
      email: text(form.email) ?? null,
      name: text(form.name) ?? null,
      address: addressOf(form),
      card: 'ok' as const,
      metadata: words(form.metadata),
    };
    const customer = world.add<Customer>('cus', 'customer', {
      ...fields,
      balance: 0,
      discount: null,
      currency: null,
      default_source: null,
      delinquent: false,
      invoice_settings: {},
      tax_exempt: 'none',
    });
    world.emit('customer.created', customer);
    return customer;
  },
  'POST /customers/:id': ({ account: { world }, id, form }) => {
    const customer = world.get<Customer>('customer', id);
    for (const [field, value] of Object.entries(given(form, ['email', 'name', 'phone', 'shipping'])))
      customer[field] = value === '' ? null : value;
    customer.metadata = changedWords(customer.metadata, form.metadata);
    if (form.address !== undefined) customer.address = addressOf(form);
    world.emit('customer.updated', customer);
    return customer;
  },
  'DELETE /customers/:id/discount': ({ account: { world }, id }) =>
    endDiscountOfCustomer(world, world.get<Customer>('customer', id)),
  'GET /customers/:id': ({ account: { world }, id }) =>
    world.find<Customer>(id)?.deleted ? deletedCustomer(id) : world.get<Customer>('customer', id),
  'DELETE /customers/:id': ({ account: { world, subscriptions }, id }) => {
    const customer = world.get<Customer>('customer', id);
    for (const each of world.all<Subscription>('subscription', { customer: id }))
      if (each.status !== 'canceled') subscriptions.cancel(each);
    customer.deleted = true;
    world.emit('customer.deleted', customer);
    return deletedCustomer(id);
  },

  'GET /customers/:id/tax_ids': ({ account: { world }, id, form, path }) =>
    world.page('tax_id', { ...form, customer: id }, path),
  'POST /customers/:id/tax_ids': ({ account: { world }, id, form }) => {
    const { id: customer } = world.get<Customer>('customer', id);
    return world.add<StripeObject>('txi', 'tax_id', {
      customer,
      type: required(form, 'type'),
      value: required(form, 'value'),
      metadata: {},
    });
  },
  'DELETE /customers/:customer/tax_ids/:id': ({ account: { world }, id }) => {
    world.get('tax_id', id);
    world.remove(id);
    return { id, object: 'tax_id', deleted: true };
  },
  'GET /customers/:id/payment_methods': ({ account: { world }, id, form, path }) =>
    world.page('payment_method', { ...form, customer: id }, path),
  'POST /payment_methods/:id/detach': ({ account: { world }, id }) => {
    const method = world.get<StripeObject>('payment_method', id);
    if (method.customer === null) throw invalid('The payment method is not attached to a customer.', 'payment_method');
    method.customer = null;
    return method;
  },

  ...readable('/products', 'product'),
  'POST /products': ({ account: { world }, form }) => {
    const fields = {
      name: required(form, 'name'),
      active: true,
      description: text(form.description) ?? null,
      default_price: null,
      images: [],
      metadata: words(form.metadata),
    };
    const product = world.add<StripeObject>('prod', 'product', fields);
    const id = text(form.id);
    if (id) renamed(world, product, id);
    world.emit('product.created', product);
    return product;
  },
  'POST /products/:id': ({ account: { world }, id, form }) => {
    const product = world.get<StripeObject>('product', id);
    Object.assign(product, given(form, ['name', 'description']), {
      metadata: changedWords(product.metadata, form.metadata),
    });
    if (form.active !== undefined) product.active = flag(form.active);
    world.emit('product.updated', product);
    return product;
  },

  ...readable('/prices', 'price'),
  'POST /prices': ({ account: { world }, form }) => createPrice(world, form),
  'POST /prices/:id': ({ account: { world }, id, form }) => {
    const price = world.get<Price>('price', id);
    if (form.lookup_key !== undefined)
      takeLookupKey(world, text(form.lookup_key) ?? null, flag(form.transfer_lookup_key));
    Object.assign(price, given(form, ['lookup_key', 'nickname']), {
      metadata: changedWords(price.metadata, form.metadata),
    });
    if (form.active !== undefined) price.active = flag(form.active);
    world.emit('price.updated', price);
    return price;
  },

  ...readable('/billing_portal/configurations', 'billing_portal.configuration'),
  'POST /billing_portal/configurations': ({ account: { world }, form }) =>
    world.add<StripeObject>('bpc', 'billing_portal.configuration', {
      active: true,
      // Without a name, the configuration of the Dashboard applies; a request must name one that the API created.
      is_default: false,
      features: group(form.features),
      metadata: words(form.metadata),
    }),
  'POST /billing_portal/configurations/:id': ({ account: { world }, id, form }) =>
    updateConfiguration(world.get<StripeObject>('billing_portal.configuration', id), form),
  'POST /billing_portal/sessions': ({ account: { world }, form }) => {
    const customer = world.get<Customer>('customer', text(form.customer), 'customer');
    const [standard] = world.all<StripeObject>('billing_portal.configuration', { is_default: true });
    const configuration = text(form.configuration);
    const session = world.add<StripeObject>('bps', 'billing_portal.session', {
      customer: customer.id,
      return_url: text(form.return_url) ?? null,
      configuration: configuration
        ? world.get<StripeObject>('billing_portal.configuration', configuration, 'configuration').id
        : (standard?.id ?? null),
    });
    session.url = `${world.url}/portal/${session.id}`;
    return session;
  },

  ...readable('/webhook_endpoints', 'webhook_endpoint'),
  'POST /webhook_endpoints': ({ account: { world }, form }) => {
    const fields = {
      url: required(form, 'url'),
      enabled_events: list(form.enabled_events).map(String),
      api_version: text(form.api_version) ?? null,
    };
    return world.add<WebhookEndpoint>('we', 'webhook_endpoint', {
      ...fields,
      status: 'enabled',
      secret: WEBHOOK_SECRET,
      metadata: words(form.metadata),
    });
  },
  'POST /webhook_endpoints/:id': ({ account: { world }, id, form }) => {
    const endpoint = world.get<WebhookEndpoint>('webhook_endpoint', id);
    Object.assign(endpoint, given(form, ['url']));
    if (form.enabled_events !== undefined) endpoint.enabled_events = list(form.enabled_events).map(String);
    if (form.disabled !== undefined) endpoint.status = flag(form.disabled) ? 'disabled' : 'enabled';
    return endpoint;
  },
  'DELETE /webhook_endpoints/:id': ({ account: { world }, id }) => {
    world.get('webhook_endpoint', id);
    world.remove(id);
    return { id, object: 'webhook_endpoint', deleted: true };
  },
};

const deletedCustomer = (id: string): object => ({ id, object: 'customer', deleted: true });

function createPrice(world: World, form: Form): Price {
  const recurring = group(form.recurring);
  const interval = text(recurring.interval) as 'month' | undefined;
  world.get('product', text(form.product), 'product');
  const lookupKey = text(form.lookup_key) ?? null;
  takeLookupKey(world, lookupKey, flag(form.transfer_lookup_key));
  const price = world.add<Price>('price', 'price', {
    active: true,
    product: required(form, 'product'),
    lookup_key: lookupKey,
    unit_amount: whole(form.unit_amount) ?? 0,
    unit_amount_decimal: text(form.unit_amount) ?? '0',
    currency: required(form, 'currency'),
    type: interval ? 'recurring' : 'one_time',
    recurring: interval
      ? { interval, interval_count: whole(recurring.interval_count) ?? 1, usage_type: 'licensed' }
      : null,
    billing_scheme: 'per_unit',
    nickname: text(form.nickname) ?? null,
    tax_behavior: 'unspecified',
    currency_options: { [required(form, 'currency')]: {}, ...group(form.currency_options) },
    metadata: words(form.metadata),
  });
  world.emit('price.created', price);
  return price;
}

function updateConfiguration(configuration: StripeObject, form: Form): StripeObject {
  if (form.features !== undefined) configuration.features = group(form.features);
  configuration.metadata = changedWords(configuration.metadata, form.metadata);
  return configuration;
}

function takeLookupKey(world: World, lookupKey: string | null, transfer: boolean): void {
  const holder = lookupKey === null ? undefined : world.all<Price>('price', { lookup_key: lookupKey })[0];
  if (!holder) return;
  if (!transfer)
    throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, 'lookup_key', 'resource_already_exists');
  holder.lookup_key = null;
  world.emit('price.updated', holder);
}

function renamed(world: World, object: StripeObject, id: string): void {
  if (world.find(id)) throw invalid(`Product already exists.`, 'id', 'resource_already_exists');
  world.rename(object, id);
}

function required(form: Form, field: string): string {
  const value = text(form[field]);
  if (value === undefined) throw invalid(`Missing required param: ${field}.`, field, 'parameter_missing');
  return value;
}

const given = (form: Form, fields: readonly string[]): Form =>
  Object.fromEntries(fields.flatMap((field) => (form[field] === undefined ? [] : [[field, form[field]]])));

const addressOf = (form: Form): Customer['address'] => {
  const country = text(group(form.address).country);
  return country ? { country } : null;
};
