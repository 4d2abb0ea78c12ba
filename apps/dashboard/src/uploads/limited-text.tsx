import { useId } from 'react';
import type { Schemas } from '../api/client';
import { platformName } from '../platforms/platform-queries';
import { Text, type TextProps } from '../ui/text';
import { useSettled } from '../ui/use-settled';

type Limit = Schemas['TextLimitResponse'];

/** How the platforms count. */
const COUNTS: Readonly<Record<Limit['unit'], (text: string) => number>> = {
  utf16: (text) => text.length,
  code_points: (text) => [...text].length,
  bytes: (text) => new TextEncoder().encode(text).length,
};

/** Texts of one post are never shortened. */
export const TOO_LONG_FOR_POST = 'too long for this platform: shorten it';

/** Milliseconds without typing after which screen readers say that a text is too long. */
const PAUSE_MS = 1_000;

interface LimitedTextProps extends Omit<TextProps, 'describedBy'> {
  /** By platform. */
  limits: Readonly<Record<string, Limit>>;
  /** What a person reads whose text is too long. */
  whenLong?: string;
}

/** A labelled text, with how much of each platform's limit it uses in that platform's own unit. */
export function LimitedText({ limits, whenLong = 'it will be shortened', ...text }: LimitedTextProps) {
  const id = useId();
  const uses = Object.entries(limits).map(([platform, { most, unit }]) => {
    const used = COUNTS[unit](text.value);
    return { name: platformName(platform), used, most, unit, isLong: used > most };
  });
  const long = uses.filter(({ isLong }) => isLong).map(({ name }) => name);
  return (
    <>
      <Text {...text} describedBy={uses.length > 0 ? id : undefined} />
      {uses.length > 0 && (
        <ul id={id} className="flex flex-wrap gap-x-4 text-sm text-soft">
          {uses.map(({ name, used, most, unit, isLong }) => (
            <li key={name} className={isLong ? 'font-medium text-bad' : ''}>
              {name}: {used} of {most} {unit === 'bytes' ? 'bytes' : 'characters'}
              {isLong && `, ${whenLong}`}
            </li>
          ))}
        </ul>
      )}
      <Announcement text={long.length > 0 ? `${text.label}, ${long.join(', ')}: ${whenLong}` : ''} />
    </>
  );
}

/** Heard when it changes. It names no figures: those change with every character. */
const Announcement = ({ text }: { text: string }) => <output className="sr-only">{useSettled(text, PAUSE_MS)}</output>;
