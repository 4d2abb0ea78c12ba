import type { ApiAnswer } from '@app/core';
import { readMetaFailure } from './meta/meta-failures';
import { failureClassOf, platformError } from './platform-failure';
import { readTiktokFailure } from './providers/tiktok/tiktok-failures';
import { readYoutubeFailure } from './providers/youtube/youtube-failures';

const answer = (status: number, json: unknown): ApiAnswer => ({ status, json });
const googleReason = (reason: string) => ({ error: { errors: [{ reason }] } });

describe('the class of a failure', () => {
  it.each([
    ['a dead grant with status 200', 200, { error: 'invalid_grant', log_id: '2026' }, 'reconnect_required'],
    ['a wrong secret', 401, { error: 'invalid_client' }, 'app_config'],
    ['an old token', 401, { error: { code: 'access_token_invalid' } }, 'token_expired'],
    ['a missing permission', 401, { error: { code: 'scope_not_authorized' } }, 'reconnect_required'],
    ['a code in no table', 400, { error: { code: 'brand_new' } }, 'unknown'],
    ['a broken gateway', 502, undefined, 'transient'],
    ['success', 200, { data: {}, error: { code: 'ok' } }, undefined],
  ])('of TikTok: %s', (_, status, json, expected) =>
    expect(readTiktokFailure(answer(status, json))?.class).toBe(expected),
  );

  it.each([
    ['a dead grant', 400, { error: 'invalid_grant' }, 'reconnect_required'],
    ['an old token', 401, googleReason('authError'), 'token_expired'],
    ['no channel', 401, googleReason('youtubeSignupRequired'), 'account_action'],
    ['the quota of our project', 403, googleReason('quotaExceeded'), 'quota_exhausted'],
    ['a broken server', 503, googleReason('backendError'), 'transient'],
    ['success', 200, { items: [] }, undefined],
  ])('of YouTube: %s', (_, status, json, expected) =>
    expect(readYoutubeFailure(answer(status, json))?.class).toBe(expected),
  );

  it.each([
    ['a changed password', 400, { code: 190, error_subcode: 460 }, 'reconnect_required'],
    ['an old token', 400, { code: 190, error_subcode: 463 }, 'token_expired'],
    ['a checkpoint', 400, { code: 190, error_subcode: 459 }, 'account_action'],
    ['a missing permission', 403, { code: 200 }, 'reconnect_required'],
    ['a limit, as 400', 400, { code: 4 }, 'rate_limited'],
    ['a limit that is a suspicion', 400, { code: 4, error_subcode: 2207051 }, 'policy_rejected'],
    ['something temporary', 400, { code: 6001, is_transient: true }, 'transient'],
    ['an OAuthException that says nothing', 400, { code: 424242, type: 'OAuthException' }, 'unknown'],
  ])('of Meta: %s', (_, status, error, expected) =>
    expect(readMetaFailure(answer(status, { error }))?.class).toBe(expected),
  );

  it('of Meta: success', () => expect(readMetaFailure(answer(200, { data: [] }))).toBeUndefined());
});

it('[peers 3.10] an error carries the code of the platform and none of its text', () => {
  const error = platformError('TikTok', {
    class: 'unknown',
    code: '<script>alert(1)</script>',
    status: 400,
    traceId: 'a"b',
  });
  expect(error.code).toBe('platform_refused');
  expect(JSON.stringify([error.message, error.options.extra])).not.toMatch(/script|a\\"b/);
  expect(failureClassOf(error)).toBe('unknown');
  expect(failureClassOf(new Error('other'))).toBeUndefined();
});
