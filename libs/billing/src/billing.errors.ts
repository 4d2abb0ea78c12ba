import { defineError } from '@app/core';

export const insufficientTokens = defineError({ code: 'insufficient_tokens', kind: 'payment_required', title: 'There are not enough tokens', help: 'Buy a token pack or change the plan; see GET /api/billing/tokens for the balance.' });
export const operationKeyReused = defineError({ code: 'operation_key_reused', kind: 'conflict', title: 'This operation key was used with other arguments', help: 'An operation on tokens has one key; repeat it unchanged or choose a new key.' });
export const holdUnknown = defineError({ code: 'hold_unknown', kind: 'not_found', title: 'There is no such reservation of tokens', help: 'Check the id.' });
export const holdResolved = defineError({ code: 'hold_resolved', kind: 'conflict', title: 'This reservation of tokens was resolved otherwise', help: 'A reservation is settled or released once; read its state.' });
export const settlementAboveHold = defineError({ code: 'settlement_above_hold', kind: 'conflict', title: 'The settlement is above the reserved amount', help: 'Settle at most what was reserved.' });
export const grantUnknown = defineError({ code: 'grant_unknown', kind: 'not_found', title: 'There is no such grant of tokens', help: 'Check the id.' });
export const clawBackAboveGrant = defineError({ code: 'claw_back_above_grant', kind: 'conflict', title: 'More tokens would be taken back than were granted', help: 'Take back at most the amount of the grant.' });
export const tierRequired = defineError({ code: 'tier_required', kind: 'forbidden', title: 'The plan does not include this', help: 'required_tier names the first plan that does; see GET /api/billing/plans.' });
export const quotaExceeded = defineError({ code: 'quota_exceeded', kind: 'forbidden', title: 'The quota of this period is used up', help: 'Wait until resets_at or change to required_tier.' });
export const entitlementGrantUnknown = defineError({ code: 'entitlement_grant_unknown', kind: 'not_found', title: 'There is no such grant', help: 'It may have been revoked.' });
export const paymentsNotConfigured = defineError({ code: 'payments_not_configured', kind: 'unavailable', title: 'Payments are not configured', help: 'The operator sets STRIPE_SECRET_KEY; everything that needs no payment works.', retryable: false });
export const paymentProviderUnavailable = defineError({ code: 'payment_provider_unavailable', kind: 'unavailable', title: 'The payment provider does not answer', help: 'Retry in a minute; nothing was charged.' });
export const paymentProviderRefused = defineError({ code: 'payment_provider_refused', kind: 'upstream_failed', title: 'The payment provider refused the request', help: 'Retry later; quote request_id when you ask for help.' });
export const webhookInvalid = defineError({ code: 'webhook_invalid', kind: 'malformed', title: 'The webhook is not signed by the payment provider', help: 'Check STRIPE_WEBHOOK_SECRET and the clock of this server.' });
export const priceUnknown = defineError({ code: 'price_unknown', kind: 'invalid', title: 'There is no such price on offer', help: 'Take a lookup_key from GET /api/billing/prices.' });
export const purchasesFrozen = defineError({ code: 'purchases_frozen', kind: 'forbidden', title: 'Purchases are stopped while a payment is disputed', help: 'Settle the dispute with your bank first.' });
export const noCustomerYet = defineError({ code: 'no_customer_yet', kind: 'not_found', title: 'Nothing has been bought yet', help: 'The portal opens after the first checkout.' });
