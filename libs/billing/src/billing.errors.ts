import { defineError } from '@app/core';

export const insufficientTokens = defineError({ code: 'insufficient_tokens', kind: 'payment_required', title: 'There are not enough tokens', help: 'Buy a token pack or change the plan; see GET /api/billing/tokens for the balance.' });
