import { type ApiAnswer, ApiClient, type ApiRequest, BodyStream, NoAnswerError } from '@app/core';
import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import type { CreatorInfo } from '../../platform-adapter';
import { type FailureClass, platformError } from '../../platform-failure';
import { brokenRules } from '../../post-rules';
import {
  type FollowUp,
  type PostFault,
  type PostState,
  type UploadOutcome,
  type UploadSession,
  type VideoFacts,
  type VideoPost,
  VideoPublisher,
  type VideoSource,
} from '../../video-publisher';
import { readYoutubeFailure } from './youtube-failures';
import { YoutubeFollowUps } from './youtube-follow-ups';
import { youtubeOptions } from './youtube-options';
import { youtubeFaults } from './youtube-rules';
import { YoutubeUploads } from './youtube-uploads';

/** A multiple of 256 KiB, as YouTube requires of every part but the last. */
const PART_BYTES = 8_388_608;
/** Time limit for one part over a slow connection. */
const PART_TIMEOUT_MS = 300_000;
const CALL_TIMEOUT_MS = 20_000;
const LARGEST_BYTES = 256e9;
const RESUME_INCOMPLETE = 308;

const Created = z.object({ id: z.string().min(1) });
const Videos = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        status: z.object({
          uploadStatus: z.string(),
          privacyStatus: z.string(),
          failureReason: z.string().optional(),
          rejectionReason: z.string().optional(),
        }),
      }),
    )
    .default([]),
});

/** A part of a video, and the class of a missing answer to it. */
interface SentPart {
  source: VideoSource;
  start: number;
  unanswered: FailureClass;
  signal: AbortSignal;
}

const bearer = ({ accessToken }: AccountAccess) => ({ authorization: `Bearer ${accessToken}` });

/** Resumable uploads of the YouTube Data API (developers.google.com, "Resumable Uploads"). The last byte publishes. */
export class YoutubePublisher extends VideoPublisher {
  readonly postOptions = youtubeOptions;
  private readonly api = new ApiClient({ totalTimeoutMs: CALL_TIMEOUT_MS });
  private readonly steps: YoutubeFollowUps;
  private readonly uploads: YoutubeUploads;

  /**
   * @param url address of the Data API
   * @param creatorInfo what a channel may post
   */
  constructor(
    private readonly url: string,
    private readonly creatorInfo: (access: AccountAccess) => Promise<CreatorInfo>,
  ) {
    super();
    this.steps = new YoutubeFollowUps(url);
    this.uploads = new YoutubeUploads(url);
  }

  async close(): Promise<void> {
    await Promise.all([this.api.close(), this.steps.close(), this.uploads.close()]);
  }

  override followUps(post: VideoPost): FollowUp[] {
    return this.steps.of(post, youtubeOptions.parse(post.options ?? {}));
  }

  faultsOf(post: VideoPost): PostFault[] {
    return youtubeFaults(post);
  }

  async preflight(access: AccountAccess, post: VideoPost, { seconds, bytes }: VideoFacts): Promise<PostFault[]> {
    const { maxSeconds } = await this.creatorInfo(access);
    const longest = maxSeconds ?? Number.POSITIVE_INFINITY;
    return [
      ...this.faultsOf(post),
      ...brokenRules([
        [seconds > longest, 'video', `must last at most ${longest} seconds on this channel`],
        [bytes > LARGEST_BYTES, 'video', `must have at most ${LARGEST_BYTES} bytes`],
      ]),
    ];
  }

  async open(access: AccountAccess, post: VideoPost, source: VideoSource): Promise<UploadSession> {
    const { title, description, tags, privacy, fileName } = post;
    const options = youtubeOptions.parse(post.options ?? {});
    const query = new URLSearchParams({
      uploadType: 'resumable',
      part: 'snippet,status',
      notifySubscribers: String(options.notify_subscribers),
    });
    const answer = await this.send(`${this.url}/upload/youtube/v3/videos?${query.toString()}`, 'transient', {
      method: 'POST',
      once: true,
      credentials: bearer(access),
      headers: {
        'x-upload-content-length': String(source.size),
        'x-upload-content-type': source.contentType,
        slug: fileName,
      },
      body: {
        snippet: { title, description, tags, categoryId: options.category_id },
        status: {
          privacyStatus: privacy,
          selfDeclaredMadeForKids: options.made_for_kids,
          containsSyntheticMedia: options.has_synthetic_media,
        },
      },
      readHeaders: ['location'],
    });
    const reference = answer.headers?.location;
    if (answer.status !== 200 || reference === undefined) throw refusal(answer);
    return { reference };
  }

  async transfer(
    access: AccountAccess,
    session: UploadSession,
    source: VideoSource,
    { signal, report }: { signal: AbortSignal; report: (storedBytes: number) => void },
  ): Promise<void> {
    let stored = await this.stored(access, session, source);
    while (source.size - stored > PART_BYTES) {
      report(stored);
      const answer = await this.sendPart(access, session, { source, start: stored, unanswered: 'transient', signal });
      if (answer.status !== RESUME_INCOMPLETE) throw refusal(answer);
      // The platform may have stored less than we sent.
      stored = progress(answer, stored);
    }
    report(stored);
  }

  async commit(
    access: AccountAccess,
    session: UploadSession,
    source: VideoSource,
    { signal }: { signal: AbortSignal },
  ): Promise<string> {
    let stored = await this.stored(access, session, source);
    for (;;) {
      const answer = await this.sendPart(access, session, {
        source,
        start: stored,
        unanswered: 'outcome_unknown',
        signal,
      });
      if (answer.status === 200 || answer.status === 201) return createdId(answer);
      if (answer.status !== RESUME_INCOMPLETE) throw refusal(answer, 'outcome_unknown');
      // Definite: nothing is published as long as bytes are missing.
      stored = progress(answer, stored);
    }
  }

  async outcome(access: AccountAccess, { reference }: UploadSession, { size }: VideoSource): Promise<UploadOutcome> {
    const answer = await this.send(reference, 'transient', {
      method: 'PUT',
      credentials: bearer(access),
      headers: { 'content-length': '0', 'content-range': `bytes */${size}` },
      readHeaders: ['range'],
    });
    if (answer.status === 200 || answer.status === 201) return { state: 'published', postId: createdId(answer) };
    if (answer.status === RESUME_INCOMPLETE) return { state: 'not_published', storedBytes: storedBytes(answer) };
    if (answer.status === 404 || answer.status === 410) return { state: 'session_lost' };
    throw refusal(answer);
  }

  override find(access: AccountAccess, { fileName }: VideoPost, since: Date) {
    return this.uploads.find(access, fileName, since);
  }

  async observe(access: AccountAccess, postId: string): Promise<PostState | undefined> {
    const query = new URLSearchParams({ part: 'status,processingDetails', id: postId });
    const call = { credentials: bearer(access) };
    const answer = await this.send(`${this.url}/youtube/v3/videos?${query.toString()}`, 'transient', call);
    if (answer.status !== 200) throw refusal(answer);
    const video = Videos.parse(answer.json).items.find(({ id }) => id === postId);
    if (!video) return undefined;
    const { uploadStatus, privacyStatus, failureReason = 'failed', rejectionReason = 'rejected' } = video.status;
    if (uploadStatus === 'failed') return { state: 'failed', class: 'media_rejected', reason: failureReason };
    // A channel without a verified phone number may only publish short videos.
    const rejected = rejectionReason === 'length' ? 'account_action' : 'policy_rejected';
    if (uploadStatus === 'rejected') return { state: 'failed', class: rejected, reason: rejectionReason };
    if (uploadStatus !== 'processed') return { state: 'processing' };
    return { state: 'live', privacy: privacyStatus, permalink: `https://www.youtube.com/watch?v=${postId}` };
  }

  /** @throws session_lost, also when the upload is published already, because then nothing may be sent */
  private async stored(access: AccountAccess, session: UploadSession, source: VideoSource): Promise<number> {
    const outcome = await this.outcome(access, session, source);
    if (outcome.state === 'not_published') return outcome.storedBytes;
    const isPublished = outcome.state === 'published';
    throw platformError('YouTube', {
      class: isPublished ? 'outcome_unknown' : 'session_lost',
      code: isPublished ? 'already_published' : 'session_gone',
      status: null,
    });
  }

  private async sendPart(
    access: AccountAccess,
    { reference }: UploadSession,
    { source, start, unanswered, signal }: SentPart,
  ): Promise<ApiAnswer> {
    const end = Math.min(start + PART_BYTES, source.size) - 1;
    const stream = await source.open({ start, end });
    return this.send(reference, unanswered, {
      method: 'PUT',
      once: true,
      credentials: bearer(access),
      timeoutMs: PART_TIMEOUT_MS,
      headers: { 'content-range': `bytes ${start}-${end}/${source.size}` },
      body: new BodyStream(stream, end - start + 1, source.contentType),
      readHeaders: ['range'],
      signal,
    });
  }

  /** @param unanswered the class of a missing answer to a request that may have arrived */
  private send(url: string, unanswered: FailureClass, request: ApiRequest): Promise<ApiAnswer> {
    return this.api.send(url, request).catch((error: unknown) => {
      const mayHaveArrived = !(error instanceof NoAnswerError) || error.mayHaveArrived;
      const failure = { class: mayHaveArrived ? unanswered : 'transient', code: 'no_answer', status: null } as const;
      throw platformError('YouTube', failure, error);
    });
  }
}

/** `Range: bytes=0-N`; absent while nothing is stored. */
function storedBytes({ headers }: ApiAnswer): number {
  const last = /^bytes=0-(\d{1,15})$/.exec(headers?.range ?? '')?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}

/** The stored bytes; fails when there are no further ones, which would repeat the same part forever. */
function progress(answer: ApiAnswer, before: number): number {
  const stored = storedBytes(answer);
  if (stored > before) return stored;
  throw platformError('YouTube', { class: 'resync', code: 'no_progress', status: answer.status });
}

function createdId({ json, status }: ApiAnswer): string {
  const created = Created.safeParse(json);
  if (created.success) return created.data.id;
  throw platformError('YouTube', { class: 'outcome_unknown', code: 'unreadable_answer', status });
}

/** @param ofServer the class of a 5xx, of a refusal that is not YouTube's, or of a session that is gone */
function refusal(answer: ApiAnswer, ofServer: FailureClass = 'transient'): Error {
  const { status, retryAfterSeconds } = answer;
  if (status === 404 || status === 410) {
    const lost = ofServer === 'transient' ? 'session_lost' : ofServer;
    return platformError('YouTube', { class: lost, code: 'session_gone', status });
  }
  const failure = readYoutubeFailure(answer) ?? { class: ofServer, code: 'unreadable_answer' };
  const isOfServer = status >= 500 || failure.class === 'transient';
  return platformError('YouTube', {
    retryAfterSeconds,
    ...failure,
    class: isOfServer ? ofServer : failure.class,
    status,
  });
}
