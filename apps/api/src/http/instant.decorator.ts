import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsDate, isISO8601, MinDate } from 'class-validator';

const DAY_OR_TIME_WITH_ZONE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * A time in ISO 8601 with its zone, or a day, which begins at midnight UTC. Refuses a time without a zone, because each
 * server would interpret it in its own zone.
 */
export const IsInstant = () =>
  applyDecorators(
    Transform(({ value }) => (typeof value === 'string' ? readInstant(value) : (value as unknown))),
    IsDate({
      message: '$property must be a time with a zone such as 2026-05-01T12:00:00Z, or a date such as 2026-05-01',
    }),
  );

/** For times that must not have passed yet. */
export const InFuture = () => MinDate(() => new Date(), { message: '$property must be a time in the future' });

function readInstant(text: string): Date {
  const isReal = DAY_OR_TIME_WITH_ZONE.test(text) && isISO8601(text, { strict: true });
  return new Date(isReal ? text : Number.NaN);
}
