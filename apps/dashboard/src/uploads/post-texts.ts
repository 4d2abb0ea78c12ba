import type { Schemas } from '../api/client';
import { privacyName } from './privacy-name';
import type { UploadDetails } from './upload-queries';

type Post = Pick<UploadDetails['posts'][number], 'platform' | 'overrides'>;
type Upload = Pick<UploadDetails, 'title' | 'caption' | 'hashtags' | 'privacy' | 'targets'>;

/** Options that this dashboard offers, in its words; the others have the names of the API. */
const OPTIONS: Readonly<Record<string, string>> = {
  disable_comment: 'Without comments',
  disable_duet: 'Without duets',
  disable_stitch: 'Without stitches',
  brand_organic: 'Promotes your own business',
  brand_content: 'Paid partnership',
};

/** Those of a post that a person writes. */
export interface WrittenTexts {
  title: string;
  caption: string;
}

/** Platforms without titles: a post without a caption has its title as the caption. */
const UNTITLED: ReadonlySet<string> = new Set(['tiktok', 'instagram']);

export const hasTitle = (platform: string): boolean => !UNTITLED.has(platform);

/** The texts of a post: its own, otherwise those of its platform and of its upload. */
export function textsOf(upload: Upload, { platform, overrides }: Post): WrittenTexts & { tags: readonly string[] } {
  const target = upload.targets.find((each) => each.platform === platform);
  return {
    title: overrides.title ?? target?.title ?? upload.title,
    caption: overrides.caption ?? target?.caption ?? upload.caption,
    tags: overrides.tags ?? (target?.caption == null ? upload.hashtags : tagsIn(target.caption)),
  };
}

/**
 * The overrides of a post with other texts; an empty text is that of the upload. Where the tags are the hashtags of the
 * caption, the new caption brings its own: the platform would get the former ones as well.
 * @returns undefined if the texts are the same
 */
export function overridesWith(
  upload: Upload,
  post: Post,
  written: WrittenTexts,
): Schemas['PostOverridesDto'] | undefined {
  const shown = textsOf(upload, post);
  const isKept = { title: written.title === shown.title, caption: written.caption === shown.caption };
  if (isKept.title && isKept.caption) return undefined;
  const inherited = textsOf(upload, { ...post, overrides: {} });
  const ownText = (field: keyof WrittenTexts) => {
    if (isKept[field]) return post.overrides[field];
    return [inherited[field], ''].includes(written[field]) ? undefined : written[field];
  };
  const [title, caption] = [ownText('title'), ownText('caption')];
  const isTagged = isKept.caption || tagsIn(shown.caption).join() !== shown.tags.join();
  const tags = isTagged ? post.overrides.tags : caption && tagsIn(caption);
  const { title: _title, caption: _caption, tags: _tags, ...choices } = post.overrides;
  return {
    ...choices,
    ...(title !== undefined && { title }),
    ...(caption !== undefined && { caption }),
    ...(tags && { tags }),
  };
}

/**
 * What a post says, and who sees it: its own texts and choices, otherwise those of its platform and of its upload.
 * @returns each with its name
 */
export function postTexts(upload: Upload, post: Post): [name: string, text: string][] {
  const { platform, overrides } = post;
  const { title, caption, tags } = textsOf(upload, post);
  const target = upload.targets.find((each) => each.platform === platform);
  const texts: [string, string][] = [
    ['Title', title],
    ['Caption', caption],
    ['Tags', tags.join(', ')],
    ['Visible to', privacyName(overrides.privacy ?? upload.privacy)],
    ['Cover', target?.cover ?? ''],
    ...Object.entries(overrides.options ?? {}).map(([name, value]): [string, string] => [
      OPTIONS[name] ?? name.replaceAll('_', ' '),
      typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ];
  return texts.map(([name, text]) => [name, text || '–']);
}

/** The hashtags of a caption, each once without regard to case, as a platform counts them. */
function tagsIn(caption: string): string[] {
  const tags = new Map<string, string>();
  for (const [, tag = ''] of caption.matchAll(/#([\p{L}\p{N}\p{M}_]+)/gu))
    if (!tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag);
  return [...tags.values()];
}
