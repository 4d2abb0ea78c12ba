import type { Answer, Call } from '../platform/call';
import type { Operation } from '../platform/operations';
import { graphFailure } from './graph-failure';
import { graphOperations } from './graph-operation';
import { DAY_MS, instagramOf, isExpired, openContainer, postsToday, publishContainer } from './instagram-containers';
import type { Container, FacebookPage, InstagramAccount } from './meta-objects';
import type { MetaWorld } from './meta-world';

const [LONGEST_CAPTION, MOST_HASHTAGS, MOST_MENTIONS, CONTAINERS_PER_DAY] = [2_200, 30, 20, 400];
const OPTIONS = ['share_to_feed', 'thumb_offset', 'cover_url', 'collaborators', 'is_carousel_item', 'is_ai_generated'];

/** Publishing on Instagram, with Facebook Login or its own: a container, its bytes, and then the post. */
export function instagramOperations(world: MetaWorld): Operation[] {
  return ['graph', 'ig_graph'].flatMap((host) => operationsAt(world, host));
}

function operationsAt(world: MetaWorld, host: string): Operation[] {
  const account = (call: Call) => call.param('ig');
  return [
    ...graphOperations(world, {
      op: 'ig.container',
      host,
      method: 'POST',
      path: '/:ig/media',
      account,
      answer: (call) => container(world, call),
    }),
    ...graphOperations(world, {
      op: 'ig.publish',
      host,
      method: 'POST',
      path: '/:ig/media_publish',
      account,
      publishes: (call) => call.input('creation_id'),
      answer: (call) => publish(world, call),
    }),
    ...graphOperations(world, {
      op: 'ig.list',
      host,
      method: 'GET',
      path: '/:ig/media',
      account,
      answer: (call) => list(world, call),
    }),
    ...graphOperations(world, {
      op: 'ig.limit',
      host,
      method: 'GET',
      path: '/:ig/content_publishing_limit',
      account,
      answer: (call) => limit(world, call),
    }),
  ];
}

function container(world: MetaWorld, call: Call): Answer {
  const { page, account } = instagramOf(world, call, ['instagram_content_publish']);
  const mediaType = mediaTypeOf(call);
  const caption = call.input('caption') ?? '';
  checkCaption(caption);
  checkAccount(world, page, account);
  const videoUrl = call.input('video_url');
  const isResumable = call.input('upload_type') === 'resumable';
  if (isResumable === (videoUrl !== undefined))
    throw graphFailure(100, '(#100) Exactly one of video_url and upload_type=resumable is required.');
  if (isResumable && call.seen.host === 'ig_graph' && !world.knobs.instagram_resumable)
    throw graphFailure(100, '(#100) The parameter video_url is required.');
  if (videoUrl !== undefined) checkAddress(world, account, videoUrl);
  const options = Object.fromEntries(
    OPTIONS.flatMap((name) => (call.input(name) === undefined ? [] : [[name, call.input(name)]])),
  );
  const { id } = openContainer(world, call, { page, account, mediaType, caption, options, videoUrl });
  const version = call.param('version') || 'v23.0';
  const uri = `${world.hosts.rupload}/ig-api-upload/${version}/${id}`;
  return { status: 200, body: isResumable ? { id, uri } : { id } };
}

function mediaTypeOf(call: Call): Container['mediaType'] {
  const type = call.input('media_type');
  if (type === 'VIDEO' && call.input('is_carousel_item') !== 'true')
    throw graphFailure(100, 'Unsupported media type VIDEO. Use media_type=REELS to publish a video.');
  if (type !== 'REELS' && type !== 'STORIES' && type !== 'VIDEO')
    throw graphFailure(100, '(#100) Param media_type must be one of {VIDEO, CAROUSEL, REELS, STORIES}', {
      subcode: 2207023,
    });
  return type;
}

function checkCaption(caption: string): void {
  const count = (sign: string) => caption.split(sign).length - 1;
  if (caption.length > LONGEST_CAPTION || count('#') > MOST_HASHTAGS)
    throw graphFailure(36004, 'The caption is too long.', { subcode: 2207010 });
  if (count('@') > MOST_MENTIONS) throw graphFailure(100, 'Too many tags in the caption.', { subcode: 2207040 });
}

function checkAccount(world: MetaWorld, page: FacebookPage, account: InstagramAccount): void {
  if (page.ppa_required)
    throw graphFailure(200, '(#200) The Page Publishing Authorization is required.', { status: 403 });
  if (account.is_restricted) throw graphFailure(25, 'The account is restricted.', { subcode: 2207050 });
  const recent = [...world.containers.values()].filter(
    (each) => each.account === account && each.createdAt > world.now() - DAY_MS,
  ).length;
  if (account.other_containers + recent >= CONTAINERS_PER_DAY)
    throw graphFailure(4, '(#4) Application request limit reached');
}

function checkAddress(world: MetaWorld, account: InstagramAccount, address: string): void {
  const isAscii = /^[\x20-\x7e]+$/.test(address);
  if (isAscii && !world.behaviour(account.id).fetch_outage) return;
  throw graphFailure(9004, 'Only photo or video can be accepted as media type.', {
    subcode: 2207052,
    is_transient: false,
    error_user_title: 'Media download has failed.',
    error_user_msg: 'The media could not be fetched from this URI: ',
  });
}

async function publish(world: MetaWorld, call: Call): Promise<Answer> {
  const { account } = instagramOf(world, call, ['instagram_content_publish']);
  const chosen = world.containers.get(call.input('creation_id') ?? '');
  if (chosen?.account !== account) throw graphFailure(24, 'The media could not be found.', { subcode: 2207006 });
  if (isExpired(world, chosen)) throw graphFailure(-2, 'The media has expired.', { subcode: 2207020 });
  if (chosen.status === 'PUBLISHED') return publishAgain(world, call, chosen);
  if (chosen.status !== 'FINISHED') {
    call.violate('commit_before_ready', chosen.id);
    throw graphFailure(9007, 'The media is not ready for publishing.', { subcode: 2207027 });
  }
  if (postsToday(world, account) >= account.quota_total)
    throw graphFailure(9, 'The user has reached the maximum number of posts.', { subcode: 2207042 });
  const behaviour = world.behaviour(account.id);
  if (behaviour.flaky_builder > 0) {
    behaviour.flaky_builder -= 1;
    throw graphFailure(24, 'The media builder could not be found.', { subcode: 2207008 });
  }
  return { status: 200, body: { id: await publishContainer(world, call, chosen) } };
}

async function publishAgain(world: MetaWorld, call: Call, chosen: Container): Promise<Answer> {
  call.violate('second_commit', chosen.id);
  const answer = world.knobs.second_publish;
  if (answer === 'error') throw graphFailure(24, 'The media builder could not be found.', { subcode: 2207008 });
  return {
    status: 200,
    body: { id: answer === 'sameId' ? chosen.mediaId : await publishContainer(world, call, chosen) },
  };
}

function limit(world: MetaWorld, call: Call): Answer {
  const { account } = instagramOf(world, call, ['instagram_content_publish']);
  const config = { quota_total: account.quota_total, quota_duration: DAY_MS / 1_000 };
  return { status: 200, body: { data: [{ quota_usage: postsToday(world, account), config }] } };
}

/** Newest first, with the posts that other apps made. */
function list(world: MetaWorld, call: Call): Answer {
  const { account } = instagramOf(world, call, []);
  const own = world.ledger.posts.flatMap((post) =>
    post.account === account.id && post.state === 'live'
      ? [{ id: post.postId, caption: post.caption, at: Number(post.options.published_at), permalink: post.permalink }]
      : [],
  );
  const foreign = world.foreignPosts.filter((post) => post.account === account.id);
  const data = [...own, ...foreign]
    .sort((a, b) => b.at - a.at)
    .slice(0, Number(call.query.get('limit') ?? 25))
    .map(({ id, caption, at, permalink }) => ({
      id,
      caption,
      permalink,
      media_type: 'VIDEO',
      media_product_type: 'REELS',
      timestamp: new Date(at).toISOString(),
    }));
  return { status: 200, body: { data } };
}
