import { shortTime } from './short-time';

/** The viewer's time zone. */
export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** An instant in the viewer's own zone; the title names the zone. */
export function Time({ at, precise = false }: { at: string; precise?: boolean }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={`${FULL.format(date)} (${ZONE})`}>
      {precise ? FULL.format(date) : shortTime(at)}
    </time>
  );
}

/** Names the zone of all times on a screen, once. */
export function ZoneNote() {
  return <p className="mt-4 text-sm text-soft">Times are in your time zone, {ZONE}.</p>;
}

/** Such as 4.2 s, 3 min 05 s, 12 h 00 min. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole >= 3_600) return `${Math.floor(whole / 3_600)} h ${twoDigits(Math.floor((whole % 3_600) / 60))} min`;
  return `${Math.floor(whole / 60)} min ${twoDigits(whole % 60)} s`;
}

const twoDigits = (count: number): string => String(count).padStart(2, '0');
