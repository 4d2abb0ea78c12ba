import type { FailureClass } from '@app/platforms';
import type { TextOf } from './mail-text';

/** The facts of the mails about a post. */
interface PostFacts {
  uploadId: string;
  publicationId: string;
  title: string;
  /** Such as "Ada's rides (TikTok)"; several for one mail about several posts. */
  account: string;
}

export interface PostMailFacts {
  /**
   * `permalink` is null when the platform shows no address, for example of a draft. `fault`: the platform shows the post
   * to others than its owner chose.
   */
  post_published: PostFacts & { permalink: string | null; fault?: string; remedy?: string };
  /** `reason` is a sentence. `remedy` replaces the usual remedy for this class of failure. */
  post_failed: PostFacts & { failure: FailureClass; reason: string; remedy?: string };
  post_unconfirmed: PostFacts;
}

const AGAIN = 'Retry the post. If it fails again, contact our support.';
const RECONNECT = 'Connect the account again, then retry the post.';
const REMEDIES: Readonly<Record<FailureClass, string>> = {
  media_rejected: 'Upload the video in a form that the platform accepts.',
  metadata_rejected: 'Correct the texts or the options of the post, then retry it.',
  policy_rejected: "Check the post against the platform's rules, and change it before you try again.",
  reconnect_required: RECONNECT,
  token_expired: RECONNECT,
  account_action: 'Sign in to the platform and complete what it requires. Then retry the post.',
  quota_exhausted: "Retry the post when the platform's limit has passed, usually the next day.",
  rate_limited: "Retry the post when the platform's limit has passed, usually the next day.",
  transient: AGAIN,
  resync: AGAIN,
  not_ready: AGAIN,
  session_lost: AGAIN,
  outcome_unknown: AGAIN,
  app_config: AGAIN,
  cancelled: AGAIN,
  unknown: AGAIN,
};

const linkTo = ({ uploadId, publicationId }: PostFacts, frontendUrl: string) => ({
  action: 'Open the post in Reelway',
  url: `${frontendUrl}/uploads?id=${uploadId}#${publicationId}`,
});

export const POST_MAILS: { [Template in keyof PostMailFacts]: TextOf<PostMailFacts[Template]> } = {
  post_published: ({ permalink, fault, remedy, ...post }, frontendUrl) => ({
    subject:
      fault === undefined
        ? `"${post.title}" is published on ${post.account}`
        : `"${post.title}" is on ${post.account}, but with a different audience than you chose`,
    preheader: fault ?? 'The platform shows the post.',
    blocks: [
      fault === undefined
        ? `The post "${post.title}" is published on ${post.account}.`
        : `The post "${post.title}" is on ${post.account}, but with a different audience than you chose:`,
      ...(fault === undefined ? [] : [{ quote: fault }]),
      ...(remedy === undefined ? [] : [remedy]),
      ...(permalink === null ? [] : [{ action: 'Open the post on the platform', url: permalink }]),
      linkTo(post, frontendUrl),
    ],
  }),
  post_failed: ({ failure, reason, remedy = REMEDIES[failure], ...post }, frontendUrl) => ({
    subject: `"${post.title}" could not be published on ${post.account}`,
    preheader: remedy,
    blocks: [
      `The post "${post.title}" could not be published on ${post.account}. This is the reason:`,
      { quote: reason },
      remedy,
      linkTo(post, frontendUrl),
    ],
  }),
  post_unconfirmed: (post, frontendUrl) => ({
    subject: `It is not clear whether "${post.title}" is published on ${post.account}`,
    preheader: 'Please check the platform.',
    blocks: [
      `We sent the post "${post.title}" to ${post.account}, but the platform has not confirmed that it exists.`,
      'Please check the platform. If the post is there, there is nothing to do. If it appears later, open the post in Reelway and check again. We will not send it a second time.',
      linkTo(post, frontendUrl),
    ],
  }),
};
