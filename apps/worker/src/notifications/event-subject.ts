/** What each event is called for people, on Discord and in the dashboard. */
export const EVENT_TITLES = {
  'upload.queued': 'Upload received',
  'upload.completed': 'Published',
  'upload.partial': 'Published on some platforms',
  'upload.failed': 'Not published',
  'upload.approval_requested': 'Approval requested',
  'upload.approved': 'Approved',
  'upload.rejected': 'Rejected',
  'account.needs_reconnection': 'Connect the account again',
  'publication.delayed': 'Published late',
  'render.failed': 'Render failed',
  'quota.reached': 'Uploads of this period',
  'tokens.low': 'Tokens are running low',
  'subscription.updated': 'Plan changed',
  'subscription.past_due': 'Payment failed',
  'summary.daily': 'Summary',
} as const;

/** What one event is about, for people. Names are as their owners wrote them. */
export interface EventSubject {
  type: keyof typeof EVENT_TITLES;
  /** Title of the upload, name of the connected account, or the figure itself. */
  name: string;
  /** Path of the page of the dashboard that shows it. */
  path: string;
  /** One line for each post (none for an upload without posts), or for the platform of the account. */
  details: readonly { platform: string; account: string; state: string }[];
  /** A sentence that follows the details; as its author wrote it if it is a comment. */
  text?: string;
}

/** Titles for uploads that only make files to download. */
const TITLES_WITHOUT_POSTS: Readonly<Partial<Record<EventSubject['type'], string>>> = {
  'upload.completed': 'Ready',
  'upload.partial': 'Ready in part',
  'upload.failed': 'Upload failed',
};

/** The title of the event. It says "published" only if the upload has posts. */
export const titleOf = ({ type, details }: Pick<EventSubject, 'type' | 'details'>): string =>
  (details.length === 0 && TITLES_WITHOUT_POSTS[type]) || EVENT_TITLES[type];
