/** The version of Shotstack's schema that edits are checked against: that of `@shotstack/schemas` in package.json. */
export const SCHEMA_VERSION = '1.18.3';

/**
 * Everything that this API accepts beyond Shotstack's published schema; no other file may name it. A format of ours
 * follows the rules of a published one: `{ ours: published }`.
 */
const FORMATS = { webm: 'mp4', wav: 'mp3' } as const;

export type AddedFormat = keyof typeof FORMATS;

export const ADDED_FORMATS = Object.keys(FORMATS) as AddedFormat[];

/**
 * Members that may have an older name: `{ older: published }`. The published name takes precedence when both are set.
 */
export const OLDER_NAMES = { edit: { webhook: 'callback' }, asset: { source: 'src' } } as const;

export const isAddedFormat = (format: unknown): format is AddedFormat =>
  typeof format === 'string' && Object.hasOwn(FORMATS, format);

/** The published format whose rules a format of ours follows. */
export const publishedFormat = (format: AddedFormat) => FORMATS[format];
