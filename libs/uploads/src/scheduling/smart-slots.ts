import { createHash } from 'node:crypto';
import type { UploadPlatform } from '../uploads/upload.entity';
import { instantAt, wallClock } from './local-instant';

export const SCHEDULED_PLATFORMS = ['tiktok', 'youtube', 'instagram', 'facebook'] as const;
export type ScheduledPlatform = Extract<UploadPlatform, (typeof SCHEDULED_PLATFORMS)[number]>;

/** What the posts of an owner on a platform achieved that were published in one hour of the week. */
export interface HourResult {
  platform: string;
  /** 0 is Sunday. */
  weekday: number;
  /** Local, 0 to 23. */
  hour: number;
  posts: number;
  /** Mean number of views of these posts. */
  views: number;
}

/** A post whose time is looked for. */
export interface UntimedPost {
  platform: ScheduledPlatform;
  /** Undefined where only the platform is known: it then stands for any account there. */
  accountId?: string;
}

/** How many posts an account holds on a local day. */
export interface HeldPosts {
  /** `YYYY-MM-DD`. */
  day: string;
  platform: string;
  /** Null once the account is disconnected. */
  accountId: string | null;
  posts: number;
}

export interface SlotRequest {
  posts: readonly UntimedPost[];
  /** Of the owner, in the same time zone; platforms with too few posts get the usual hours. */
  results?: readonly HourResult[];
  /** The posts that the owner's days hold already, in the same time zone. */
  held?: readonly HeldPosts[];
  /** Name of the IANA database; the hours below are local. */
  timeZone: string;
  /** The same seed gives the same slots for the same results and held posts. */
  seed: string;
  now: Date;
}

/** When a post is published. */
export interface Slot {
  platform: ScheduledPlatform;
  at: Date;
  /** How good the hours are for the platform: 0 to 1. */
  weight: number;
  /** `own_results`: hours in which the owner's own posts were watched most. */
  basedOn: 'own_results' | 'defaults';
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

/** Fewer posts say more about chance than about hours. */
const FEWEST_POSTS = 10;
const MOST_WINDOWS = 12;
/** Number of average posts that are added to each hour, so that one lucky post does not decide. */
const PRIOR_POSTS = 2;

const [DAY_MS, MINUTE_MS] = [86_400_000, 60_000];
const DAYS_AHEAD = 14;
/** Each day of waiting costs this share of the weight. */
const WAITING_COST = 0.1;
/** Each post that the account holds on a day costs this share of the weight: as much as three days of waiting. */
const HELD_COST = 0.3;
/** Minutes from now that processing and publishing need at least. */
const LEAD_MINUTES = 30;

interface Candidate extends Slot {
  day: string;
  score: number;
}

/**
 * One slot per post, in their order: good hours, as soon as possible, on different days where possible, and rather on
 * days that hold no post of the account. Deterministic.
 */
export function smartSlots(request: SlotRequest): Slot[] {
  const taken: (UntimedPost & { day: string })[] = [];
  return request.posts.flatMap((post) => {
    const takenOn = (day: string) => taken.filter((other) => other.day === day);
    const candidates = candidatesFor(post, request, (day) => {
      return takenOn(day).filter(({ platform }) => platform === post.platform).length;
    });
    const [best] = candidates.sort((a, b) => takenOn(a.day).length - takenOn(b.day).length || b.score - a.score);
    if (!best) return [];
    taken.push({ ...post, day: best.day });
    return [{ platform: post.platform, at: best.at, weight: best.weight, basedOn: best.basedOn }];
  });
}

/** The best hours of the owner's own posts; undefined when there are too few posts. */
function ownWindows(platform: ScheduledPlatform, results: readonly HourResult[]): Window[] | undefined {
  const own = results.filter((result) => result.platform === platform);
  const posts = own.reduce((sum, hour) => sum + hour.posts, 0);
  if (posts < FEWEST_POSTS) return undefined;
  const mean = own.reduce((sum, hour) => sum + hour.views * hour.posts, 0) / posts;
  const scored = own
    .map(({ weekday, hour, ...result }) => ({
      days: [weekday],
      from: hour,
      to: hour + 1,
      score: (result.views * result.posts + mean * PRIOR_POSTS) / (result.posts + PRIOR_POSTS),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_WINDOWS);
  const best = scored[0]?.score ?? 0;
  return scored.map(({ score, ...window }) => ({ ...window, weight: best > 0 ? score / best : 1 }));
}

/** @param takenOn how many posts on the platform the request itself has on a day */
function candidatesFor(
  { platform, accountId }: UntimedPost,
  { timeZone, seed, now, results = [], held = [] }: SlotRequest,
  takenOn: (day: string) => number,
): Candidate[] {
  const own = ownWindows(platform, results);
  const [windows, basedOn] = own ? ([own, 'own_results'] as const) : ([WINDOWS[platform], 'defaults'] as const);
  const today = Math.floor(wallClock(now, timeZone) / DAY_MS) * DAY_MS;
  const earliest = now.getTime() + LEAD_MINUTES * MINUTE_MS;
  const onPlatform = held.filter((each) => each.platform === platform);
  const ofAccount = onPlatform.filter((each) => accountId === undefined || each.accountId === accountId);
  const days = Array.from({ length: DAYS_AHEAD }, (_, wait) => ({ wait, midnight: today + wait * DAY_MS }));
  return days
    .flatMap(({ wait, midnight }) => {
      const day = new Date(midnight).toISOString().slice(0, 10);
      const weekday = new Date(midnight).getUTCDay();
      // Posts on other accounts of the platform count here, so that two accounts do not get the same minute.
      const earlier = postsOn(day, onPlatform) + takenOn(day);
      const factor = (1 - WAITING_COST) ** wait * (1 - HELD_COST) ** postsOn(day, ofAccount);
      return windows
        .filter((window) => window.days.includes(weekday))
        .map(({ from, to, weight }): Candidate => {
          const share = seededShare([seed, platform, day, from, ...(earlier > 0 ? [earlier] : [])].join(' '));
          const minutes = Math.floor((from + share * (to - from)) * 60);
          const at = instantAt(midnight + minutes * MINUTE_MS, timeZone);
          return { platform, at, weight, basedOn, day, score: weight * factor };
        });
    })
    .filter(({ at }) => at.getTime() >= earliest);
}

const postsOn = (day: string, held: readonly HeldPosts[]): number =>
  held.reduce((sum, each) => sum + (each.day === day ? each.posts : 0), 0);

/** From 0 to 1, evenly distributed. */
const seededShare = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
