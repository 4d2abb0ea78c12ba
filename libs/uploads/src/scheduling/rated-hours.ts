import type { UploadPlatform } from '../uploads/upload.entity';

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

/** Hours of a weekday that are equally good for a post. */
export interface RatedHours {
  /** 0 is Sunday. */
  weekday: number;
  /** Local, 0 to 23. */
  from: number;
  /** The hour after the last one. */
  to: number;
  /** 0 to 1; the best hours of the week have 1. */
  weight: number;
  /** `own_results`: the owner has published posts in this hour of the week. */
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
/** What an hour outside these windows is worth until own posts prove more: less than the least of them. */
const WEIGHT_ELSEWHERE = 0.5;

/** Fewer posts say more about chance than about hours. */
const FEWEST_POSTS = 10;
/**
 * Number of posts that the weight of an hour counts as. A single post must have been watched more than 3.5 times as
 * often as the average before an hour outside the windows outranks them; with two posts, 2.25 times is enough.
 */
const PRIOR_POSTS = 5;
/** Outside the windows, only hours that are among so many best ones of the owner are candidates. */
const MOST_HOURS = 12;

/**
 * The hours of the week that may hold a post: the platform's windows, and the best hours of the owner's own posts.
 *
 * Each hour gets a shrunken mean, in multiples of the owner's mean number of views: that of its own posts, together
 * with `PRIOR_POSTS` posts that were watched as often as the usual weight of the hour promises. Each own post makes
 * that weight count for less. A window thus keeps its chance until own posts do better elsewhere, and loses it when own
 * posts in it are watched little.
 */
export function ratedHours(platform: ScheduledPlatform, results: readonly HourResult[]): RatedHours[] {
  const own = ownHours(platform, results);
  const untried = WINDOWS[platform].flatMap((window) => window.days.flatMap((day) => withoutHours(window, day, own)));
  const rated = [...untried, ...own];
  const best = Math.max(...rated.map(({ weight }) => weight));
  return rated.map((hours) => ({ ...hours, weight: hours.weight / best }));
}

/** The hours of the owner's posts, each with its shrunken mean as its weight; none when there are too few posts. */
function ownHours(platform: ScheduledPlatform, results: readonly HourResult[]): RatedHours[] {
  const own = results.filter((result) => result.platform === platform);
  const all = own.reduce((sum, { posts }) => sum + posts, 0);
  if (all < FEWEST_POSTS) return [];
  const mean = own.reduce((sum, { views, posts }) => sum + views * posts, 0) / all;
  return own
    .map(({ weekday, hour, posts, views }) => {
      const usual = windowWeight(platform, weekday, hour);
      const relative = mean > 0 ? views / mean : 1;
      const weight = (relative * posts + (usual ?? WEIGHT_ELSEWHERE) * PRIOR_POSTS) / (posts + PRIOR_POSTS);
      return {
        weekday,
        from: hour,
        to: hour + 1,
        weight,
        basedOn: 'own_results' as const,
        isUsual: usual !== undefined,
      };
    })
    .sort((a, b) => b.weight - a.weight)
    .filter(({ isUsual }, index) => isUsual || index < MOST_HOURS)
    .map(({ isUsual, ...hours }) => hours);
}

/** Undefined outside the platform's windows. */
const windowWeight = (platform: ScheduledPlatform, weekday: number, hour: number): number | undefined =>
  WINDOWS[platform].find(({ days, from, to }) => days.includes(weekday) && from <= hour && hour < to)?.weight;

/** The parts of a day's window between the hours that own posts rate. */
function withoutHours({ from, to, weight }: Window, weekday: number, own: readonly RatedHours[]): RatedHours[] {
  const hours = own.filter((each) => each.weekday === weekday && from <= each.from && each.from < to);
  const ends = [...hours.map((each) => each.from).sort((a, b) => a - b), to];
  return ends.flatMap((end, index) => {
    const start = index === 0 ? from : (ends[index - 1] ?? from) + 1;
    return start < end ? [{ weekday, from: start, to: end, weight, basedOn: 'defaults' as const }] : [];
  });
}
