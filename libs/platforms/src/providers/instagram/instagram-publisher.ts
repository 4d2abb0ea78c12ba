import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import { firstComment } from '../../meta/first-comment';
import { metaClassOf, OF_ACCOUNTS, SUSPECT_CODES } from '../../meta/meta-failures';
import type { MetaGraphService } from '../../meta/meta-graph.service';
import { RuploadClient } from '../../meta/rupload-client';
import type { CreatorInfo } from '../../platform-adapter';
import { type FailureClass, platformError } from '../../platform-failure';
import { coverMs } from '../../post-cover';
import { brokenRules, readOptions } from '../../post-rules';
import { captionOf } from '../../post-text';
import {
  type FollowUp,
  type FoundPost,
  type OtherPosts,
  type PostFault,
  type PostState,
  type UploadOutcome,
  type UploadSession,
  type VideoFacts,
  type VideoPost,
  VideoPublisher,
  type VideoSource,
} from '../../video-publisher';
import {
  containerId,
  containerOf,
  type InstagramMedia,
  instagramMedia,
  instagramMediaList,
  type PublishedContainer,
  postOf,
  readContainerId,
} from './instagram-media';
import { type InstagramOptions, instagramOptions } from './instagram-options';
import { instagramFaults, instagramVideoFaults } from './instagram-rules';

/** Instagram asks clients not to read a container more often. */
const PAUSE_SECONDS = 10;
const LISTED_POSTS = '50';

const Opened = z.object({ id: z.string().min(1), uri: z.url() });
const Published = z.object({ id: z.string().min(1) });
const Container = z.object({
  status_code: z.string(),
  status: z.string().default(''),
  video_status: z
    .object({
      uploading_phase: z
        .object({ bytes_transferred: z.number().optional(), bytes_transfered: z.number().optional() })
        .optional(),
    })
    .optional(),
});
const Reference = z.object({ id: z.string(), uri: z.string(), caption: z.string(), opened_at: z.number() });

/**
 * Reels on Instagram (developers.facebook.com, "Content Publishing" and "Resumable Uploads"). A container receives the
 * bytes and is processed; `media_publish` makes it a post.
 */
export class InstagramPublisher extends VideoPublisher {
  readonly postOptions = instagramOptions;
  override readonly suspectCodes = SUSPECT_CODES;
  override readonly mutableOptions = { cover_url: 'the `covers` of the upload' };
  private readonly rupload = new RuploadClient();

  /** @param creatorInfo what an account may post today */
  constructor(
    private readonly graph: MetaGraphService,
    private readonly creatorInfo: (access: AccountAccess) => Promise<CreatorInfo>,
  ) {
    super();
  }

  close(): Promise<void> {
    return this.rupload.close();
  }

  faultsOf(post: VideoPost): PostFault[] {
    return [...instagramFaults(post), ...readOptions(instagramOptions, post).faults];
  }

  async preflight(access: AccountAccess, post: VideoPost, facts: VideoFacts): Promise<PostFault[]> {
    const { canPost, daily } = await this.creatorInfo(access);
    return [
      ...this.faultsOf(post),
      ...instagramVideoFaults(facts, readOptions(instagramOptions, post).options),
      ...brokenRules([[!canPost, 'account', `has reached its ${daily?.limit} posts of 24 hours`]]).map((fault) => ({
        ...fault,
        isPassing: true as const,
      })),
    ];
  }

  async open(access: AccountAccess, post: VideoPost, _source: VideoSource): Promise<UploadSession> {
    const options = instagramOptions.parse(post.options ?? {});
    const { collaborators } = options;
    const caption = captionOf(post);
    const fields = new URLSearchParams({
      media_type: 'REELS',
      upload_type: 'resumable',
      caption,
      share_to_feed: String(options.share_to_feed),
      is_ai_generated: String(options.is_ai_generated),
      ...(collaborators.length > 0 && { collaborators: JSON.stringify(collaborators) }),
      ...(await coverFields(post, options)),
    });
    const opened_at = Date.now();
    const path = `/${idOf(access)}/media`;
    const opened = await this.graph.write(Opened, path, fields, access.accessToken, { classes: OF_ACCOUNTS });
    return { reference: JSON.stringify({ ...opened, caption, opened_at }) };
  }

  async transfer(
    access: AccountAccess,
    session: UploadSession,
    source: VideoSource,
    run: { signal: AbortSignal; report: (storedBytes: number) => void },
  ): Promise<void> {
    const { id, uri } = referenceOf(session);
    const container = await this.container(access, id);
    if (!container) throw failure('session_lost', 'container_gone');
    const stored = storedBytesOf(container, source);
    run.report(stored);
    if (container.status_code === 'FINISHED') return;
    assertInProgress(container);
    if (stored < source.size) {
      const call = { ...run, pauseSeconds: PAUSE_SECONDS };
      await this.rupload.send(uri, access.accessToken, { source, offset: stored }, call);
      run.report(source.size);
    }
    throw failure('not_ready', 'processing');
  }

  async commit(
    access: AccountAccess,
    session: UploadSession,
    _source: VideoSource,
    { signal }: { signal: AbortSignal },
  ): Promise<string> {
    const fields = new URLSearchParams({ creation_id: referenceOf(session).id });
    const call = { signal, publishes: true, pauseSeconds: PAUSE_SECONDS, classes: OF_ACCOUNTS };
    const path = `/${idOf(access)}/media_publish`;
    return (await this.graph.write(Published, path, fields, access.accessToken, call)).id;
  }

  async outcome(
    access: AccountAccess,
    session: UploadSession,
    source: VideoSource,
    others = noOthers,
  ): Promise<UploadOutcome> {
    const { id, caption, opened_at } = referenceOf(session);
    const container = await this.container(access, id);
    if (container?.status_code === 'EXPIRED') return { state: 'session_lost' };
    // Instagram asks that a container is not read twice within seconds, so `commit` follows without `transfer`.
    if (container?.status_code === 'FINISHED')
      return { state: 'not_published', storedBytes: source.size, isReady: true };
    if (container && container.status_code !== 'PUBLISHED')
      return { state: 'not_published', storedBytes: storedBytesOf(container, source) };
    const published = containerOf(id, opened_at, caption);
    const post = await this.postOf(access, published, others);
    if (!container && !post) return { state: 'session_lost' };
    return { state: 'published', postId: post?.id ?? containerId(published) };
  }

  override async find(access: AccountAccess, post: VideoPost, since: Date): Promise<FoundPost | undefined> {
    const found = await this.postOf(access, containerOf('', since.getTime(), captionOf(post)), noOthers);
    return found && { postId: found.id, by: 'text' };
  }

  async observe(access: AccountAccess, postId: string, others = noOthers): Promise<PostState | undefined> {
    const container = readContainerId(postId);
    if (container) {
      const found = await this.postOf(access, container, others);
      return { state: 'live', privacy: 'public', permalink: found?.permalink ?? null, publicId: found?.id };
    }
    const media = await this.media(access, postId);
    if (!media) return undefined;
    const { permalink } = media;
    return permalink === undefined ? { state: 'processing' } : { state: 'live', privacy: 'public', permalink };
  }

  /** A post whose id is not known yet cannot be commented on. */
  override followUps(post: VideoPost): FollowUp[] {
    const { first_comment: text } = instagramOptions.parse(post.options ?? {});
    return text === undefined ? [] : [firstComment(this.graph, text)];
  }

  private async postOf(
    access: AccountAccess,
    container: PublishedContainer,
    others: OtherPosts,
  ): Promise<InstagramMedia | undefined> {
    const query = { fields: 'id,caption,permalink,media_product_type,timestamp', limit: LISTED_POSTS };
    const { data } = await this.graph.read(instagramMediaList, `/${idOf(access)}/media`, query, access.accessToken);
    return postOf(container, data, await others());
  }

  private media(access: AccountAccess, id: string): Promise<InstagramMedia | undefined> {
    return this.read(instagramMedia, access, id, 'id,caption,permalink,media_product_type,timestamp');
  }

  private container(access: AccountAccess, id: string): Promise<z.infer<typeof Container> | undefined> {
    return this.read(Container, access, id, 'status,status_code,video_status');
  }

  /**
   * An object; undefined when no token shows it. A fault of Meta hides some from the token of the Page, but not from
   * that of the person.
   */
  private async read<T>(
    schema: z.ZodType<T>,
    { accessToken, refreshToken }: AccountAccess,
    id: string,
    fields: string,
  ): Promise<T | undefined> {
    for (const token of [accessToken, refreshToken]) {
      const path = `/${encodeURIComponent(id)}`;
      const found = token === null ? undefined : await this.graph.readIfShown(schema, path, { fields }, token);
      if (found) return found;
    }
    return undefined;
  }
}

const noOthers: OtherPosts = () => Promise.resolve(new Set());

/** The picture and the moment of the cover; if a post has both, Instagram takes the picture. */
async function coverFields(post: VideoPost, options: InstagramOptions): Promise<Record<string, string>> {
  const { cover_url: url, cover_timestamp_ms: chosenMs } = options;
  const momentMs = coverMs(post, chosenMs);
  const picture = url ?? (momentMs === undefined ? await post.cover?.address() : undefined);
  return {
    ...(picture !== undefined && { cover_url: picture }),
    ...(momentMs !== undefined && { thumb_offset: String(momentMs) }),
  };
}

const idOf = ({ externalId }: AccountAccess): string => encodeURIComponent(externalId);

const referenceOf = ({ reference }: UploadSession) => Reference.parse(JSON.parse(reference));

function storedBytesOf({ status_code: code, video_status }: z.infer<typeof Container>, { size }: VideoSource): number {
  const uploading = video_status?.uploading_phase;
  return code === 'FINISHED' ? size : (uploading?.bytes_transferred ?? uploading?.bytes_transfered ?? 0);
}

/** @throws the error of a container that can no longer be published, or already is */
function assertInProgress({ status_code: code, status }: z.infer<typeof Container>): void {
  if (code === 'IN_PROGRESS') return;
  if (code === 'PUBLISHED') throw failure('outcome_unknown', 'already_published');
  if (code === 'EXPIRED') throw failure('session_lost', 'expired');
  const subcode = /error code (\d{7})/.exec(status)?.[1] ?? code;
  throw failure(metaClassOf(subcode) ?? 'media_rejected', subcode);
}

const failure = (failureClass: FailureClass, code: string) =>
  platformError('Instagram', { class: failureClass, code, status: 200, retryAfterSeconds: PAUSE_SECONDS });
