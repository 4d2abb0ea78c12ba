import type { Answer, Call } from '../platform/call';
import type { Operation } from '../platform/operations';
import type { Figures, Post } from '../platform/post-ledger';
import { access, requireScopes } from './access';
import { ownVideo, shownVideo } from './facebook-routes';
import { pick } from './fields';
import { graphFailure } from './graph-failure';
import { graphOperations } from './graph-operation';
import { isExpired } from './instagram-containers';
import type { Container, FacebookPage } from './meta-objects';
import type { MetaWorld } from './meta-world';

const FASTEST_POLL_MS = 5_000;
const LARGEST_THUMBNAIL = 10_000_000;
const METRICS = ['views', 'reach', 'likes', 'comments', 'saved', 'shares', 'total_interactions'];
const NOT_FOUND = { subcode: 33 };
const STATUS_TEXTS: Readonly<Record<string, string>> = {
  IN_PROGRESS: 'In Progress: Media is still being processed.',
  FINISHED: 'Finished: Media has been uploaded and it is ready to be published.',
  PUBLISHED: 'Published: Media has been successfully published.',
  EXPIRED: 'Expired: The media was not published within 24 hours.',
};

/** Objects by their id: accounts, videos of Facebook, containers and media of Instagram, with pictures, comments and figures. */
export function objectOperations(world: MetaWorld): Operation[] {
  return ['graph', 'ig_graph'].flatMap((host) => operationsAt(world, host));
}

function operationsAt(world: MetaWorld, host: string): Operation[] {
  const id = (call: Call) => call.param('id');
  return [
    ...graphOperations(world, {
      op: 'fb.vid.get',
      name: (call) => {
        if (accountNamed(world, call)) return 'fb.account';
        if (world.containers.has(id(call))) return 'ig.status';
        return mediaPost(world, call) && !world.videos.has(id(call)) ? 'ig.media' : 'fb.vid.get';
      },
      host,
      method: 'GET',
      path: '/:id',
      probes: id,
      answer: (call) => read(world, call),
    }),
    ...graphOperations(world, {
      op: 'ig.insights',
      host,
      method: 'GET',
      path: '/:id/insights',
      answer: (call) => insights(world, call),
    }),
    ...graphOperations(world, {
      op: 'fb.thumb',
      host,
      method: 'POST',
      path: '/:id/thumbnails',
      answer: (call) => thumbnail(world, call),
    }),
    ...graphOperations(world, {
      op: 'fb.comment',
      host,
      method: 'POST',
      path: '/:id/comments',
      answer: (call) => comment(world, call),
    }),
  ];
}

const mediaPost = (world: MetaWorld, call: Call): Post | undefined =>
  world.ledger.posts.find(({ postId, surface }) => postId === call.param('id') && /^(reel|story)$/.test(surface));

const accountNamed = (world: MetaWorld, call: Call): FacebookPage | undefined => world.pageBy(call.param('id'));

function read(world: MetaWorld, call: Call): Answer {
  const page = accountNamed(world, call);
  if (page) return account(world, call, page);
  const fields = call.query.get('fields');
  const container = world.containers.get(call.param('id'));
  if (container) return { status: 200, body: pick(status(world, call, container), fields, ['id']) };
  const post = mediaPost(world, call);
  if (post?.state === 'removed')
    throw graphFailure(100, 'Unsupported get request. The object does not exist.', NOT_FOUND);
  if (!post || world.videos.has(post.postId))
    return { status: 200, body: pick(shownVideo(world, ownVideo(world, call)), fields, ['id']) };
  assertOwn(world, call, post.account);
  return { status: 200, body: pick(media(world, post), fields, ['id']) };
}

/** A Page, or the Instagram account that is linked to it. */
function account(world: MetaWorld, call: Call, { id: pageId, name, ig }: FacebookPage): Answer {
  const id = call.param('id');
  assertOwn(world, call, id);
  const isPage = id === pageId;
  requireScopes(world, access(world, call), [isPage ? 'pages_read_engagement' : 'instagram_basic']);
  const { followers, is_hidden: isHidden } = world.audience(id);
  const followersCount = isHidden ? undefined : followers;
  const all = isPage
    ? { id, name, followers_count: followersCount, fan_count: followersCount }
    : { id, name: ig?.name, username: ig?.username, followers_count: followersCount };
  return { status: 200, body: pick(all, call.query.get('fields'), isPage ? ['id', 'name'] : ['id']) };
}

function assertOwn(world: MetaWorld, call: Call, account: string): void {
  const token = access(world, call);
  const page = world.pageBy(account);
  const isOwn = page && (token.page ? token.page === page : token.grant.pages.includes(page.id));
  if (!isOwn || world.knobs.read_10033 === token.kind)
    throw graphFailure(100, 'Unsupported get request. The object does not exist.', NOT_FOUND);
}

/** @throws Refusal if the user did not grant the permission for the owner of the post */
function requireScope(
  world: MetaWorld,
  call: Call,
  { account: owner }: Post,
  scopes: Record<'page' | 'instagram', string>,
): void {
  requireScopes(world, access(world, call), [world.pageBy(owner)?.id === owner ? scopes.page : scopes.instagram]);
}

function status(world: MetaWorld, call: Call, container: Container): Record<string, unknown> {
  assertOwn(world, call, container.account.id);
  if (container.polledAt !== null && world.now() - container.polledAt < FASTEST_POLL_MS)
    call.violate('poll_too_fast', container.id);
  container.polledAt = world.now();
  const { upload, error, id } = container;
  const code = isExpired(world, container) ? 'EXPIRED' : container.status;
  const isUploaded = upload.isPulled || (upload.size !== null && upload.bytes.size === upload.size);
  return {
    id,
    status_code: code,
    status: STATUS_TEXTS[code] ?? `Error: Media upload has failed with error code ${error}`,
    video_status: {
      uploading_phase: {
        status: isUploaded ? 'complete' : 'in_progress',
        bytes_transferred: upload.bytes.size,
      },
      processing_phase: {
        status: code === 'IN_PROGRESS' ? (isUploaded ? 'in_progress' : 'not_started') : error ? 'error' : 'complete',
      },
    },
  };
}

function media(world: MetaWorld, { postId, caption, permalink, surface, options }: Post): Record<string, unknown> {
  const publishedAt = Number(options.published_at);
  const isLinked = publishedAt + world.knobs.permalink_delay_s * 1_000 <= world.now();
  return {
    id: postId,
    caption,
    permalink: isLinked ? permalink : undefined,
    media_type: 'VIDEO',
    media_product_type: surface === 'story' ? 'STORY' : 'REELS',
    timestamp: new Date(publishedAt).toISOString(),
  };
}

function insights(world: MetaWorld, call: Call): Answer {
  const post = world.ledger.find(call.param('id'));
  if (!post || post.state === 'removed')
    throw graphFailure(100, 'Unsupported get request. The object does not exist.', NOT_FOUND);
  assertOwn(world, call, post.account);
  requireScope(world, call, post, { page: 'read_insights', instagram: 'instagram_manage_insights' });
  const asked = (call.query.get('metric') ?? '').split(',');
  const unknown = asked.find((metric) => !METRICS.includes(metric));
  if (unknown !== undefined) throw graphFailure(100, `(#100) metric[0] must be one of: ${METRICS.join(', ')}`);
  const data = asked.map((name) => ({
    name,
    period: 'lifetime',
    values: [{ value: valueOf(post.figures, name) }],
    title: name,
    id: `${post.postId}/insights/${name}/lifetime`,
  }));
  return { status: 200, body: { data } };
}

const valueOf = (figures: Figures, metric: string): number =>
  metric === 'reach' ? figures.views : (figures[metric as keyof Figures] ?? 0);

/** Meta shows the new picture only if it is preferred. */
function thumbnail(world: MetaWorld, call: Call): Answer {
  const { post } = ownVideo(world, call);
  requireScopes(world, access(world, call), ['pages_manage_posts']);
  const source = call.fields?.source;
  if (!post || !Buffer.isBuffer(source) || source.length === 0 || source.length > LARGEST_THUMBNAIL)
    throw graphFailure(100, '(#100) The parameter source must be a picture of at most 10 MB.');
  if (call.field('is_preferred') === 'true') post.thumbnail = { type: 'image/jpeg', bytes: source };
  call.effect(post.postId);
  return { status: 200, body: { success: true } };
}

function comment(world: MetaWorld, call: Call): Answer {
  const post = world.ledger.find(call.param('id'));
  if (!post) throw graphFailure(100, 'Unsupported post request. The object does not exist.', NOT_FOUND);
  assertOwn(world, call, post.account);
  requireScope(world, call, post, { page: 'pages_manage_engagement', instagram: 'instagram_manage_comments' });
  const message = call.input('message') ?? '';
  if (message === '') throw graphFailure(100, '(#100) The parameter message is required.');
  post.options.comments = [...((post.options.comments as string[] | undefined) ?? []), message];
  call.effect(post.postId);
  return { status: 200, body: { id: world.ids.digits(17) } };
}
