import type { FailureClass } from '../platform-failure';
import type { PostFigures } from '../post-metrics-reader';
import type { VideoFacts, VideoPost } from '../video-publisher';
import type { PublicationStatus } from './publication-status';

/** The owner's texts and choices for one post, which replace those of the upload. */
export type PostOverrides = Partial<Pick<VideoPost, 'title' | 'description' | 'tags' | 'privacy' | 'options'>>;

/** The texts of the upload for the platform. */
export type PostTexts = Pick<VideoPost, 'title' | 'description' | 'tags' | 'privacy'>;

/** The video to publish, in a store. */
export interface PublicationFile {
  /** Name of the store. */
  storage: string;
  key: string;
  sizeBytes: number;
  contentType: string;
  facts: VideoFacts;
  /** The owner's cover, in the same store. */
  cover?: { key: string; sizeBytes: number; contentType: string /** The moment that it shows. */; seconds?: number };
}

/** Why a publication failed or waits. */
export interface PublicationFault {
  /** Code of the error catalogue. */
  code: string;
  message: string;
  class: FailureClass;
  /** The step that failed. */
  step: PublicationStep;
  platformCode?: string;
  platformTraceId?: string;
  /** Permissions that its account lacked for it; absent when none is missing. */
  missingScopes?: string[];
  /** For a post that waits: when its series of failures of the same class began, and that of any class (ISO 8601). */
  failing?: { class: FailureClass; since: string; anySince: string };
}

/** Why a publication waits, and how long. */
export interface PublicationWait {
  fault: PublicationFault;
  waitingFor: string;
  seconds?: number;
  isTurn?: boolean;
  from?: 'publishing' | 'published';
}

/** The steps of publishing, then those after the post is live. `status` is a change of state. */
const PUBLICATION_STEPS = [
  'preflight',
  'open',
  'transfer',
  'commit',
  'outcome',
  'observe',
  'thumbnail',
  'captions',
  'playlist',
  'first_comment',
  'change',
  'status',
] as const;
export type PublicationStep = (typeof PUBLICATION_STEPS)[number];

/** Whether someone must approve a post before it is published, and whether that was done. */
export type PostApproval = 'not_required' | 'required' | 'given';

/** The latest figures of a live post, as the database returns them. */
export interface PublicationMetrics extends PostFigures {
  /** ISO 8601. */
  fetchedAt: string;
  /** Whether they are read again. */
  isUpdated: boolean;
}

/** One upload on one connected account. */
export interface Publication {
  id: string;
  userId: string;
  /** The id of the upload. */
  uploadId: string;
  /** Null: the account was disconnected. */
  accountId: string | null;
  /** The name of the account when the publication was created. */
  accountName: string;
  platform: string;
  status: PublicationStatus;
  approval: PostApproval;
  /** `account`: it must be reconnected; otherwise the code of the error; null unless it waits. */
  waitingFor: string | null;
  overrides: PostOverrides;
  /** Null until the video is ready. */
  file: PublicationFile | null;
  texts: PostTexts | null;
  /** Null: as soon as the video is ready. */
  publishAt: Date | null;
  /** The local time that the owner chose, with its zone; null unless the owner chose one. */
  localTime: string | null;
  timeZone: string | null;
  /** Why it was not published on time; null if it was, or may still be. */
  lateReason: string | null;
  /** Share of the bytes that the platform has, 0 to 1. */
  progress: number;
  postId: string | null;
  permalink: string | null;
  /** The privacy that the platform shows, in its own term. */
  visibility: string | null;
  fault: PublicationFault | null;
  /** Number of runs since the last success of a step. */
  attempts: number;
  /** Number of queries about the post since it was sent. */
  looks: number;
  /** Changes with every change by the owner and every new state. */
  revision: number;
  /** When a worker works on it next; null: nothing is planned. */
  dueAt: Date | null;
  /** When its video was ready and approved. */
  releasedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  publishedAt: Date | null;
  verifiedAt: Date | null;
  /** Null: the platform has reported none yet. */
  metrics: PublicationMetrics | null;
}

/** The columns of a `Publication`. */
export const PUBLICATION_COLUMNS = `id, user_id as "userId", upload_id as "uploadId", account_id as "accountId", account_name as "accountName", platform,
  status, approval, waiting_for as "waitingFor", overrides, file, texts, publish_at as "publishAt", local_time as "localTime", time_zone as "timeZone",
  late_reason as "lateReason", progress, post_id as "postId", permalink, visibility, fault, attempts, looks, revision, due_at as "dueAt",
  released_at as "releasedAt", created_at as "createdAt", updated_at as "updatedAt", published_at as "publishedAt", verified_at as "verifiedAt",
  (select json_build_object('views', m.views, 'likes', m.likes, 'comments', m.comments, 'shares', m.shares, 'fetchedAt', m.fetched_at,
     'isUpdated', m.due_at is not null) from publication_metrics m where m.publication_id = publications.id and m.fetched_at is not null) as metrics`;

/** The texts and choices of a post, as we send them. */
export function postOf({ id, texts, overrides }: Pick<Publication, 'id' | 'texts' | 'overrides'>): VideoPost {
  return {
    title: '',
    description: '',
    tags: [],
    privacy: 'private',
    ...texts,
    ...overrides,
    fileName: `reelway-${id}.mp4`,
  };
}
