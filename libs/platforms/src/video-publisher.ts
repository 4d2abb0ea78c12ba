import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { AccountAccess } from './account-access';

/** Properties of a video, by which platforms refuse it and Facebook chooses the kind of post. */
export interface VideoFacts {
  /** Size of the file. */
  bytes: number;
  seconds: number;
  /** Pixels, as displayed. */
  width: number;
  height: number;
  /** Frames a second. */
  frameRate: number;
}

/** A file in a store. Each range is read when it is sent, so that memory does not depend on the size. */
export interface PostFile {
  /** Bytes. */
  size: number;
  /** Such as `video/mp4`. */
  contentType: string;
  /** The bytes from `start` to `end`, both inclusive. */
  open(range: { start: number; end: number }): Promise<Readable>;
}

/** The picture that the platform shows before the video plays. */
export interface PostCover extends PostFile {
  /** The moment of the video that it shows, in seconds; undefined for the owner's picture. */
  seconds?: number;
  /** An address from which the platform can fetch it during the next hours. */
  address(): Promise<string>;
}

/** A video in a store. */
export interface VideoSource extends PostFile {
  /** Undefined: unknown. */
  facts?: VideoFacts;
}

/** The texts and choices of a post, in the platform's form. */
export interface VideoPost {
  title: string;
  description: string;
  tags: readonly string[];
  /** In the platform's terms, as `creatorInfo` lists them. */
  privacy: string;
  /** Unique for the publication: the platform stores it, so that a post without a known id can be found. */
  fileName: string;
  /** Options that only this platform has, by its `postOptions`. Undefined: its defaults. */
  options?: Readonly<Record<string, unknown>>;
  /** Undefined: the platform chooses a frame. */
  cover?: PostCover;
}

/** A rule of the platform that a post breaks, found before anything is sent. */
export interface PostFault {
  field: 'title' | 'description' | 'tags' | 'privacy' | 'options' | 'cover' | 'video' | 'account';
  /** A predicate: `must have at most 100 characters`. */
  message: string;
  /** A daily limit of the account is used up: the post is accepted later, as it is. */
  isPassing?: true;
}

/**
 * An upload at the platform that is not visible yet. It contains the texts of the post, which can no longer change.
 * Anyone who has its reference can write to it: seal the reference.
 */
export interface UploadSession {
  reference: string;
}

/** The platform's report about an upload whose last answer is missing. */
export type UploadOutcome =
  | { state: 'published'; postId: string }
  /** Nothing is visible; this many bytes are stored. `isReady`: everything is, and `commit` needs no `transfer` before it. */
  | { state: 'not_published'; storedBytes: number; isReady?: true }
  /** The session is gone; only `observe` and `find` show whether something was published. */
  | { state: 'session_lost' };

/** The platform's ids of the account's posts that are known to belong to other publications. */
export type OtherPosts = () => Promise<ReadonlySet<string>>;

/** A post in the platform's list of posts. */
export interface FoundPost {
  postId: string;
  /** The name of a file is unique; another post of the account may have the same text. */
  by: 'file_name' | 'text';
}

/** The state of a post at the platform. */
export type PostState =
  | { state: 'processing' }
  /**
   * `privacy` is null when the platform does not report it. `permalink` is null as long as the platform shows none: it
   * may follow within a day, and never does for a post that is not public.
   */
  | { state: 'live'; privacy: string | null; permalink: string | null; publicId?: string }
  /** The account owner received the draft that the post requested, and may finish it. */
  | { state: 'draft' }
  /** `reason` is the platform's code. */
  | { state: 'failed'; class: FailedPostClass; reason: string };

export type FailedPostClass =
  | 'media_rejected'
  | 'policy_rejected'
  | 'account_action'
  /** The platform itself failed: a new publication may succeed. */
  | 'transient'
  | 'quota_exhausted'
  | 'reconnect_required'
  | 'cancelled';

/** A step after the post exists, such as its first comment. Its failure leaves the post as it is. */
export interface FollowUp {
  /** Unique within the post. */
  name: 'thumbnail' | 'captions' | 'playlist' | 'first_comment';
  /**
   * False: a second run would be seen as a second effect. Record the intention before it, and never run it again after
   * an error of the class `outcome_unknown`.
   */
  isRepeatable: boolean;
  run(access: AccountAccess, postId: string, run: { signal: AbortSignal }): Promise<void>;
}

/**
 * Port: publishing on one platform in two phases. `open` and `transfer` have no visible effect and may be repeated.
 * `commit` publishes: record the intention before it, call it once for each intention, and after an error of the class
 * `outcome_unknown` call `outcome` before anything else. All methods throw the errors of `platformError`; wait for the
 * `retryAfterSeconds` of an error before the next call for the same session.
 */
export abstract class VideoPublisher {
  /** The options that only this platform has. Its JSON schema documents them. */
  abstract readonly postOptions: z.ZodObject;

  /**
   * Options whose content others can change at any time, such as the address of a picture, each with what a post takes
   * instead. No approval covers them.
   */
  readonly mutableOptions: Readonly<Record<string, string>> = {};

  /** Whether the cover may be the owner's picture; otherwise it is a moment of the video. */
  readonly takesPictures: boolean = true;

  /** The platform's codes of lost sessions that the video may have caused. When they recur, the video is at fault. */
  readonly suspectCodes: readonly string[] = [];

  /** Checks without a call to the platform. */
  abstract faultsOf(post: VideoPost): PostFault[];

  /**
   * Everything that the platform would refuse later: the rules of `faultsOf`, the video, what the account allows and
   * its limits of today. Read-only.
   */
  abstract preflight(access: AccountAccess, post: VideoPost, facts: VideoFacts): Promise<PostFault[]>;

  abstract open(access: AccountAccess, post: VideoPost, source: VideoSource): Promise<UploadSession>;

  /**
   * Sends everything but the last part, from the position at which an earlier attempt ended.
   * @param report called with the number of stored bytes
   * @throws session_lost: open a new session, nothing was published
   * @throws not_ready: everything is stored, but the platform must process it before `commit`; call `transfer` again
   */
  abstract transfer(
    access: AccountAccess,
    session: UploadSession,
    source: VideoSource,
    run: { signal: AbortSignal; report: (storedBytes: number) => void },
  ): Promise<void>;

  /** Sends the last part, which publishes. @returns the platform's id of the post */
  abstract commit(
    access: AccountAccess,
    session: UploadSession,
    source: VideoSource,
    run: { signal: AbortSignal },
  ): Promise<string>;

  /**
   * Read-only.
   * @param others of which none is taken for the post of this upload
   * @throws not_ready: the platform has not decided yet; call it again
   */
  abstract outcome(
    access: AccountAccess,
    session: UploadSession,
    source: VideoSource,
    others?: OtherPosts,
  ): Promise<UploadOutcome>;

  /**
   * Looks for a post whose session is lost, by what the platform keeps of it: the name of its file, or its text.
   * Read-only. Missing on platforms on which a lost session is a lost post.
   * @param since when the publishing call was made
   * @returns undefined when no post matches, or several do
   */
  find?(access: AccountAccess, post: VideoPost, since: Date): Promise<FoundPost | undefined>;

  /** Read-only. Undefined: the platform has no such post. @param others of which none is taken for this post */
  abstract observe(access: AccountAccess, postId: string, others?: OtherPosts): Promise<PostState | undefined>;

  /** The steps that the post requests after it is live, in their order. */
  followUps?(post: VideoPost): FollowUp[];
}
