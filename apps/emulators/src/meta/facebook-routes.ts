import type { Answer, Call } from '../platform/call';
import type { Operation } from '../platform/operations';
import { access } from './access';
import {
  type Finish,
  finishVideo,
  isReelCapReached,
  openVideo,
  permalinkOf,
  profileOf,
  publishingPage,
} from './facebook-videos';
import { graphFailure } from './graph-failure';
import { graphOperations } from './graph-operation';
import type { FacebookVideo } from './meta-objects';
import type { MetaWorld } from './meta-world';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LATEST_DAYS = { reel: 29, video: 180 } as const;

/** Reels of Pages, and the deletion of reels and videos. */
export function facebookOperations(world: MetaWorld): Operation[] {
  return [
    ...graphOperations(world, {
      op: 'fb.reel',
      method: 'POST',
      path: '/:page/video_reels',
      facts: (call) => ({ step: call.input('upload_phase') }),
      publishes: (call) => (call.input('upload_phase') === 'finish' ? call.input('video_id') : undefined),
      answer: (call) => reel(world, call),
    }),
    ...graphOperations(world, {
      op: 'fb.vid.delete',
      method: 'DELETE',
      path: '/:id',
      answer: (call) => remove(world, call),
    }),
  ];
}

function reel(world: MetaWorld, call: Call): Answer {
  const page = publishingPage(world, call);
  const phase = call.input('upload_phase');
  if (phase === 'start') {
    const { id } = openVideo(world, call, { page, surface: 'reel', size: null });
    const version = call.param('version') || 'v23.0';
    return {
      status: 200,
      body: { video_id: id, upload_url: `${world.hosts.rupload}/video-upload/${version}/${id}` },
    };
  }
  if (phase !== 'finish') throw graphFailure(100, '(#100) Param upload_phase must be one of {START, FINISH}');
  const video = world.videos.get(call.input('video_id') ?? '');
  if (video?.page !== page || video.surface !== 'reel') throw graphFailure(100, '(#100) The video_id is invalid.');
  return finish(world, call, video, call.input('video_state') ?? '');
}

function finish(world: MetaWorld, call: Call, video: FacebookVideo, state: string): Answer {
  if (video.status === 'uploading') {
    call.violate('commit_before_ready', video.id);
    if (world.knobs.early_finish === 'refuse') throw graphFailure(6001, '(#6001) The upload is not complete.');
  }
  if (video.publishStatus === null && isReelCapReached(world, video.page))
    throw graphFailure(613, '(#613) Calls to this api have exceeded the rate limit.');
  const states: Readonly<Record<string, Finish['publishStatus']>> = {
    PUBLISHED: 'published',
    SCHEDULED: 'scheduled',
    DRAFT: 'draft',
  };
  const publishStatus = states[state];
  if (!publishStatus) throw graphFailure(100, '(#100) Param video_state must be one of {PUBLISHED, SCHEDULED, DRAFT}');
  const publishTime = publishStatus === 'scheduled' ? scheduledTime(world, call, 'reel') : null;
  finishVideo(world, call, video, {
    publishStatus,
    publishTime,
    title: call.input('title') ?? null,
    description: call.input('description') ?? '',
  });
  return { status: 200, body: { success: true } };
}

/** `scheduled_publish_time`, in seconds. @throws Refusal if it is too soon or too late */
export function scheduledTime(world: MetaWorld, call: Call, surface: FacebookVideo['surface']): number {
  const time = Number(call.input('scheduled_publish_time') ?? Number.NaN) * 1_000;
  const ahead = time - world.now();
  if (!(ahead >= 10 * MINUTE_MS && ahead <= LATEST_DAYS[surface] * DAY_MS))
    throw graphFailure(100, '(#100) The specified scheduled publish time is invalid.');
  return time;
}

/** The video of the path, if the caller manages its Page. @throws Refusal */
export function ownVideo(world: MetaWorld, call: Call): FacebookVideo {
  const token = access(world, call);
  const video = world.videos.get(call.param('id'));
  const isOwn = video && (token.page ? token.page === video.page : token.grant.pages.includes(video.page.id));
  if (!isOwn || video.post?.state === 'removed')
    throw graphFailure(100, 'Unsupported request. The object does not exist.', { subcode: 33 });
  return video;
}

/** All fields of a video. */
export function shownVideo(world: MetaWorld, video: FacebookVideo): Record<string, unknown> {
  const { id, status, publishStatus, publishTime, upload, error, description, title } = video;
  const { phase_complete: complete, bytes_field: counter } = world.knobs;
  const isUploaded = status !== 'uploading' && status !== 'upload_failed';
  const isProcessed = status === 'ready';
  const isOut = publishStatus !== null && isProcessed;
  return {
    id,
    title,
    description,
    length: (profileOf(world, upload).duration_ms ?? 0) / 1_000,
    published: isOut && publishStatus === 'published',
    post_id: isOut && publishStatus === 'published' ? `${video.page.id}_${id}` : undefined,
    permalink_url: isOut ? permalinkOf(video) : undefined,
    views: video.post?.figures.views ?? 0,
    likes: { data: [], summary: { total_count: video.post?.figures.likes ?? 0 } },
    comments: { data: [], summary: { total_count: video.post?.figures.comments ?? 0 } },
    status: {
      video_status: status,
      uploading_phase: {
        status: isUploaded ? complete : status === 'upload_failed' ? 'error' : 'in_progress',
        [counter]: upload.bytes.size,
        ...(upload.size !== null && { source_file_size: upload.size }),
      },
      processing_phase: {
        status: isProcessed ? complete : error !== null ? 'error' : isUploaded ? 'in_progress' : 'not_started',
        ...(error !== null && { error: { code: Number(error) || 1, message: `Video processing failed (${error})` } }),
      },
      publishing_phase: isOut
        ? {
            status: complete,
            publish_status: publishStatus,
            ...(publishTime !== null && { publish_time: Math.floor(publishTime / 1_000) }),
          }
        : { status: 'not_started' },
    },
  };
}

function remove(world: MetaWorld, call: Call): Answer {
  const video = ownVideo(world, call);
  world.videos.delete(video.id);
  if (video.post) video.post.state = 'removed';
  call.effect(video.id);
  return { status: 200, body: { success: true } };
}
