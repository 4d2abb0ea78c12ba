import type { Schemas } from '../api/client';

export type Settings = Schemas['SettingsResponse'];
export type Changes = Schemas['SettingsDto'];

/** Words of a text that lists hashtags, without their `#` and without repetitions. */
export function hashtagsOf(text: string): string[] {
  const words = text.split(/[\s,]+/).map((word) => word.replace(/^#/, ''));
  return [...new Set(words.filter((word) => word !== ''))];
}

/**
 * What a person changed in a form: everything else may have been changed elsewhere meanwhile. Of choices that share a
 * name, such as `notify`, only those that differ.
 * @param shown the settings that the form began with
 */
export function changesOf(shown: object, wanted: object): Changes {
  const former = new Map<string, unknown>(Object.entries(shown));
  const changed = Object.entries(wanted).flatMap(([name, value]: [string, unknown]): [string, unknown][] => {
    const before = former.get(name);
    if (isChoices(value) && isChoices(before)) {
      const choices = changesOf(before, value);
      return Object.keys(choices).length === 0 ? [] : [[name, choices]];
    }
    return comparable(name, value) === comparable(name, before) ? [] : [[name, value]];
  });
  return Object.fromEntries(changed);
}

const isChoices = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The elements of an overlay mean the same in any order. */
function comparable(name: string, value: unknown): string | undefined {
  const isSet = name === 'hud_elements' && Array.isArray(value);
  return JSON.stringify(isSet ? value.map(String).toSorted((a, b) => a.localeCompare(b)) : value);
}
