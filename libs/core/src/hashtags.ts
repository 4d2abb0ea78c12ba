const NOT_IN_A_WORD = /[^\p{L}\p{N}\p{M}_]/gu;
const HASHTAG = /#([\p{L}\p{N}\p{M}_]+)/gu;

/** The hashtags of a text, without `#`, in its order and as often as it has them. */
export const hashtagsIn = (text: string): string[] => [...text.matchAll(HASHTAG)].map(([, tag = '']) => tag);

/** The text with something else in place of its hashtags. @param change receives the tag with and without `#` */
export const replaceHashtags = (text: string, change: (hashtag: string, tag: string) => string): string =>
  text.replace(HASHTAG, change);

/** The tag without the characters that a hashtag cannot contain. */
export const hashtagOf = (tag: string): string => tag.replace(NOT_IN_A_WORD, '');

/** Two hashtags with the same key are the same to platforms and readers. */
export const hashtagKey = (tag: string): string => tag.normalize('NFC').toLowerCase();
