import { createHash } from 'node:crypto';
import type { UploadPlatform } from '../uploads/upload.entity';
import { instantAt, wallClock } from './local-instant';

export const SCHEDULED_PLATFORMS = ['tiktok', 'youtube', 'instagram', 'facebook'] as const;
export type ScheduledPlatform = Extract<UploadPlatform, (typeof SCHEDULED_PLATFORMS)[number]>;

export interface SlotRequest {
  platforms: readonly ScheduledPlatform[];
  /** Name of the IANA database; the hours below are local. */
  timeZone: string;
  /** The same seed gives the same slots. */
  seed: string;
  now: Date;
}

/** When a post is published. */
export interface Slot {
  platform: ScheduledPlatform;
  at: Date;
  /** How good the hours are for the platform: 0 to 1. */
  weight: number;
}

/** Hours in which a platform's posts are watched most. */
interface Window {
  /** 0 is Sunday. */
  days: readonly number[];
  from: number;
  to: number;
  weight: number;
}

const [MONDAY_TO_FRIDAY, MONDAY_TO_THURSDAY, THURSDAY_TO_SATURDAY] = [
  [1, 2, 3, 4, 5],
  [1, 2, 3, 4],
  [4, 5, 6],
];
const WINDOWS: Readonly<Record<ScheduledPlatform, readonly Window[]>> = {
  tiktok: [
    { days: MONDAY_TO_FRIDAY, from: 14, to: 17, weight: 1 },
    { days: MONDAY_TO_FRIDAY, from: 19, to: 22, weight: 0.85 },
  ],
  youtube: [{ days: THURSDAY_TO_SATURDAY, from: 16, to: 21, weight: 1 }],
  instagram: [
    { days: MONDAY_TO_THURSDAY, from: 18, to: 21, weight: 1 },
    { days: MONDAY_TO_THURSDAY, from: 12, to: 16, weight: 0.95 },
    { days: MONDAY_TO_THURSDAY, from: 9, to: 10, weight: 0.55 },
  ],
  facebook: [
    { days: MONDAY_TO_THURSDAY, from: 9, to: 12, weight: 1 },
    { days: MONDAY_TO_THURSDAY, from: 18, to: 20, weight: 0.9 },
  ],
};

const [DAY_MS, MINUTE_MS] = [86_400_000, 60_000];
const DAYS_AHEAD = 14;
/** Each day of waiting costs this share of the weight. */
const WAITING_COST = 0.1;
/** Minutes from now that processing and publishing need at least. */
const LEAD_MINUTES = 30;

interface Candidate extends Slot {
  day: string;
  score: number;
}

/**
 * One slot per platform, in their order: good hours, as soon as possible, on different days where possible.
 * Deterministic.
 */
export function smartSlots(request: SlotRequest): Slot[] {
  const taken = new Set<string>();
  return request.platforms.flatMap((platform) => {
    const candidates = candidatesFor(platform, request);
    const free = candidates.filter(({ day }) => !taken.has(day));
    const [best] = (free.length > 0 ? free : candidates).sort((a, b) => b.score - a.score);
    if (!best) return [];
    taken.add(best.day);
    return [{ platform, at: best.at, weight: best.weight }];
  });
}

function candidatesFor(platform: ScheduledPlatform, { timeZone, seed, now }: SlotRequest): Candidate[] {
  const today = Math.floor(wallClock(now, timeZone) / DAY_MS) * DAY_MS;
  const earliest = now.getTime() + LEAD_MINUTES * MINUTE_MS;
  const days = Array.from({ length: DAYS_AHEAD }, (_, wait) => ({ wait, midnight: today + wait * DAY_MS }));
  return days
    .flatMap(({ wait, midnight }) => {
      const day = new Date(midnight).toISOString().slice(0, 10);
      const weekday = new Date(midnight).getUTCDay();
      return WINDOWS[platform]
        .filter((window) => window.days.includes(weekday))
        .map(({ from, to, weight }): Candidate => {
          const share = seededShare([seed, platform, day, from].join(' '));
          const minutes = Math.floor((from + share * (to - from)) * 60);
          const at = instantAt(midnight + minutes * MINUTE_MS, timeZone);
          return { platform, at, weight, day, score: weight * (1 - WAITING_COST) ** wait };
        });
    })
    .filter(({ at }) => at.getTime() >= earliest);
}

/** From 0 to 1, evenly distributed. */
const seededShare = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
