import type { PublishingTargetName } from './publishing-targets';

/** Operations of each platform that publishing uses. */
export const OPERATIONS = {
  tiktok: ['tt.creator', 'tt.init', 'tt.put', 'tt.status'],
  youtube: ['yt.insert', 'yt.put', 'yt.videos'],
  instagram: ['ig.container', 'ig.rupload', 'ig.status', 'ig.publish', 'ig.media'],
  facebook: ['fb.reel', 'fb.reel.upload', 'fb.vid.get'],
} as const satisfies Record<PublishingTargetName, readonly string[]>;
/** What can go wrong with one call. */
export const ACTIONS = [
  { type: 'http', status: 503 },
  { type: 'html_502' },
  { type: 'truncate_json' },
  { type: 'empty_200' },
  { type: 'wrong_content_type' },
  { type: 'reset', afterRequestBytes: 70_000 },
  { type: 'reset_before_effect' },
  { type: 'drop_after_effect' },
  { type: 'named', name: 'expired' },
];
/** Answers that are not the platform's. */
export const GARBAGE = [
  { type: 'html_502' },
  { type: 'truncate_json' },
  { type: 'empty_200' },
  { type: 'wrong_content_type' },
  { type: 'http', status: 403, text: '<html>A page of a proxy</html>' },
];
/** The platform has stored another number of bytes than we sent. */
export const RESYNCS = {
  tiktok: { op: 'tt.put', action: { type: 'named', name: 'tt.416' } },
  youtube: { op: 'yt.put', when: { stepIs: 'put' }, action: { type: 'store_less', bytes: 262_144 } },
  instagram: { op: 'ig.rupload', action: { type: 'named', name: 'rupload.offset' } },
  facebook: { op: 'fb.reel.upload', action: { type: 'named', name: 'rupload.offset' } },
} as const;
/** The answer to a token that is too old. */
export const EXPIRED = { tiktok: 'tt.expired', youtube: 'yt.401', instagram: 'meta.190.463', facebook: 'meta.190.463' };
/** The token that can end while a post is sent, and the operation that gets the next one. */
export const ENDING = {
  tiktok: ['access', 'tt.token'],
  youtube: ['access', 'gg.token'],
  instagram: ['page', 'fb.code'],
  facebook: ['page', 'fb.code'],
} as const;
/** Answers of operations whose limit is used up. */
export const QUOTAS = {
  tiktok: [
    ['tt.init', 'tt.cap'],
    ['tt.init', 'tt.appcap'],
  ],
  youtube: [
    ['yt.insert', 'yt.quota'],
    ['yt.insert', 'yt.uploadlimit'],
  ],
  instagram: [
    ['ig.publish', 'ig.2207042'],
    ['ig.container', 'meta.4'],
  ],
  facebook: [
    ['fb.reel', 'meta.613'],
    ['fb.reel', 'meta.buc'],
  ],
} as const;
/** An answer that refuses a post for good. */
export const POLICIES = {
  tiktok: ['tt.init', 'tt.banned'],
  youtube: undefined,
  instagram: ['ig.container', 'ig.2207051'],
  facebook: ['fb.reel', 'meta.368'],
} as const;

/** The permissions of which one is enough to publish. */
export const PERMISSIONS = {
  tiktok: ['video.publish'],
  youtube: ['upload', 'force-ssl'].map((name) => `https://www.googleapis.com/auth/youtube.${name}`),
  instagram: ['instagram_content_publish'],
  facebook: ['pages_manage_posts'],
} as const satisfies Record<PublishingTargetName, readonly string[]>;
