import { microTokens, toTokens } from '@app/billing';
import type { Usage, UsageFigures, UsagePeriod } from '@app/insights';
import type { Count, Day, Seconds, Tokens, Uuid } from '../http/field-types';

export class UsageFiguresResponse {
  /** Tokens charged for delivered videos. */
  tokens_charged: Tokens;

  /** Tokens held for accepted renders; charged or refunded later, possibly on another day. */
  tokens_reserved: Tokens;

  /** Held tokens that were returned. */
  tokens_refunded: Tokens;

  /** Renders that completed. */
  renders: Count;

  /** Renders that failed. */
  renders_failed: Count;

  /** Renders that were cancelled. */
  renders_cancelled: Count;

  /** Total length of the delivered videos in seconds. */
  seconds: Seconds;

  static of({
    reserved,
    charged,
    returned,
    completed,
    failed,
    cancelled,
    seconds,
  }: UsageFigures): UsageFiguresResponse {
    const [tokens_charged = 0, tokens_reserved = 0, tokens_refunded = 0] = [charged, reserved, returned].map((amount) =>
      toTokens(microTokens(amount)),
    );
    return {
      tokens_charged,
      tokens_reserved,
      tokens_refunded,
      renders: completed,
      renders_failed: failed,
      renders_cancelled: cancelled,
      seconds,
    };
  }
}

export class UsageDayResponse extends UsageFiguresResponse {
  /** The day. */
  date: Day;
}

export class UsageKeyResponse extends UsageFiguresResponse {
  /** The API key; null for work of signed-in users. */
  api_key_id: Uuid | null;
}

export class UsageResponse {
  /** First day. */
  from: Day;

  /** Last day, inclusive. */
  to: Day;

  /** Length of the intervals. */
  interval: 'day';

  /**
   * IANA time zone in which days begin and end.
   * @example "Europe/Berlin"
   */
  tz: string;

  /** Figures of the whole period. */
  total: UsageFiguresResponse;

  /** Figures of every day of the period. */
  days: UsageDayResponse[];

  /** Figures of each API key that was used. */
  keys: UsageKeyResponse[];

  static of({ from, to, timeZone }: UsagePeriod, { total, days, keys }: Usage): UsageResponse {
    return {
      from,
      to,
      interval: 'day',
      tz: timeZone,
      total: UsageFiguresResponse.of(total),
      days: days.map((figures) => ({ date: figures.day, ...UsageFiguresResponse.of(figures) })),
      keys: keys.map((figures) => ({ api_key_id: figures.apiKeyId, ...UsageFiguresResponse.of(figures) })),
    };
  }
}
