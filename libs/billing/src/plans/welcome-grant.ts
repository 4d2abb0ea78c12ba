import type { TokenGrant } from '../ledger/ledger.service';
import { PLANS } from './plan-catalogue';

/** The tokens that come with a new account: once a user, whoever asks how often. Given for a confirmed address only, so that an invented one is worth nothing. */
export const welcomeGrant = (userId: string): TokenGrant => ({
  key: `welcome:${userId}`,
  userId,
  amount: PLANS.starter.includedTokens,
  source: 'welcome',
  reason: 'welcome',
});
