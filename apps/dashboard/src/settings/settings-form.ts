import type { Schemas } from '../api/client';

export type Settings = Schemas['SettingsResponse'];
export type Changes = Schemas['SettingsDto'];

/** Words of a text that lists hashtags, without their `#` and without repetitions. */
export function hashtagsOf(text: string): string[] {
  const words = text.split(/[\s,]+/).map((word) => word.replace(/^#/, ''));
  return [...new Set(words.filter((word) => word !== ''))];
}

/** The fields whose value differs from the stored one. */
export function changesOf(stored: Partial<Settings>, wanted: Changes): Changes {
  const changed = Object.entries(wanted).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(stored[name as keyof Settings]),
  );
  return Object.fromEntries(changed);
}
