import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Select } from '../ui/select';
import { Time } from '../ui/time';
import type { Line } from './chart';
import { type Bucket, seriesQuery } from './insights-queries';

const Chart = lazy(async () => ({ default: (await import('./chart')).Chart }));

const MEASURES = {
  renders: [
    { name: 'Completed', tone: 'accent', valueOf: ({ renders }) => renders.completed },
    { name: 'Failed', tone: 'bad', valueOf: ({ renders }) => renders.failed },
  ],
  uploads: [
    { name: 'Completed', tone: 'accent', valueOf: ({ uploads }) => uploads.completed },
    { name: 'Partly completed', tone: 'busy', valueOf: ({ uploads }) => uploads.partial },
    { name: 'Failed', tone: 'bad', valueOf: ({ uploads }) => uploads.failed },
  ],
  tokens: [{ name: 'Tokens charged', tone: 'accent', valueOf: ({ tokens_charged: charged }) => charged }],
  views: [{ name: 'Views', tone: 'accent', valueOf: ({ reach }) => reach.views }],
  reactions: [
    { name: 'Likes', tone: 'accent', valueOf: ({ reach }) => reach.likes },
    { name: 'Comments', tone: 'busy', valueOf: ({ reach }) => reach.comments },
    { name: 'Shares', tone: 'bad', valueOf: ({ reach }) => reach.shares },
  ],
} as const satisfies Record<string, readonly Line[]>;
type Measure = keyof typeof MEASURES;

const NAMES: Readonly<Record<Measure, string>> = {
  renders: 'Renders',
  uploads: 'Uploads',
  tokens: 'Tokens',
  views: 'Views of posts',
  reactions: 'Reactions to posts',
};

/** The course of a period, as a chart and as a table. */
export function Series({ days }: { days: number }) {
  const series = useQuery(seriesQuery(days));
  const [measure, setMeasure] = useState<Measure>('renders');
  const lines: readonly Line[] = MEASURES[measure];
  return (
    <section aria-labelledby="series">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <h2 id="series" className="text-lg font-semibold">
          By {days === 1 ? 'hour' : 'day'}
        </h2>
        <div className="w-48">
          <Select label="Measure" value={measure} choices={NAMES} onChange={(name) => setMeasure(name as Measure)} />
        </div>
      </div>
      {series.isPending && <Loading rows={3} />}
      <ProblemNotice thrown={series.error} onRetry={() => void series.refetch()} />
      {series.data && (
        <>
          <div className="min-h-80 rounded-xl border border-line bg-card p-3">
            <Suspense fallback={<Loading rows={3} />}>
              <Chart key={measure} buckets={series.data.buckets} lines={lines} />
            </Suspense>
          </div>
          <Table buckets={series.data.buckets} lines={lines} />
        </>
      )}
    </section>
  );
}

function Table({ buckets, lines }: { buckets: readonly Bucket[]; lines: readonly Line[] }) {
  return (
    <details className="mt-2 text-sm">
      <summary className="min-h-8 cursor-pointer font-medium text-accent">The figures as a table</summary>
      <table className="w-full max-w-2xl">
        <thead className="text-left text-soft">
          <tr>
            <th scope="col" className="py-1 pr-4 font-medium">
              From
            </th>
            {lines.map(({ name }) => (
              <th key={name} scope="col" className="py-1 pr-4 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.toReversed().map((bucket) => (
            <tr key={bucket.start} className="border-t border-line">
              <th scope="row" className="py-1 pr-4 text-left font-normal">
                <Time at={bucket.start} />
              </th>
              {lines.map(({ name, valueOf }) => (
                <td key={name} className="py-1 pr-4 text-right tabular-nums">
                  {valueOf(bucket)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
