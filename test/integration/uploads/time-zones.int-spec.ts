import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const scheduling = join(__dirname, '../../../dist/libs/uploads/src/scheduling');

/** Local times with their zones, and the instants that they are, whatever zone the machine is in. */
const TIMES = [
  ['2026-12-01T18:00', 'UTC', '2026-12-01T18:00:00.000Z'],
  ['2026-12-01T18:00', 'Asia/Kolkata', '2026-12-01T12:30:00.000Z'],
  ['2026-12-01T18:00', 'Asia/Kathmandu', '2026-12-01T12:15:00.000Z'],
  // Clocks change by half an hour there: this time is skipped, and the next one occurs twice.
  ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
  ['2027-04-04T01:45', 'Australia/Lord_Howe', '2027-04-03T14:45:00.000Z'],
  ['2027-03-14T02:30', 'America/New_York', '2027-03-14T07:30:00.000Z'],
  ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
] as const;

const PROGRAM = `
  const { localInstant, localTimeOf } = require(${JSON.stringify(join(scheduling, 'local-instant.js'))});
  const { smartSlots } = require(${JSON.stringify(join(scheduling, 'smart-slots.js'))});
  const times = ${JSON.stringify(TIMES)};
  const now = new Date('2026-10-31T21:40:00Z');
  const posts = ['tiktok', 'youtube', 'instagram', 'facebook'].map((platform) => ({ platform }));
  const zones = [...new Set(times.map(([, zone]) => zone))];
  process.stdout.write(JSON.stringify({
    offset: new Date('2026-12-01T00:00:00Z').getTimezoneOffset(),
    instants: times.map(([time, zone]) => localInstant(time, zone).toISOString()),
    shown: times.map(([, zone, instant]) => localTimeOf(new Date(instant), zone)),
    slots: zones.map((timeZone) => smartSlots({ posts, timeZone, seed: 'one', now })),
  }));`;

/** What a process computes whose machine is in a zone. */
function computedIn(env: Readonly<Record<string, string | undefined>>): { offset: number; instants: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', PROGRAM], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as { offset: number; instants: string[] };
}

describe('the times of posts', () => {
  it.each([
    ['UTC', { TZ: 'UTC' }, 0],
    ['India', { TZ: 'Asia/Kolkata' }, -330],
    ['on Lord Howe Island', { TZ: 'Australia/Lord_Howe' }, -660],
    ['New York', { TZ: 'America/New_York' }, 300],
    ['no zone, without a database of zones', { TZDIR: '/nonexistent' }, undefined],
  ])('[peers 3.15] [emulator 24] are the same on a machine in %s', (_, env, expected) => {
    const { offset, ...computed } = computedIn(env);
    const { offset: _other, ...here } = computedIn({ TZ: 'Pacific/Auckland' });
    if (expected !== undefined) expect(offset).toBe(expected);
    expect(computed).toEqual(here);
    expect(computed.instants).toEqual(TIMES.map(([, , instant]) => instant));
  });
});
