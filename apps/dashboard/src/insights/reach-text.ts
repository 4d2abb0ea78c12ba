import type { Overview } from './insights-queries';

type Reach = Pick<Overview['reach'], 'views' | 'likes' | 'comments' | 'shares'>;

const NUMBER = new Intl.NumberFormat();
const NAMES = { views: 'view', likes: 'like', comments: 'comment', shares: 'share' } as const;

/** Such as 120 views, 1 like. What a platform does not report is left out. */
export function reachText(reach: Partial<Reach>): string {
  const texts = Object.entries(NAMES).flatMap(([field, name]) => {
    const count = reach[field as keyof Reach] ?? null;
    return count === null ? [] : [`${NUMBER.format(count)} ${name}${count === 1 ? '' : 's'}`];
  });
  return texts.join(', ');
}
