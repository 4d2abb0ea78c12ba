import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MetaWorld } from '../meta/meta-world';
import { TikTokWorld } from '../tiktok/tiktok-world';
import { YouTubeWorld } from '../youtube/youtube-world';

interface Knob {
  default: unknown;
  reason: string;
  /** Day on which a live account showed the answer. */
  verified: string | null;
}
const listed = JSON.parse(readFileSync(join(__dirname, '../../knobs.json'), 'utf8')) as Record<
  string,
  Record<string, Knob>
>;

it.each([
  ['tiktok', () => new TikTokWorld({})],
  ['youtube', () => new YouTubeWorld({})],
  ['meta', () => new MetaWorld({})],
])('every open question about %s is listed with its default answer and a reason', (name, create) => {
  const world = create();
  world.clock.stop();
  const knobs = listed[name] ?? {};
  expect(Object.fromEntries(Object.entries(knobs).map(([knob, entry]) => [knob, entry.default]))).toEqual(world.knobs);
  for (const { reason, verified } of Object.values(knobs)) {
    expect(reason).toMatch(/^[A-Z0-9].{20,}\.$/);
    expect(verified ?? '2026-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});
