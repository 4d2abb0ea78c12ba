import { composeCaption, tagsOfCaption, type UploadPlatform, type UploadSettings } from '@app/uploads';

/** The tags of a post, as far as they are known before its caption is made. */
export function tagsOn(
  platform: UploadPlatform,
  { caption = '', hashtags = [] }: { caption?: string; hashtags?: readonly string[] },
  settings: UploadSettings,
): string[] {
  const { alwaysHashtags: always, blockedHashtags: blocked, maxHashtags } = settings;
  const parts = { title: '', caption, always, ofUpload: hashtags, blocked, maxHashtags };
  return tagsOfCaption(composeCaption(platform, parts).text);
}
