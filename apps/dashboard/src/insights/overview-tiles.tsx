import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { linkClass } from '../account/entry-card';
import { May } from '../account/may';
import { duration, Time } from '../ui/time';
import type { Overview } from './insights-queries';
import { reachText } from './reach-text';

const NUMBER = new Intl.NumberFormat();
const PERCENT = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });

/** A fraction from 0 to 1 as a percentage; a dash while there is none. */
export const percent = (rate: number | null): string => (rate === null ? '–' : PERCENT.format(rate));

interface Tile {
  name: string;
  value: string;
  means: ReactNode;
}

/** The figures of the period, each with what it counts. */
export function OverviewTiles({ overview }: { overview: Overview }) {
  return (
    <section aria-labelledby="overview">
      <h2 id="overview" className="mb-3 text-lg font-semibold">
        Overview
      </h2>
      {overview.renders.total + overview.uploads.total === 0 && <Nothing />}
      <dl className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {tilesOf(overview).map(({ name, value, means }) => (
          <div key={name} className="rounded-xl border border-line bg-card p-4">
            <dt className="text-sm text-soft">{name}</dt>
            <dd className="mt-1 text-2xl font-semibold">{value}</dd>
            <dd className="mt-1 text-sm text-soft">{means}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function tilesOf({ renders, uploads, quota, tokens, reach }: Overview): Tile[] {
  return [
    {
      name: 'Renders',
      value: NUMBER.format(renders.total),
      means: `Accepted in the period: ${renders.by_status.completed} completed, ${renders.by_status.failed} failed.`,
    },
    {
      name: 'Successful renders',
      value: percent(renders.success_rate),
      means: 'Completed, of those that completed or failed.',
    },
    {
      name: 'Rendered video',
      value: duration(renders.video_seconds),
      means: 'Length of the videos of completed renders.',
    },
    {
      name: 'Uploads',
      value: NUMBER.format(uploads.total),
      means: `Announced in the period: ${uploads.by_status.completed} completed, ${uploads.by_status.failed} failed.`,
    },
    {
      name: 'Successful uploads',
      value: percent(uploads.success_rate),
      means: 'Completed for every platform, of those that ended without being cancelled.',
    },
    {
      name: 'Uploads of the plan',
      value: quota.uploads_limit === null ? NUMBER.format(quota.uploads) : `${quota.uploads} of ${quota.uploads_limit}`,
      means: (
        <>
          Used since <Time at={quota.period_start} />; the count starts again on <Time at={quota.period_end} />.
        </>
      ),
    },
    {
      name: 'Tokens charged',
      value: NUMBER.format(tokens.charged),
      means: `${NUMBER.format(tokens.returned)} were held and then returned.`,
    },
    {
      name: 'Views',
      value: reach.views === null ? '–' : NUMBER.format(reach.views),
      means: <Reach {...reach} />,
    },
  ];
}

function Reach({ posts, likes, comments, shares, as_of }: Overview['reach']) {
  const reactions = reachText({ likes, comments, shares });
  return (
    <>
      Of the {NUMBER.format(posts)} posts that were published in the period{reactions && `, with ${reactions}`}.
      {as_of && (
        <>
          {' '}
          Read on <Time at={as_of} /> or later.
        </>
      )}
    </>
  );
}

function Nothing() {
  return (
    <p className="mb-3 text-soft">
      Nothing happened in this period.
      <May least="editor">
        {' '}
        <Link to="/renders/new" className={linkClass}>
          Make a render
        </Link>{' '}
        or{' '}
        <Link to="/uploads/new" className={linkClass}>
          upload a video
        </Link>
        .
      </May>
    </p>
  );
}
