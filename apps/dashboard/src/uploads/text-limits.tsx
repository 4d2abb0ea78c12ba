import type { Schemas } from '../api/client';
import { platformName } from '../platforms/platform-queries';

type Limit = Schemas['TextLimitResponse'];

/** How the platforms count. */
const COUNTS: Readonly<Record<Limit['unit'], (text: string) => number>> = {
  utf16: (text) => text.length,
  code_points: (text) => [...text].length,
  bytes: (text) => new TextEncoder().encode(text).length,
};

interface TextLimitsProps {
  text: string;
  /** By platform. */
  limits: Readonly<Record<string, Limit>>;
  /** What a person reads whose text is too long. */
  whenLong?: string;
}

/** How much of each platform's limit a text uses, in that platform's own unit. */
export function TextLimits({ text, limits, whenLong = 'it will be shortened' }: TextLimitsProps) {
  return (
    <ul className="flex flex-wrap gap-x-4 text-sm text-soft" aria-live="polite">
      {Object.entries(limits).map(([platform, { most, unit }]) => {
        const used = COUNTS[unit](text);
        const isLong = used > most;
        return (
          <li key={platform} className={isLong ? 'font-medium text-bad' : ''}>
            {platformName(platform)}: {used} of {most} {unit === 'bytes' ? 'bytes' : 'characters'}
            {isLong && `, ${whenLong}`}
          </li>
        );
      })}
    </ul>
  );
}
