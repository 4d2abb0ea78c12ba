import { duration, Time } from '../ui/time';
import type { Job } from './job-queries';

const PHASES = [
  ['Queued', 'created_at'],
  ['Fetching sources', 'fetching_at'],
  ['Rendering', 'rendering_at'],
  ['Saving', 'saving_at'],
  ['Storing', 'transferring_at'],
] as const;

/** How long each phase took, as a table and as bars. */
export function Timings({ job: { timings } }: { job: Job }) {
  const end = timings.finished_at;
  const started = PHASES.flatMap(([label, key]) => (timings[key] ? [{ label, at: timings[key] }] : []));
  const phases = started.map(({ label, at }, index) => {
    const next = started[index + 1]?.at ?? end;
    return { label, at, seconds: next ? (Date.parse(next) - Date.parse(at)) / 1_000 : undefined };
  });
  const longest = Math.max(0.001, ...phases.map(({ seconds }) => seconds ?? 0));
  return (
    <table className="w-full text-sm">
      <caption className="mb-2 text-left font-semibold">Where the time went</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Phase</th>
          <th scope="col">Began</th>
          <th scope="col">Took</th>
        </tr>
      </thead>
      <tbody>
        {phases.map(({ label, at, seconds }) => (
          <tr key={label} className="border-t border-line">
            <th scope="row" className="py-2 pr-2 text-left font-normal">
              {label}
              <span aria-hidden className="mt-1 block h-1 rounded bg-sunken">
                <span
                  className="block h-1 rounded bg-accent"
                  style={{ width: `${((seconds ?? 0) / longest) * 100}%` }}
                />
              </span>
            </th>
            <td className="py-2 pr-2 text-soft">
              <Time at={at} precise />
            </td>
            <td className="py-2 text-right whitespace-nowrap">{seconds === undefined ? 'now' : duration(seconds)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
