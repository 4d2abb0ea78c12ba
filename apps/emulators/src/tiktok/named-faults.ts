import type { FaultAction } from '../platform/fault-rules';

const failing = (status: number, code: string): FaultAction => ({
  type: 'http',
  status,
  json: { data: {}, error: { code, message: code, log_id: '20261128000000FA17' } },
});

/** Errors by their names in fault rules. */
export const NAMED_FAULTS: Readonly<Record<string, FaultAction>> = {
  'tt.expired': failing(401, 'access_token_invalid'),
  'tt.rate': failing(429, 'rate_limit_exceeded'),
  'tt.cap': failing(403, 'spam_risk_too_many_posts'),
  'tt.appcap': failing(403, 'reached_active_user_cap'),
  'tt.banned': failing(403, 'spam_risk_user_banned_from_posting'),
  'tt.pending': failing(403, 'spam_risk_too_many_pending_share'),
  'tt.internal': failing(500, 'internal_error'),
  'tt.url_expired': { type: 'http', status: 403, text: '' },
  'tt.416': { type: 'http', status: 416, text: '' },
};
