import { BodyStream } from '@app/core';
import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import type { CreatorInfo } from '../../platform-adapter';
import { PlatformClient } from '../../platform-client';
import { type FailureClass, failureClassOf, platformError } from '../../platform-failure';
import { coverMs } from '../../post-cover';
import { readOptions } from '../../post-rules';
import { captionOf } from '../../post-text';
import { isAfterWithClockSkew } from '../../post-time';
import {
  type FoundPost,
  type PostFault,
  type PostState,
  type UploadOutcome,
  type UploadSession,
  type VideoFacts,
  type VideoPost,
  VideoPublisher,
  type VideoSource,
} from '../../video-publisher';
import { planChunks } from './tiktok-chunks';
import { FAILED_POSTS, readTiktokFailure, readUploadFailure, TIKTOK_FAILURES } from './tiktok-failures';
import { type TiktokOptions, tiktokOptions } from './tiktok-options';
import { tiktokFaults, tiktokOffers, tiktokVideoFaults } from './tiktok-rules';

/** Time limit for one chunk over a slow connection. */
const CHUNK_TIMEOUT_MS = 300_000;
/** A page has 20 videos, the newest first. */
const MOST_PAGES = 5;

const Opened = z.object({ data: z.object({ publish_id: z.string().min(1), upload_url: z.url() }) });
const Status = z.object({
  data: z.object({
    status: z.string(),
    fail_reason: z.string().optional(),
    uploaded_bytes: z.number().default(0),
    // The spelling is TikTok's.
    publicaly_available_post_id: z.array(z.union([z.string(), z.number()])).default([]),
  }),
});
const Videos = z.object({
  data: z.object({ videos: z.array(z.object({ id: z.string(), share_url: z.string().optional() })).default([]) }),
});
const Listed = z.object({
  data: z.object({
    videos: z
      .array(
        z.object({
          id: z.string(),
          /** Seconds. */
          create_time: z.number().optional(),
          title: z.string().default(''),
          video_description: z.string().default(''),
        }),
      )
      .default([]),
    cursor: z.number().optional(),
    has_more: z.boolean().default(false),
  }),
});
const Reference = z.object({ publish_id: z.string(), upload_url: z.string() });

/**
 * TikTok's Content Posting API with uploads of files (developers.tiktok.com, "Direct Post" and "Upload"). The last
 * chunk publishes. The id of a post is its `publish_id`. Only public posts get another id, after moderation; a post
 * that was found without its `publish_id` has that one.
 */
export class TiktokPublisher extends VideoPublisher {
  readonly postOptions = tiktokOptions;
  override readonly takesPictures = false;
  private readonly api = new PlatformClient('TikTok', readTiktokFailure);
  private readonly uploads = new PlatformClient('TikTok', readUploadFailure);

  /**
   * @param url address of the API
   * @param creatorInfo what an account may post now; TikTok requires this query before each post
   */
  constructor(
    private readonly url: string,
    private readonly creatorInfo: (access: AccountAccess) => Promise<CreatorInfo>,
  ) {
    super();
  }

  async close(): Promise<void> {
    await Promise.all([this.api.close(), this.uploads.close()]);
  }

  faultsOf(post: VideoPost): PostFault[] {
    const { options, faults } = readOptions(tiktokOptions, post);
    return options ? tiktokFaults(post, options) : faults;
  }

  async preflight(access: AccountAccess, post: VideoPost, facts: VideoFacts): Promise<PostFault[]> {
    const { options, faults } = readOptions(tiktokOptions, post);
    if (!options) return faults;
    const info = options.surface === 'post' ? await this.creatorInfo(access) : undefined;
    return [
      ...tiktokFaults(post, options),
      ...tiktokVideoFaults(facts, info),
      ...(info ? tiktokOffers(post, options, info).map(({ fault }) => fault) : []),
      ...refusalOf(info),
    ];
  }

  async open(access: AccountAccess, post: VideoPost, { size }: VideoSource): Promise<UploadSession> {
    const options = tiktokOptions.parse(post.options ?? {});
    const isPost = options.surface === 'post';
    if (isPost) await this.assertOffered(access, post, options);
    const { chunkSize, count } = planChunks(size);
    const { data } = await this.call(Opened, access, `/v2/post/publish/${isPost ? '' : 'inbox/'}video/init/`, {
      ...(isPost && { post_info: postInfo(post, options) }),
      source_info: { source: 'FILE_UPLOAD', video_size: size, chunk_size: chunkSize, total_chunk_count: count },
    });
    return { reference: JSON.stringify(data) };
  }

  async transfer(
    access: AccountAccess,
    session: UploadSession,
    source: VideoSource,
    { signal, report }: { signal: AbortSignal; report: (storedBytes: number) => void },
  ): Promise<void> {
    const { chunkSize, lastStart } = planChunks(source.size);
    let stored = await this.stored(access, session, source);
    while (stored < lastStart) {
      report(stored);
      await this.sendChunk(session, source, { start: stored, end: stored + chunkSize - 1 }, { signal });
      stored += chunkSize;
    }
    report(stored);
  }

  async commit(
    access: AccountAccess,
    session: UploadSession,
    source: VideoSource,
    { signal }: { signal: AbortSignal },
  ): Promise<string> {
    const start = planChunks(source.size).lastStart;
    const stored = await this.stored(access, session, source);
    if (stored !== start) throw failure('resync', `stored_${stored}`);
    const call = { signal, publishes: true } as const;
    const { status } = await this.sendChunk(session, source, { start, end: source.size - 1 }, call);
    // Otherwise TikTok reports missing bytes, although all were sent.
    if (status !== 201) throw failure('outcome_unknown', String(status));
    return referenceOf(session).publish_id;
  }

  async outcome(access: AccountAccess, session: UploadSession, { size }: VideoSource): Promise<UploadOutcome> {
    const { publish_id } = referenceOf(session);
    const found = await this.status(access, publish_id);
    if (!found) return { state: 'session_lost' };
    const { status, uploaded_bytes: storedBytes } = found;
    const isStored = storedBytes >= size;
    if (status === 'FAILED' && !isStored) return { state: 'session_lost' };
    if (status === 'PROCESSING_UPLOAD' && !isStored) return { state: 'not_published', storedBytes };
    return { state: 'published', postId: publish_id };
  }

  override async find(access: AccountAccess, post: VideoPost, since: Date): Promise<FoundPost | undefined> {
    const caption = captionOf(post).trim();
    const found: string[] = [];
    for (let [page, cursor] = [0, 0]; page < MOST_PAGES; page += 1) {
      const body = { max_count: 20, ...(page > 0 && { cursor }) };
      const path = '/v2/video/list/?fields=id,create_time,title,video_description';
      const listed = await this.listing(this.call(Listed, access, path, body));
      const recent =
        listed?.data.videos.filter(({ create_time: at = 0 }) => isAfterWithClockSkew(at * 1_000, since)) ?? [];
      const isSame = (text: string) => text.trim() === caption;
      const alike = recent.filter((video) => isSame(video.title) || isSame(video.video_description));
      found.push(...alike.map(({ id }) => id));
      if (!listed?.data.has_more || listed.data.cursor === undefined || recent.length === 0) break;
      cursor = listed.data.cursor;
    }
    const [postId] = found;
    return postId !== undefined && found.length === 1 ? { postId, by: 'text' } : undefined;
  }

  async observe(access: AccountAccess, postId: string): Promise<PostState | undefined> {
    if (/^\d+$/.test(postId)) return this.observePublic(access, postId);
    const found = await this.status(access, postId);
    if (!found) return undefined;
    const { status, fail_reason: reason = 'unknown', publicaly_available_post_id: ids } = found;
    if (status === 'FAILED') return { state: 'failed', class: FAILED_POSTS[reason] ?? 'policy_rejected', reason };
    if (status === 'SEND_TO_USER_INBOX') return { state: 'draft' };
    if (status !== 'PUBLISH_COMPLETE') return { state: 'processing' };
    const [publicId] = ids.map(String);
    if (publicId === undefined) return { state: 'live', privacy: null, permalink: null };
    const shown = await this.observePublic(access, publicId);
    return shown ?? { state: 'live', privacy: 'PUBLIC_TO_EVERYONE', permalink: null, publicId };
  }

  /** Refuses an option that the account does not offer, instead of posting with another one. */
  private async assertOffered(access: AccountAccess, post: VideoPost, options: TiktokOptions): Promise<void> {
    const info = await this.creatorInfo(access);
    if (info.refusedBy !== null) throw failure(TIKTOK_FAILURES[info.refusedBy] ?? 'unknown', info.refusedBy, 200);
    const [missing] = tiktokOffers(post, options, info);
    if (missing) throw failure('metadata_rejected', missing.code, 200);
  }

  /** Undefined: TikTok has no such upload, or no longer. */
  private async status(access: AccountAccess, publishId: string): Promise<z.infer<typeof Status>['data'] | undefined> {
    try {
      return (await this.call(Status, access, '/v2/post/publish/status/fetch/', { publish_id: publishId })).data;
    } catch (error) {
      if (failureClassOf(error) === 'session_lost') return undefined;
      throw error;
    }
  }

  /** A public post. Undefined: TikTok has none with this id, or the permission to list videos is missing. */
  private async observePublic(access: AccountAccess, publicId: string): Promise<PostState | undefined> {
    const filters = { video_ids: [publicId] };
    const path = '/v2/video/query/?fields=id,share_url';
    const found = await this.listing(this.call(Videos, access, path, { filters }));
    const video = found?.data.videos.find(({ id }) => id === publicId);
    const permalink = video?.share_url ?? null;
    return video && { state: 'live', privacy: 'PUBLIC_TO_EVERYONE', permalink, publicId };
  }

  /** Undefined without the permission to list videos. */
  private listing<T>(answer: Promise<T>): Promise<T | undefined> {
    return answer.catch((error: unknown) => {
      if (failureClassOf(error) === 'reconnect_required') return undefined;
      throw error;
    });
  }

  /** @throws session_lost, or outcome_unknown when everything is sent, because then nothing may be sent */
  private async stored(access: AccountAccess, session: UploadSession, source: VideoSource): Promise<number> {
    const outcome = await this.outcome(access, session, source);
    if (outcome.state === 'not_published') return outcome.storedBytes;
    throw outcome.state === 'published'
      ? failure('outcome_unknown', 'already_published')
      : failure('session_lost', 'session_gone');
  }

  private async sendChunk(
    session: UploadSession,
    source: VideoSource,
    { start, end }: { start: number; end: number },
    call: { signal: AbortSignal; publishes?: boolean },
  ) {
    const stream = await source.open({ start, end });
    return this.uploads.send(referenceOf(session).upload_url, {
      ...call,
      method: 'PUT',
      once: true,
      timeoutMs: CHUNK_TIMEOUT_MS,
      headers: { 'content-range': `bytes ${start}-${end}/${source.size}` },
      body: new BodyStream(stream, end - start + 1, source.contentType),
    });
  }

  private call<T>(schema: z.ZodType<T>, { accessToken }: AccountAccess, path: string, body: object): Promise<T> {
    const credentials = { authorization: `Bearer ${accessToken}` };
    return this.api.call(schema, `${this.url}${path}`, { method: 'POST', once: true, body, credentials });
  }
}

function postInfo(post: VideoPost, options: TiktokOptions) {
  const cover = coverMs(post, options.cover_timestamp_ms);
  return {
    title: captionOf(post),
    privacy_level: post.privacy,
    disable_comment: options.disable_comment,
    disable_duet: options.disable_duet,
    disable_stitch: options.disable_stitch,
    brand_content_toggle: options.brand_content,
    brand_organic_toggle: options.brand_organic,
    is_aigc: options.is_ai_generated,
    ...(cover !== undefined && { video_cover_timestamp_ms: cover }),
  };
}

/** Why the account cannot post now. */
function refusalOf(info: CreatorInfo | undefined): PostFault[] {
  if (info?.canPost !== false) return [];
  const isPassing = TIKTOK_FAILURES[info.refusedBy ?? ''] === 'quota_exhausted';
  return [
    {
      field: 'account',
      message: `cannot post now (${info.refusedBy})`,
      ...(isPassing && { isPassing: true as const }),
    },
  ];
}

const referenceOf = ({ reference }: UploadSession) => Reference.parse(JSON.parse(reference));

const failure = (failureClass: FailureClass, code: string, status: number | null = null) =>
  platformError('TikTok', { class: failureClass, code, status });
