import { createHash } from 'node:crypto';
import { instantAt, wallClock } from './local-instant';
import { type HourResult, type RatedHours, ratedHours, type ScheduledPlatform } from './rated-hours';

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
  /** Of the owner, in the same time zone; platforms with too few posts get the usual hours only. */
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
  /** How good the hours are, compared with the best of the week: 0 to 1. */
  weight: number;
  basedOn: RatedHours['basedOn'];
}

const [DAY_MS, MINUTE_MS] = [86_400_000, 60_000];
const DAYS_AHEAD = 14;
/** Each day of waiting costs this share of the weight. */
const WAITING_COST = 0.1;
/** Each post that the account holds on a day costs this share of the weight: as much as three days of waiting. */
const HELD_COST = 0.3;
/** The fractions of its multiples are far from each other: the first 34 are different minutes of an hour. */
const GOLDEN_SHARE = (Math.sqrt(5) - 1) / 2;
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

/** @param takenOn how many posts on the platform the request itself has on a day */
function candidatesFor(
  { platform, accountId }: UntimedPost,
  { timeZone, seed, now, results = [], held = [] }: SlotRequest,
  takenOn: (day: string) => number,
): Candidate[] {
  const hours = ratedHours(platform, results);
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
      return hours
        .filter((each) => each.weekday === weekday)
        .map(({ from, to, weight, basedOn }): Candidate => {
          const share = (seededShare([seed, platform, day, from].join(' ')) + earlier * GOLDEN_SHARE) % 1;
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
