import type { FaultAction } from '../platform/fault-rules';
import { googleError } from './youtube-failure';

const failing = (status: number, reason: string): FaultAction => ({
  type: 'http',
  status,
  json: googleError(status, reason),
});

/** Errors by their names in fault rules. */
export const NAMED_FAULTS: Readonly<Record<string, FaultAction>> = {
  'yt.401': failing(401, 'authError'),
  'yt.quota': failing(403, 'quotaExceeded'),
  'yt.uploadlimit': failing(400, 'uploadLimitExceeded'),
  'yt.503': failing(503, 'backendError'),
  'yt.404': { type: 'http', status: 404, text: 'Not Found' },
  'yt.signup': failing(401, 'youtubeSignupRequired'),
};
