import type { TokenGrant } from '../ledger/ledger.service';
import { PLANS } from './plan-catalogue';

/**
 * The tokens of a new account: granted once per user, however often requested, and only for a confirmed address, so
 * that invented ones are worthless.
 */
export const welcomeGrant = (userId: string): TokenGrant => ({
  key: `welcome:${userId}`,
  userId,
  amount: PLANS.starter.includedTokens,
  source: 'welcome',
  reason: 'welcome',
});
