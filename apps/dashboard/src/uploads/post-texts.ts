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

/**
 * What a post says, and who sees it: its own texts and choices, otherwise those of its platform and of its upload.
 * @returns each with its name
 */
export function postTexts(upload: Upload, { platform, overrides }: Post): [name: string, text: string][] {
  const target = upload.targets.find((each) => each.platform === platform);
  const tags = overrides.tags ?? (target?.caption == null ? upload.hashtags : tagsIn(target.caption));
  const texts: [string, string][] = [
    ['Title', overrides.title ?? target?.title ?? upload.title],
    ['Caption', overrides.caption ?? target?.caption ?? upload.caption],
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

/** The caption of a platform has the hashtags that are published there, after the rules of the workspace. */
const tagsIn = (caption: string): string[] => [
  ...new Set([...caption.matchAll(/#([\p{L}\p{N}\p{M}_]+)/gu)].map(([, tag = '']) => tag)),
];
