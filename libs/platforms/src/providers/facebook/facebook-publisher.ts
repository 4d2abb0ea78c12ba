import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import { firstComment } from '../../meta/first-comment';
import { metaClassOf, OF_ACCOUNTS, SUSPECT_CODES } from '../../meta/meta-failures';
import type { MetaGraphService } from '../../meta/meta-graph.service';
import { RuploadClient } from '../../meta/rupload-client';
import { formField, multipartBody } from '../../multipart-body';
import { type FailureClass, platformError } from '../../platform-failure';
import { readOptions } from '../../post-rules';
import { captionOf } from '../../post-text';
import {
  type FailedPostClass,
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
import { facebookOptions } from './facebook-options';
import { facebookFaults, reelFaults, surfaceFor } from './facebook-rules';
import { thumbnailOf } from './facebook-thumbnail';
import { isPublished, isUploading, type PageVideo, pageVideo, storedBytesOf } from './page-video';

/** The smallest part that Facebook requests: sent when it is unknown which one it wants next. */
const PART_BYTES = 1_048_576;
/** Time limit for one part over a slow connection. */
const PART_TIMEOUT_MS = 300_000;

const OpenedReel = z.object({ video_id: z.string().min(1), upload_url: z.url() });
/** Offsets are text. */
const Window = z.object({ start_offset: z.coerce.number(), end_offset: z.coerce.number() });
const OpenedVideo = Window.extend({ video_id: z.string().min(1), upload_session_id: z.string().min(1) });
const Success = z.object({ success: z.literal(true) });
const Reference = z.object({
  video_id: z.string(),
  /** The address for the bytes of a reel; undefined: it is a video. */
  upload_url: z.string().optional(),
  upload_session_id: z.string().optional(),
  title: z.string(),
  description: z.string(),
});

/**
 * Reels and videos of Facebook Pages (developers.facebook.com, "Reels Publishing API" and "Page Videos"). The id of the
 * post is known from the beginning; `finish` publishes it.
 */
export class FacebookPublisher extends VideoPublisher {
  readonly postOptions = facebookOptions;
  override readonly suspectCodes = SUSPECT_CODES;
  private readonly rupload = new RuploadClient();

  constructor(private readonly graph: MetaGraphService) {
    super();
  }

  close(): Promise<void> {
    return this.rupload.close();
  }

  faultsOf(post: VideoPost): PostFault[] {
    return [...facebookFaults(post), ...readOptions(facebookOptions, post).faults];
  }

  async preflight({ accessToken }: AccountAccess, post: VideoPost, facts: VideoFacts): Promise<PostFault[]> {
    await this.graph.inspect(accessToken);
    const surface = readOptions(facebookOptions, post).options?.surface ?? surfaceFor(facts);
    return [...this.faultsOf(post), ...(surface === 'reel' ? reelFaults(facts) : [])];
  }

  async open(access: AccountAccess, post: VideoPost, { size, facts }: VideoSource): Promise<UploadSession> {
    const { surface = surfaceFor(facts) } = facebookOptions.parse(post.options ?? {});
    const opened =
      surface === 'reel'
        ? await this.reels(OpenedReel, access, { upload_phase: 'start' })
        : await this.videos(OpenedVideo, access, { upload_phase: 'start', file_size: String(size) });
    const { title } = post;
    return { reference: JSON.stringify({ ...opened, title, description: captionOf(post) }) };
  }

  async transfer(
    access: AccountAccess,
    session: UploadSession,
    source: VideoSource,
    run: { signal: AbortSignal; report: (storedBytes: number) => void },
  ): Promise<void> {
    const reference = referenceOf(session);
    const video = await this.unpublished(access, reference.video_id);
    const stored = isUploading(video) ? storedBytesOf(video) : source.size;
    run.report(stored);
    if (stored === source.size) return;
    const { upload_url: url } = reference;
    if (url === undefined) await this.sendParts(access, reference, { source, offset: stored }, run);
    else await this.rupload.send(url, access.accessToken, { source, offset: stored }, run);
    run.report(source.size);
  }

  async commit(
    access: AccountAccess,
    session: UploadSession,
    _source: VideoSource,
    { signal }: { signal: AbortSignal },
  ): Promise<string> {
    const { video_id, upload_session_id, title, description } = referenceOf(session);
    const video = await this.unpublished(access, video_id);
    if (isUploading(video)) throw failure('resync', `stored_${storedBytesOf(video)}`);
    const call = { signal, publishes: true } as const;
    const fields = { upload_phase: 'finish', title, description };
    if (upload_session_id === undefined)
      await this.reels(Success, access, { ...fields, video_id, video_state: 'PUBLISHED' }, call);
    else await this.videos(Success, access, { ...fields, upload_session_id, published: 'true' }, call);
    return video_id;
  }

  async outcome(access: AccountAccess, session: UploadSession, { size }: VideoSource): Promise<UploadOutcome> {
    const { video_id: postId } = referenceOf(session);
    const video = await this.video(access, postId);
    const status = video?.status.video_status;
    if (!video || status === 'upload_failed' || status === 'expired') return { state: 'session_lost' };
    // A failed video can never be published; `observe` reports the reason.
    if (isPublished(video) || status === 'error') return { state: 'published', postId };
    if (isUploading(video)) return { state: 'not_published', storedBytes: storedBytesOf(video) };
    if (status === 'ready') return { state: 'not_published', storedBytes: size };
    // Until it is processed, a finished video looks the same as one that is not finished.
    throw failure('not_ready', 'processing');
  }

  async observe(access: AccountAccess, postId: string): Promise<PostState | undefined> {
    const video = await this.video(access, postId);
    if (!video) return undefined;
    const { video_status: status, publishing_phase: publishing } = video.status;
    if (status === 'error') return rejected(String(video.status.processing_phase?.error?.code ?? 'error'));
    if (status === 'upload_failed' || status === 'expired')
      return { state: 'failed', class: 'transient', reason: status };
    // Facebook may keep a vertical video as a draft, although every call succeeded.
    if (publishing?.publish_status === 'draft') return { state: 'failed', class: 'account_action', reason: 'draft' };
    if (!video.published || video.permalink_url === undefined) return { state: 'processing' };
    const permalink = new URL(video.permalink_url, 'https://www.facebook.com').href;
    return { state: 'live', privacy: 'public', permalink, publicId: video.post_id };
  }

  override followUps(post: VideoPost): FollowUp[] {
    const { first_comment: text } = facebookOptions.parse(post.options ?? {});
    return [
      ...(post.cover ? [thumbnailOf(this.graph, post.cover)] : []),
      ...(text === undefined ? [] : [firstComment(this.graph, text)]),
    ];
  }

  /** Sends the parts that Facebook requests, one after the other. */
  private async sendParts(
    access: AccountAccess,
    { upload_session_id: sessionId = '' }: z.infer<typeof Reference>,
    { source, offset }: { source: VideoSource; offset: number },
    { signal, report }: { signal: AbortSignal; report: (storedBytes: number) => void },
  ): Promise<void> {
    let [start, end] = [offset, Math.min(offset + PART_BYTES, source.size)];
    while (start < end) {
      const stream = await source.open({ start, end: end - 1 });
      const body = multipartBody('form-data', [
        formField('upload_phase', 'transfer'),
        formField('upload_session_id', sessionId),
        formField('start_offset', String(start)),
        {
          headers: {
            'content-disposition': 'form-data; name="video_file_chunk"; filename="chunk"',
            'content-type': source.contentType,
          },
          content: { stream, length: end - start },
        },
      ]);
      const call = { isVideo: true, timeoutMs: PART_TIMEOUT_MS, signal, classes: OF_ACCOUNTS };
      const path = `/${encodeURIComponent(access.externalId)}/videos`;
      const next = await this.graph.write(Window, path, body, access.accessToken, call);
      if (next.start_offset <= start) throw failure('resync', 'no_progress');
      [start, end] = [next.start_offset, Math.min(next.end_offset, source.size)];
      report(start);
    }
  }

  /** @throws session_lost, media_rejected, or outcome_unknown when it is published, because then nothing may be sent */
  private async unpublished(access: AccountAccess, videoId: string): Promise<PageVideo> {
    const video = await this.video(access, videoId);
    const status = video?.status.video_status;
    if (!video || status === 'upload_failed' || status === 'expired') throw failure('session_lost', status ?? 'gone');
    if (isPublished(video)) throw failure('outcome_unknown', 'already_published');
    if (status !== 'error') return video;
    const code = String(video.status.processing_phase?.error?.code ?? 'error');
    throw failure(rejected(code).class, code);
  }

  /** Undefined: there is no such video. */
  private video({ accessToken }: AccountAccess, id: string): Promise<PageVideo | undefined> {
    const fields = 'status,permalink_url,published,post_id';
    return this.graph.readIfShown(pageVideo, `/${encodeURIComponent(id)}`, { fields }, accessToken);
  }

  private reels<T>(schema: z.ZodType<T>, access: AccountAccess, fields: Record<string, string>, call = {}): Promise<T> {
    const path = `/${encodeURIComponent(access.externalId)}/video_reels`;
    const request = { ...call, classes: OF_ACCOUNTS };
    return this.graph.write(schema, path, new URLSearchParams(fields), access.accessToken, request);
  }

  private videos<T>(
    schema: z.ZodType<T>,
    access: AccountAccess,
    fields: Record<string, string>,
    call = {},
  ): Promise<T> {
    const path = `/${encodeURIComponent(access.externalId)}/videos`;
    const body = new URLSearchParams(fields);
    const request = { ...call, isVideo: true, classes: OF_ACCOUNTS };
    return this.graph.write(schema, path, body, access.accessToken, request);
  }
}

/** A video that Facebook could not process. */
function rejected(code: string): { state: 'failed'; class: FailedPostClass; reason: string } {
  const isPolicy = metaClassOf(code) === 'policy_rejected';
  return { state: 'failed', class: isPolicy ? 'policy_rejected' : 'media_rejected', reason: code };
}

const referenceOf = ({ reference }: UploadSession) => Reference.parse(JSON.parse(reference));

const failure = (failureClass: FailureClass, code: string) =>
  platformError('Facebook', {
    class: failureClass,
    code,
    status: 200,
    ...(failureClass === 'not_ready' && { retryAfterSeconds: 10 }),
  });
