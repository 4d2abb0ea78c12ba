import { defineError } from '@app/core';

export const insufficientTokens = defineError({ code: 'insufficient_tokens', kind: 'payment_required', title: 'The account does not have enough tokens', help: 'Buy a token pack or upgrade the plan. GET /api/billing/tokens shows the balance.' });
export const operationKeyReused = defineError({
  code: 'operation_key_reused',
  kind: 'conflict',
  title: 'The operation key was already used with different arguments',
  detail: 'The ledger has an entry with this key and another amount, account or reference.',
  help: 'Repeat the operation unchanged, or choose a new key.',
});
export const holdUnknown = defineError({ code: 'hold_unknown', kind: 'not_found', title: 'The token hold does not exist', detail: 'The ledger has no hold with this id.', help: 'Check the id.', isInternal: true });
export const holdResolved = defineError({ code: 'hold_resolved', kind: 'conflict', title: 'The token hold was already settled or released', help: 'A hold is settled or released exactly once; read its state.', isInternal: true });
export const settlementAboveHold = defineError({ code: 'settlement_above_hold', kind: 'conflict', title: 'The settlement exceeds the hold', detail: 'A hold can be settled for its own amount at most.', help: 'Settle at most the amount that was held.', isInternal: true });
export const grantUnknown = defineError({ code: 'grant_unknown', kind: 'not_found', title: 'The token grant does not exist', detail: 'The ledger has no grant with this id.', help: 'Check the id.', isInternal: true });
export const clawBackAboveGrant = defineError({ code: 'claw_back_above_grant', kind: 'conflict', title: 'The claw-back exceeds the grant', detail: 'A grant can be taken back up to its own amount.', help: 'Claw back at most the amount of the grant.', isInternal: true });
export const tierRequired = defineError({ code: 'tier_required', kind: 'forbidden', title: 'The plan does not include this feature', help: '`required_tier` names the lowest plan that does; GET /api/billing/plans lists them all.' });
export const quotaExceeded = defineError({ code: 'quota_exceeded', kind: 'forbidden', title: 'The quota of this period is used up', help: 'Wait until `resets_at`, or upgrade to `required_tier`.' });
export const entitlementGrantUnknown = defineError({ code: 'entitlement_grant_unknown', kind: 'not_found', title: 'The entitlement grant does not exist', detail: 'No grant of a plan or of features has this id.', help: 'Check the id; the grant may have been revoked.' });
export const paymentsNotConfigured = defineError({
  code: 'payments_not_configured',
  kind: 'unavailable',
  title: 'Payments are not configured',
  detail: 'The connection to the payment provider is missing or incomplete.',
  help: 'Contact the operator of this installation. Everything that needs no payment works.',
  retryable: false,
  operatorHelp: 'Set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET.',
});
export const paymentProviderUnavailable = defineError({ code: 'payment_provider_unavailable', kind: 'unavailable', title: 'The payment provider is not responding', detail: 'Stripe did not answer in time, or answered with a server error.', help: 'Retry in a minute. Nothing was charged.' });
export const paymentProviderRefused = defineError({ code: 'payment_provider_refused', kind: 'upstream_failed', title: 'The payment provider refused the request', help: 'Retry later. If it keeps failing, contact support with the `request_id`.' });
export const webhookInvalid = defineError({ code: 'webhook_invalid', kind: 'malformed', title: 'The webhook signature is not valid', help: 'Sign the request with the secret of this webhook endpoint.', operatorHelp: 'Check STRIPE_WEBHOOK_SECRET and the clock of this server.' });
export const priceUnknown = defineError({ code: 'price_unknown', kind: 'invalid', title: 'The price does not exist', help: 'Use a `lookup_key` from GET /api/billing/prices.' });
export const purchasesFrozen = defineError({ code: 'purchases_frozen', kind: 'forbidden', title: 'Purchases are blocked while a payment is disputed', detail: 'The bank of the cardholder has disputed a payment of this account.', help: 'Resolve the dispute with your bank first.' });
export const noCustomerYet = defineError({ code: 'no_customer_yet', kind: 'not_found', title: 'The account has not bought anything yet', detail: 'The payment provider has no customer for this account.', help: 'The billing portal opens after the first checkout.' });
