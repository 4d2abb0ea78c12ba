/** Keys of the queries whose answers the events of the account make out of date. */
export const queryKeys = {
  job: (id: string) => ['job', id],
  jobs: ['jobs'],
  upload: (id: string) => ['upload', id],
  uploads: ['uploads'],
  /** What would be warned of, for every state of the form. */
  uploadEstimate: ['upload-estimate'],
  /** Those of every period of the calendar. */
  posts: ['posts'],
  platforms: ['platforms'],
  /** The notices of every filter, and the number of unread ones. */
  notices: ['notices'],
  me: ['me'],
  subscription: ['subscription'],
  ledger: ['ledger'],
} as const;
