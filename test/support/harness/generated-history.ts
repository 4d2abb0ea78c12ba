import fc from 'fast-check';
import type { HistoryItem } from './stored-history';

const HOUR = 3_600_000;
/** Periods in which clocks change, by an hour or by half of one. */
export const PERIODS = [
  { from: '2026-03-06', to: '2026-03-10', timeZone: 'America/New_York' },
  { from: '2026-10-30', to: '2026-11-03', timeZone: 'America/New_York' },
  { from: '2026-04-03', to: '2026-04-06', timeZone: 'Australia/Lord_Howe' },
  { from: '2026-10-02', to: '2026-10-06', timeZone: 'Australia/Lord_Howe' },
  { from: '2026-06-01', to: '2026-06-04', timeZone: 'Asia/Kolkata' },
  { from: '2026-02-27', to: '2026-03-02', timeZone: 'UTC' },
];

/** Renders and uploads in and around a period, with the period. */
export const generatedHistory = fc.constantFrom(...PERIODS).chain((period) => {
  const first = Date.parse(`${period.from}T00:00:00Z`) - 36 * HOUR;
  const last = Date.parse(`${period.to}T00:00:00Z`) + 60 * HOUR;
  const moment = fc.integer({ min: first / 60_000, max: last / 60_000 }).map((minute) => minute * 60_000);
  const item = fc
    .record({
      kind: fc.constantFrom('renders' as const, 'uploads' as const),
      outcome: fc.constantFrom('waiting', 'completed', 'partial', 'failed', 'cancelled'),
      created: moment,
      took: fc.integer({ min: 0, max: 2_880 }),
      seconds: fc.integer({ min: 1, max: 90 }),
    })
    .map(({ kind, outcome, created, took, seconds }): HistoryItem => {
      const ended = kind === 'renders' && outcome === 'partial' ? 'completed' : outcome;
      const status = ended === 'waiting' ? 'queued' : ended;
      return {
        kind,
        status,
        createdAt: new Date(created),
        finishedAt: ended === 'waiting' ? null : new Date(created + took * 60_000),
        seconds,
      };
    });
  return fc.record({ period: fc.constant(period), items: fc.array(item, { maxLength: 25 }) });
});
