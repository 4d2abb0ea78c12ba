import type { Form, FormValue } from './form';
import { StripeFailure } from './stripe-failure';

/** The parameters of an operation or of a group. A group that is `undefined` may contain anything. */
type Fields = ReadonlyMap<string, Fields | undefined>;

const fields = (names: string, groups: Readonly<Record<string, Fields>> = {}): Fields =>
  new Map<string, Fields | undefined>([
    ...(names.match(/\S+/g) ?? []).map((name) => [name, undefined] as const),
    ...Object.entries(groups),
  ]);

const EXPAND = fields('expand');
const SPAN = fields('gt gte lt lte');
const ADDRESS = fields('city country line1 line2 postal_code state');
const ENABLED = { enabled: fields('enabled'), taxed: fields('enabled liability') };
const DISCOUNT = fields('coupon discount promotion_code');
const CANCELLATION = fields('comment feedback feedback_option');
const TRIAL_SETTINGS = fields('', { end_behavior: fields('billing_cycle_anchor missing_payment_method') });
const OF_AN_ITEM = 'billing_thresholds current_trial metadata plan price price_data quantity tax_rates';
const RECURRING = fields('interval interval_count meter trial_period_days usage_type');
const SHIPPING = fields('name phone', { address: ADDRESS });

/** One page of a list. */
const page = (names = '', groups: Readonly<Record<string, Fields>> = {}): Fields =>
  fields(`limit starting_after ending_before expand ${names}`, { created: SPAN, ...groups });
const pageWithoutTime = (names = ''): Fields => fields(`limit starting_after ending_before expand ${names}`);

const OF_A_CUSTOMER = `balance business_name cash_balance description email expand individual_name invoice_prefix
  invoice_settings metadata name next_invoice_sequence phone preferred_locales source tax tax_exempt validate`;
const OF_A_SUBSCRIPTION = `add_invoice_items application_fee_percent billing_cycle_anchor billing_schedules
  billing_thresholds cancel_at cancel_at_period_end collection_method days_until_due default_payment_method
  default_source default_tax_rates description expand invoice_settings metadata off_session on_behalf_of
  payment_behavior payment_settings pending_invoice_item_interval proration_behavior transfer_data trial_end
  trial_from_plan`;
const OF_A_PRODUCT = `active description expand images marketing_features metadata name package_dimensions shippable
  statement_descriptor tax_code tax_details unit_label url`;
const OF_A_PRICE = 'active currency_options expand lookup_key metadata nickname tax_behavior transfer_lookup_key';

const CHECKOUT = fields(
  `adaptive_pricing after_expiration allow_promotion_codes allowed_payment_method_types billing_address_collection
  branding_settings cancel_url client_reference_id consent_collection currency custom_fields custom_text customer
  customer_account customer_creation customer_email excluded_payment_method_types expand expires_at
  integration_identifier locale managed_payments metadata mode name_collection optional_items origin_context
  payment_method_collection payment_method_configuration payment_method_data payment_method_options permissions
  phone_number_collection redirect_on_completion return_url saved_payment_method_options setup_intent_data
  shipping_address_collection shipping_options submit_type success_url ui_mode wallet_options`,
  {
    automatic_tax: ENABLED.taxed,
    customer_update: fields('address name shipping'),
    discounts: fields('coupon promotion_code'),
    invoice_creation: fields('enabled invoice_data'),
    line_items: fields('adjustable_quantity metadata price price_data quantity tax_rates'),
    payment_intent_data: fields(
      `application_fee_amount capture_method description metadata on_behalf_of receipt_email setup_future_usage
      shipping statement_descriptor statement_descriptor_suffix transfer_data transfer_group`,
    ),
    subscription_data: fields(
      `application_fee_percent billing_cycle_anchor billing_cycle_anchor_config billing_mode default_tax_rates
      description invoice_settings metadata on_behalf_of pending_invoice_item_interval proration_behavior
      transfer_data trial_end trial_period_days`,
      { trial_settings: fields('', { end_behavior: fields('missing_payment_method') }) },
    ),
    tax_id_collection: fields('enabled required'),
  },
);

const PORTAL = {
  business_profile: fields('headline privacy_policy_url terms_of_service_url'),
  features: fields('', {
    customer_update: fields('allowed_updates enabled'),
    invoice_history: ENABLED.enabled,
    payment_method_update: fields('enabled payment_method_configuration'),
    subscription_cancel: fields('enabled mode proration_behavior', {
      cancellation_reason: fields('enabled feedback_options options'),
    }),
    subscription_pause: fields('duration enabled'),
    subscription_update: fields(
      'billing_cycle_anchor default_allowed_updates enabled proration_behavior trial_update_behavior',
      {
        products: fields('adjustable_quantity prices product'),
        schedule_at_period_end: fields('', { conditions: fields('type') }),
      },
    ),
  }),
};

/** Of the operations that have more parameters than `expand`; from the types of Stripe's library. */
const PARAMETERS: Readonly<Record<string, Fields>> = {
  'GET /customers': page('email test_clock'),
  'POST /customers': fields(`${OF_A_CUSTOMER} payment_method tax_id_data test_clock`, {
    address: ADDRESS,
    shipping: SHIPPING,
  }),
  'POST /customers/:id': fields(`${OF_A_CUSTOMER} default_source`, { address: ADDRESS, shipping: SHIPPING }),
  'GET /customers/:id/tax_ids': pageWithoutTime(),
  'POST /customers/:id/tax_ids': fields('type value expand'),
  'GET /customers/:id/payment_methods': pageWithoutTime('allow_redisplay type'),

  'GET /products': page('active ids shippable type url'),
  'POST /products': fields(`${OF_A_PRODUCT} default_price_data id type`),
  'POST /products/:id': fields(`${OF_A_PRODUCT} default_price`),
  'GET /prices': page('active currency lookup_keys product type', {
    recurring: fields('interval meter usage_type'),
  }),
  'POST /prices': fields(
    `${OF_A_PRICE} billing_scheme currency custom_unit_amount product product_data tiers tiers_mode transform_quantity
    unit_amount unit_amount_decimal`,
    { recurring: RECURRING },
  ),
  'POST /prices/:id': fields(OF_A_PRICE),
  'GET /coupons': page(),
  'POST /coupons': fields(
    `amount_off currency currency_options duration duration_in_months expand id max_redemptions metadata name
    percent_off redeem_by`,
    { applies_to: fields('products') },
  ),

  'GET /billing_portal/configurations': pageWithoutTime('active is_default'),
  'POST /billing_portal/configurations': fields('default_return_url expand login_page metadata name', PORTAL),
  'POST /billing_portal/configurations/:id': fields(
    'active default_return_url expand login_page metadata name',
    PORTAL,
  ),
  'POST /billing_portal/sessions': fields(
    'after_expiration configuration customer customer_account expand flow_data locale on_behalf_of return_url',
  ),
  'GET /webhook_endpoints': pageWithoutTime(),
  'POST /webhook_endpoints': fields('api_version connect description enabled_events expand metadata url'),
  'POST /webhook_endpoints/:id': fields('description disabled enabled_events expand metadata url'),

  'GET /checkout/sessions': page('customer customer_account payment_intent payment_link status subscription', {
    customer_details: fields('email'),
  }),
  'POST /checkout/sessions': CHECKOUT,
  'GET /checkout/sessions/:id/line_items': pageWithoutTime(),

  'GET /subscriptions': page('collection_method customer customer_account plan price status test_clock', {
    automatic_tax: ENABLED.enabled,
    current_period_end: SPAN,
    current_period_start: SPAN,
  }),
  'POST /subscriptions': fields(
    `${OF_A_SUBSCRIPTION} backdate_start_date billing_cycle_anchor_config billing_mode currency customer
    customer_account trial_period_days`,
    {
      automatic_tax: ENABLED.taxed,
      discounts: DISCOUNT,
      items: fields(OF_AN_ITEM, { discounts: DISCOUNT }),
      trial_settings: TRIAL_SETTINGS,
    },
  ),
  'POST /subscriptions/:id': fields(`${OF_A_SUBSCRIPTION} pause_collection proration_date`, {
    automatic_tax: ENABLED.taxed,
    cancellation_details: CANCELLATION,
    discounts: DISCOUNT,
    items: fields(`${OF_AN_ITEM} clear_usage deleted id`, { discounts: DISCOUNT }),
    trial_settings: TRIAL_SETTINGS,
  }),
  'DELETE /subscriptions/:id': fields('expand invoice_now prorate', { cancellation_details: CANCELLATION }),
  'GET /subscription_items': pageWithoutTime('subscription'),
  'GET /subscription_schedules': page('customer customer_account scheduled', {
    canceled_at: SPAN,
    completed_at: SPAN,
    released_at: SPAN,
  }),
  'POST /subscription_schedules/:id/release': fields('expand preserve_cancel_date'),

  'GET /invoices': page('collection_method customer customer_account status subscription', { due_date: SPAN }),
  'POST /invoices/create_preview': fields(
    `automatic_tax currency customer customer_account customer_details expand invoice_items issuer on_behalf_of
    preview_mode schedule schedule_details subscription`,
    {
      discounts: DISCOUNT,
      subscription_details: fields(
        `billing_cycle_anchor billing_mode billing_schedules cancel_at cancel_at_period_end cancel_now
        default_tax_rates metadata pause proration_behavior proration_date resume_at start_date trial_end`,
        { items: fields(`${OF_AN_ITEM} clear_usage deleted id`, { discounts: DISCOUNT }) },
      ),
    },
  ),
  'POST /invoices/:id': fields(
    `account_tax_ids application_fee_amount auto_advance automatically_finalizes_at collection_method custom_fields
    days_until_due default_payment_method default_source default_tax_rates description due_date effective_at expand
    footer issuer metadata number on_behalf_of payment_settings rendering shipping_cost shipping_details
    statement_descriptor transfer_data`,
    { automatic_tax: ENABLED.taxed, discounts: DISCOUNT },
  ),
  'POST /invoices/:id/pay': fields('expand forgive mandate off_session paid_out_of_band payment_method source'),
  'GET /invoice_payments': page('invoice status', { payment: fields('payment_intent payment_record type') }),
  'GET /payment_intents': page('customer customer_account'),
  'GET /payment_intents/:id': fields('client_secret expand'),
  'GET /charges': page('customer payment_intent transfer_group'),
  'GET /disputes': page('charge payment_intent'),
  'GET /refunds': page('charge payment_intent'),
  'POST /refunds': fields(
    `amount charge currency customer expand instructions_email metadata origin payment_intent reason
    refund_application_fee reverse_transfer`,
  ),
  'GET /events': page('delivery_success type types'),
};

/** @throws StripeFailure for parameters that the operation does not have, such as misspelt ones */
export function assertKnown(route: string, form: Form): void {
  const unknown = unknownIn(form, PARAMETERS[route] ?? EXPAND);
  if (unknown.length === 0) return;
  const message = `Received unknown parameter${unknown.length > 1 ? 's' : ''}: ${unknown.join(', ')}`;
  throw new StripeFailure(400, 'invalid_request_error', message, { code: 'parameter_unknown', param: unknown[0] });
}

const unknownIn = (form: Form, known: Fields, within?: string): string[] =>
  Object.entries(form).flatMap(([name, value]) => {
    const path = within === undefined ? name : `${within}[${name}]`;
    if (!known.has(name)) return [path];
    const group = known.get(name);
    return group ? unknownInGroup(value, group, path) : [];
  });

function unknownInGroup(value: FormValue, known: Fields, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => unknownInGroup(each, known, `${path}[${index}]`));
  return typeof value === 'string' ? [] : unknownIn(value, known, path);
}
