import type { DataSource } from 'typeorm';

/** First and last day, `YYYY-MM-DD`, in an IANA time zone. */
export interface AnalyticsPeriod {
  from: string;
  to: string;
  timeZone: string;
}

/**
 * The moments at which the intervals of a period begin, and the end of the last one. Days begin in the time zone; hours are
 * counted from the beginning of the period.
 */
export async function intervalBounds(
  dataSource: DataSource,
  { from, to, timeZone }: AnalyticsPeriod,
  interval: 'day' | 'hour',
): Promise<Date[]> {
  const rows = await dataSource.query<{ at: Date }[]>(
    interval === 'day'
      ? `select day at time zone $3 as at from generate_series($1::date::timestamp, ($2::date + 1)::timestamp, '1 day') as day order by day`
      : // Zones that change their clocks by half an hour have days that do not consist of whole hours.
        `with period as (select $1::date::timestamp at time zone $3 as starts, ($2::date + 1)::timestamp at time zone $3 as ends)
           select generate_series(starts, ends, '1 hour') as at from period union select ends from period order by at`,
    [from, to, timeZone],
  );
  return rows.map(({ at }) => at);
}
