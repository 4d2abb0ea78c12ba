import { useQuery } from '@tanstack/react-query';
import { platformName } from '../platforms/platform-queries';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { duration } from '../ui/time';
import { type Kpi, kpiQuery } from './insights-queries';
import { percent } from './overview-tiles';

type Figures = Kpi['renders'];

const seconds = (value: number | null): string => (value === null ? '–' : duration(value));

/** Reliability and speed, with the definition of every figure. */
export function KpiSummary({ days }: { days: number }) {
  const kpi = useQuery(kpiQuery(days));
  return (
    <section aria-labelledby="kpi">
      <h2 id="kpi" className="mb-3 text-lg font-semibold">
        Key figures
      </h2>
      {kpi.isPending && <Loading rows={3} />}
      <ProblemNotice thrown={kpi.error} onRetry={() => void kpi.refetch()} />
      {kpi.data && (
        <>
          <FigureTable kpi={kpi.data} />
          <div className="mt-6 grid gap-6 lg:grid-cols-2">
            <Errors title="Errors of renders" figures={kpi.data.renders} />
            <Errors title="Errors of uploads" figures={kpi.data.uploads} />
            <Platforms uploads={kpi.data.uploads} />
            <Quality quality={kpi.data.uploads.quality} />
          </div>
          <Definitions definitions={kpi.data.definitions} />
        </>
      )}
    </section>
  );
}

const ROWS: readonly (readonly [string, (figures: Figures) => string | number])[] = [
  ['Created', ({ created }) => created],
  ['Per day', ({ per_day: perDay }) => Number(perDay.toFixed(1))],
  ['Succeeded', ({ success_rate: rate }) => percent(rate)],
  ['Failed', ({ failure_rate: rate }) => percent(rate)],
  ['Completed at once', ({ quality }) => percent(quality.at_once_rate)],
  ['Not ended', ({ outcomes }) => outcomes.unfinished],
  ['In progress or waiting now', ({ backlog }) => backlog.total],
  ['For a day or longer', ({ backlog }) => backlog.by_age.older],
  ['Oldest of them', ({ backlog }) => seconds(backlog.oldest_seconds)],
  ['Typical time (median)', ({ latency }) => seconds(latency.p50)],
  ['95 of 100 took at most', ({ latency }) => seconds(latency.p95)],
  ['99 of 100 took at most', ({ latency }) => seconds(latency.p99)],
  ['Busiest hour', ({ hours, created }) => (created === 0 ? '–' : `${hours.indexOf(Math.max(...hours))}:00`)],
];

function FigureTable({ kpi: { renders, uploads } }: { kpi: Kpi }) {
  return (
    <table className="w-full max-w-2xl text-sm">
      <thead>
        <tr className="text-soft">
          <th scope="col" className="sr-only">
            Figure
          </th>
          <th scope="col" className="py-2 text-right font-medium">
            Renders
          </th>
          <th scope="col" className="py-2 text-right font-medium">
            Uploads
          </th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map(([name, valueOf]) => (
          <tr key={name} className="border-t border-line">
            <th scope="row" className="py-2 pr-4 text-left font-normal">
              {name}
            </th>
            <td className="py-2 text-right tabular-nums">{valueOf(renders)}</td>
            <td className="py-2 text-right tabular-nums">{valueOf(uploads)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Errors({ title, figures: { errors } }: { title: string; figures: Figures }) {
  return (
    <div>
      <h3 className="mb-1 font-medium">{title}</h3>
      {errors.length === 0 && <p className="text-sm text-soft">None in this period.</p>}
      <ul className="text-sm">
        {errors.map(({ code, count }) => (
          <li key={code} className="flex justify-between gap-4 border-t border-line py-1">
            <code className="min-w-0 break-all">{code}</code>
            <span className="tabular-nums">{count}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Platforms({ uploads: { platforms } }: { uploads: Kpi['uploads'] }) {
  return (
    <div>
      <h3 className="mb-1 font-medium">Uploads by platform</h3>
      {platforms.length === 0 && <p className="text-sm text-soft">None in this period.</p>}
      <ul className="text-sm">
        {platforms.map(({ platform, uploads, share }) => (
          <li key={platform} className="flex justify-between gap-4 border-t border-line py-1">
            {platformName(platform)}
            <span className="tabular-nums">
              {uploads} ({percent(share)})
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Quality({ quality: { renditions, posts } }: Pick<Kpi['uploads'], 'quality'>) {
  const rows = [
    ['Files made for platforms', renditions.made, renditions.success_rate],
    ['Posts published at the first call', posts.at_once, posts.at_once_rate],
  ] as const;
  return (
    <div>
      <h3 className="mb-1 font-medium">Quality of uploads</h3>
      <ul className="text-sm">
        {rows.map(([name, count, rate]) => (
          <li key={name} className="flex justify-between gap-4 border-t border-line py-1">
            {name}
            <span className="tabular-nums">
              {count} ({percent(rate)})
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What each figure counts. */
export function Definitions({ definitions }: Pick<Kpi, 'definitions'>) {
  return (
    <details className="mt-6 text-sm">
      <summary className="min-h-8 cursor-pointer font-medium text-accent">What the figures mean</summary>
      <dl className="mt-2 grid gap-2">
        {definitions.map(({ metric, definition }) => (
          <div key={metric}>
            <dt>
              <code>{metric}</code>
            </dt>
            <dd className="text-soft">{definition}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
