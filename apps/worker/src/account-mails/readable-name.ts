import { truncate } from '@app/core';

const LONGEST = 60;

/**
 * A name that a person chose, prepared for a mail to another person: one line, no characters that hide or reverse text,
 * nothing that a mail program turns into a link, and too short for a message of its own.
 * @param longest characters
 */
export function readableName(name: string, longest = LONGEST): string {
  const line = name
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/gu, ' ')
    .replaceAll(/:(?=\/)/g, ': ')
    .replaceAll('@', ' at ')
    .replaceAll(/(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}]{2})/gu, '. ');
  return truncate(line.replaceAll(/ {2,}/g, ' ').trim(), longest);
}
