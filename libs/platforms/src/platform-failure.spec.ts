import type { ApiAnswer } from '@app/core';
import { blockSecondsOf, readMetaFailure } from './meta/meta-failures';
import { failureClassOf, platformError } from './platform-failure';
import { readTiktokFailure } from './providers/tiktok/tiktok-failures';
import { readYoutubeFailure, secondsUntilNextQuota } from './providers/youtube/youtube-failures';

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
    ['a refusal that is not its own', 403, undefined, 'transient'],
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
    ['a refusal that is not its own', 400, undefined, 'transient'],
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

  it.each([
    [400, 'transient'],
    [403, 'transient'],
    [404, 'unknown'],
    [410, 'unknown'],
    [401, 'token_expired'],
    [429, 'rate_limited'],
  ])('of Meta: a page of a proxy with status %i', (status, expected) =>
    expect(readMetaFailure(answer(status, undefined))?.class).toBe(expected),
  );

  it('of Meta: success', () => expect(readMetaFailure(answer(200, { data: [] }))).toBeUndefined());
});

describe('the pause that a platform requires', () => {
  it.each([
    ['in winter', '2026-11-29T05:30:00Z', '2026-11-29T08:00:00Z'],
    ['in summer', '2027-07-01T07:00:00Z', '2027-07-02T07:00:00Z'],
    ['on a day of 23 hours', '2027-03-14T09:00:00Z', '2027-03-15T07:00:00Z'],
    ['on a day of 25 hours', '2026-11-01T07:30:00Z', '2026-11-02T08:00:00Z'],
  ])('[emulator 12] ends with the day in California when the quota of YouTube is used up: %s', (_, now, end) =>
    expect(secondsUntilNextQuota(Date.parse(now))).toBe((Date.parse(end) - Date.parse(now)) / 1_000),
  );

  it('[emulator 12] lasts until the next day of the quota, and for a day after the limit of a channel', () => {
    const pauseOf = (reason: string) => readYoutubeFailure(answer(403, googleReason(reason)))?.retryAfterSeconds;
    expect(pauseOf('quotaExceeded')).toBeGreaterThan(0);
    expect([pauseOf('rateLimitExceeded'), pauseOf('uploadLimitExceeded')]).toEqual([undefined, 86_400]);
  });

  it.each([
    [
      'the longest of the minutes',
      '{"1":[{"estimated_time_to_regain_access":5},{"estimated_time_to_regain_access":9}]}',
      540,
    ],
    ['at most six hours', '{"1":[{"estimated_time_to_regain_access":1000000}]}', 21_600],
    ['not named', '{"1":[{"estimated_time_to_regain_access":0}]}', undefined],
    ['not readable', '{"1":[{"call_count":', undefined],
  ])('[emulator 13] is in the header of Meta: %s', (_, header, seconds) => {
    const limited = {
      status: 400,
      json: { error: { code: 80_001 } },
      headers: { 'x-business-use-case-usage': header },
    };
    expect(readMetaFailure(limited)?.retryAfterSeconds).toBe(seconds);
    expect(readMetaFailure({ ...limited, json: { error: { code: 368 } } })).not.toHaveProperty('retryAfterSeconds');
  });
});

it.each([
  ['4/2207051', 86_400],
  ['368', 86_400],
  ['368/1390008', 86_400],
  ['4', 0],
  ['506', 0],
  ['80001', 0],
])('an account is blocked after a refusal of Meta with the code %s for %d seconds', (code, seconds) => {
  expect(blockSecondsOf(code)).toBe(seconds);
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
