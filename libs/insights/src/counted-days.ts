/** What is counted by day: renders, uploads, and what posts gained. */
export type CountedKind = 'renders' | 'uploads' | 'posts';

/**
 * The period as a common table expression.
 * @param from, to, timeZone SQL, such as `$2`
 */
export const periodOf = (from: string, to: string, timeZone: string): string =>
  `period as materialized (
    select ${from}::date::timestamp at time zone ${timeZone} as starts, (${to}::date + 1)::timestamp at time zone ${timeZone} as ends
  )`;

/**
 * Common table expressions that divide `period`: `<kind>_counted` has the whole days, in UTC, whose stored facts are
 * valid; `<kind>_rest` has the spans that must be counted from their rows. Together they are the period, without
 * overlap.
 * @param condition SQL: without it nothing is taken from stored facts, because they know no filters
 */
export const dividedPeriod = (kind: CountedKind, condition = 'true'): string => `
  ${kind}_counted as materialized (
    select d.day from rollup_days d, period
      where d.user_id = $1 and d.kind = '${kind}' and ${condition}
        and d.day between (starts at time zone 'UTC')::date and (ends at time zone 'UTC')::date
        and d.day::timestamp at time zone 'UTC' >= starts and (d.day + 1)::timestamp at time zone 'UTC' <= ends
        and not exists (select from rollup_changes c where c.user_id = d.user_id and c.kind = d.kind and c.day = d.day)
  ), ${kind}_rest as materialized (
    select greatest(starts, min(day)::timestamp at time zone 'UTC') as starts, least(ends, (max(day) + 1)::timestamp at time zone 'UTC') as ends
      from (
        select day, day - (row_number() over (order by day))::int as island, starts, ends
          from (select generate_series((starts at time zone 'UTC')::date, (ends at time zone 'UTC')::date, '1 day')::date as day, starts, ends from period) days
          where day not in (select day from ${kind}_counted) and day::timestamp at time zone 'UTC' < ends
      ) uncounted group by island, starts, ends
  )`;

/** Stored facts of the counted days, one row for each mark. */
export const factsOf = (kind: CountedKind, metrics: readonly string[]): string => `
  select '${kind}' as kind, metric, key, mark, amount from (${storedFacts(kind, metrics)}) f, unnest(marks, amounts) as each (mark, amount)`;

/** Stored facts of the counted days, as they are stored. */
export const storedFacts = (kind: CountedKind, metrics: readonly string[]): string => `
  select f.metric, f.key, f.day, f.marks, f.amounts from ${kind}_counted c
    join rollup_facts f on f.user_id = $1 and f.kind = '${kind}' and f.day = c.day and f.metric in (${metrics.map((metric) => `'${metric}'`).join(', ')})`;

/** Quarters of an hour in a day: a slot has that length, because zones differ by that much. */
export const SLOTS_A_DAY = 96;

/**
 * SQL: what the slots from `low` until before `high` contribute to a fact with running totals.
 * @param low, high SQL: numbers of slots, from 0 to 96
 */
export const amountBetween = (low: string, high: string): string => `${runningTotal(high)} - ${runningTotal(low)}`;
const runningTotal = (slot: string) => `coalesce(amounts[width_bucket(${slot} - 0.5::float8, marks)], 0)`;
