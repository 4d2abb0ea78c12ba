import type { Readable } from 'node:stream';
import type { AccountAccess } from './account-access';

/** A video in a store. Each range is read when it is sent, so that memory does not depend on the size. */
export interface VideoSource {
  /** Bytes. */
  size: number;
  /** Such as `video/mp4`. */
  contentType: string;
  /** The bytes from `start` to `end`, both inclusive. */
  open(range: { start: number; end: number }): Promise<Readable>;
}

/** What the post says, as the platform takes it. */
export interface VideoPost {
  title: string;
  description: string;
  tags: readonly string[];
  privacy: string;
  /** Unique for the publication: the platform stores it, so that a post without a known id can be found. */
  fileName: string;
  isMadeForKids: boolean;
  /** The platform's id of a category; undefined: the platform's default. */
  categoryId?: string;
  notifiesFollowers: boolean;
}

/** A rule of the platform that a post breaks, found before anything is sent. */
export interface PostFault {
  field: 'title' | 'description' | 'tags' | 'privacy';
  message: string;
}

/** An upload at the platform that nobody can see. Its reference lets anyone write to it: seal it. */
export interface UploadSession {
  reference: string;
}

/** The platform's word on an upload whose last answer is missing. */
export type UploadOutcome =
  | { state: 'published'; postId: string }
  /** Nothing is visible; this many bytes are stored. */
  | { state: 'not_published'; storedBytes: number }
  /** The session is gone: whether something was published, `observe` and the list of posts must show. */
  | { state: 'session_lost' };

/** What has become of a post. */
export type PostState =
  | { state: 'processing' }
  | { state: 'live'; privacy: string; permalink: string }
  /** `reason` is the platform's code. */
  | { state: 'failed'; class: 'media_rejected' | 'policy_rejected' | 'account_action'; reason: string };

/**
 * Port: publishing on one platform in two phases. `open` and `transfer` have no visible effect and may be repeated.
 * `commit` publishes: record the intention before it, call it once for each intention, and after an error of the class
 * `outcome_unknown` ask `outcome` before anything else. All methods throw the errors of `platformError`.
 */
export abstract class VideoPublisher {
  /** Without a call to the platform. */
  abstract faultsOf(post: VideoPost): PostFault[];

  abstract open(access: AccountAccess, post: VideoPost, source: VideoSource): Promise<UploadSession>;

  /**
   * Sends everything but the last part, from where the platform says that an earlier attempt ended.
   * @param report called with the number of stored bytes
   * @throws session_lost: open a new session, nothing was published
   */
  abstract transfer(
    session: UploadSession,
    source: VideoSource,
    run: { signal: AbortSignal; report: (storedBytes: number) => void },
  ): Promise<void>;

  /** Sends the last part, which publishes. @returns the platform's id of the post */
  abstract commit(session: UploadSession, source: VideoSource, run: { signal: AbortSignal }): Promise<string>;

  /** Read-only. */
  abstract outcome(session: UploadSession, source: VideoSource): Promise<UploadOutcome>;

  /** Read-only. Undefined: the platform knows no such post. */
  abstract observe(access: AccountAccess, postId: string): Promise<PostState | undefined>;
}
