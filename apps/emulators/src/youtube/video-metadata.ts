import { youtubeFailure } from './youtube-failure';
import type { VideoResource } from './youtube-objects';

const CATEGORIES = ['1', '2', '10', '15', '17', '19', '20', '22', '23', '24', '25', '26', '27', '28', '29'];
const PRIVACY = ['private', 'unlisted', 'public'];
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const [LONGEST_TITLE, LONGEST_DESCRIPTION_BYTES, LONGEST_TAGS] = [100, 5_000, 500];

/** @throws Refusal if YouTube would refuse these texts and settings */
export function checkMetadata({ snippet = {}, status = {} }: VideoResource): void {
  const { title = '', description = '', tags = [], categoryId = '22' } = snippet;
  if (title.length < 1 || title.length > LONGEST_TITLE || /[<>]/.test(title)) throw youtubeFailure(400, 'invalidTitle');
  if (Buffer.byteLength(description) > LONGEST_DESCRIPTION_BYTES || /[<>]/.test(description))
    throw youtubeFailure(400, 'invalidDescription');
  if (tagsLength(tags) > LONGEST_TAGS) throw youtubeFailure(400, 'invalidTags');
  if (!CATEGORIES.includes(categoryId)) throw youtubeFailure(400, 'invalidCategoryId');
  checkStatus(status);
}

/** @throws Refusal */
export function checkStatus({ privacyStatus = 'public', publishAt }: NonNullable<VideoResource['status']>): void {
  if (!PRIVACY.includes(privacyStatus)) throw youtubeFailure(400, 'invalidVideoMetadata');
  if (publishAt !== undefined && (privacyStatus !== 'private' || !RFC_3339.test(publishAt)))
    throw youtubeFailure(400, 'invalidPublishAt');
}

/** A tag with a space counts two quotes, and tags are separated by commas. */
const tagsLength = (tags: readonly string[]): number =>
  tags.reduce((sum, tag) => sum + tag.length + (tag.includes(' ') ? 2 : 0), Math.max(0, tags.length - 1));
