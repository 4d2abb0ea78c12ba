import { platformName } from '../platforms/platform-queries';
import { shortTime } from '../ui/short-time';
import { postTexts } from './post-texts';
import type { UploadDetails } from './upload-queries';

type Upload = Parameters<typeof postTexts>[0] & {
  posts: readonly (Parameters<typeof postTexts>[1] &
    Pick<UploadDetails['posts'][number], 'id' | 'account_name' | 'publish_at'>)[];
};

/** A post that differs, with each of its texts and choices that do. */
export interface PostChange {
  id: string;
  /** Such as `Rides on YouTube`. */
  post: string;
  fields: readonly { name: string; before: string; after: string }[];
}

/** What a person would read otherwise in the posts of an upload. */
export const postChanges = (before: Upload, after: Upload): PostChange[] =>
  after.posts.flatMap((post) => {
    const former = textsById(before, post.id);
    const current = textsById(after, post.id);
    const fields = [...new Set([...former.keys(), ...current.keys()])]
      .map((name) => ({ name, before: former.get(name) ?? '–', after: current.get(name) ?? '–' }))
      .filter((field) => field.before !== field.after);
    if (fields.length === 0) return [];
    return [{ id: post.id, post: `${post.account_name} on ${platformName(post.platform)}`, fields }];
  });

/** The texts and the time of a post by their names; nothing for a post that the upload does not have. */
function textsById(upload: Upload, id: string): Map<string, string> {
  const post = upload.posts.find((each) => each.id === id);
  if (!post) return new Map();
  return new Map([...postTexts(upload, post), ['Time', post.publish_at ? shortTime(post.publish_at) : WITHOUT_TIME]]);
}

const WITHOUT_TIME = 'As soon as it is ready';
