import type { Answer, Call } from '../platform/call';
import { fetchVideo } from '../platform/fetch-video';
import type { Operation } from '../platform/operations';
import { scheduledTime } from './facebook-routes';
import { finishVideo, openVideo, publishingPage } from './facebook-videos';
import { graphFailure } from './graph-failure';
import { graphOperations } from './graph-operation';
import type { FacebookPage, FacebookVideo } from './meta-objects';
import type { MetaWorld } from './meta-world';

const MIB = 1024 * 1024;

/** Videos of Pages: the platform names the window of the file that it wants next. */
export function pageVideoOperations(world: MetaWorld): Operation[] {
  return ['video', 'graph'].flatMap((host) =>
    graphOperations(world, {
      op: 'fb.vid',
      host,
      method: 'POST',
      path: '/:page/videos',
      facts: (call) => ({ step: call.field('upload_phase'), offset: Number(call.field('start_offset') ?? 0) }),
      publishes: (call) => (call.field('upload_phase') === 'finish' ? sessionOf(world, call)?.id : undefined),
      answer: (call) => videos(world, call, host),
    }),
  );
}

const sessionOf = (world: MetaWorld, call: Call): FacebookVideo | undefined =>
  [...world.videos.values()].find(({ sessionId }) => sessionId === call.field('upload_session_id'));

function videos(world: MetaWorld, call: Call, host: string): Answer | Promise<Answer> {
  const page = publishingPage(world, call);
  const phase = call.field('upload_phase');
  if (phase === undefined && call.field('file_url') !== undefined) return pull(world, call, page);
  if (host === 'graph' && (phase === 'start' || phase === 'transfer')) call.violate('wrong_host', `videos/${phase}`);
  if (phase === 'start') return start(world, call, page);
  const video = sessionOf(world, call);
  if (video?.page !== page)
    throw graphFailure(6000, 'There was a problem uploading your video file.', { subcode: 1363041 });
  if (phase === 'transfer') return transfer(world, call, video);
  if (phase === 'finish') return finish(world, call, video);
  if (phase !== 'cancel') throw graphFailure(100, '(#100) The parameter upload_phase is invalid.');
  world.videos.delete(video.id);
  return { status: 200, body: { success: true } };
}

/** From 1 to 8 MiB, so that a client cannot assume a size. Offsets are strings. */
function nextWindow(world: MetaWorld, { upload }: FacebookVideo): { start_offset: string; end_offset: string } {
  const length = Math.ceil(world.ids.fraction() * 8) * MIB;
  const end = Math.min(upload.bytes.size + Math.max(length, MIB), upload.size ?? 0);
  world.windows.set(upload.id, end);
  return { start_offset: String(upload.bytes.size), end_offset: String(end) };
}

function start(world: MetaWorld, call: Call, page: FacebookPage): Answer {
  const size = Number(call.field('file_size') ?? 0);
  if (!Number.isInteger(size) || size <= 0) throw graphFailure(100, '(#100) The parameter file_size is required.');
  const video = openVideo(world, call, { page, surface: 'video', size });
  const opened = { upload_session_id: video.sessionId, video_id: video.id, ...nextWindow(world, video) };
  return { status: 200, body: { ...opened, skip_upload: false } };
}

function transfer(world: MetaWorld, call: Call, video: FacebookVideo): Answer {
  const { bytes, id } = video.upload;
  const chunk = call.fields?.video_file_chunk;
  if (!Buffer.isBuffer(chunk)) throw graphFailure(100, '(#100) The parameter video_file_chunk is required.');
  const expected = String(bytes.size);
  if (call.field('start_offset') !== expected) {
    call.violate('offset_gap', `${call.field('start_offset')} instead of ${expected}`);
    throw graphFailure(6001, 'The start offset is wrong.', {
      subcode: 1363037,
      is_transient: true,
      error_data: { start_offset: expected, end_offset: String(world.windows.get(id) ?? 0) },
    });
  }
  // Bytes beyond the window are ignored.
  bytes.append(chunk.subarray(0, (world.windows.get(id) ?? 0) - bytes.size));
  call.effect(id);
  if (bytes.size < (video.upload.size ?? 0)) return { status: 200, body: nextWindow(world, video) };
  video.upload.onComplete();
  return { status: 200, body: { start_offset: String(bytes.size), end_offset: String(bytes.size) } };
}

function finish(world: MetaWorld, call: Call, video: FacebookVideo): Answer {
  if (video.status === 'uploading') {
    call.violate('commit_before_ready', video.id);
    throw graphFailure(6001, '(#6001) The upload is not complete.');
  }
  const isPublished = call.field('published') !== 'false';
  const isScheduled = !isPublished && call.field('scheduled_publish_time') !== undefined;
  finishVideo(world, call, video, {
    publishStatus: isPublished ? 'published' : isScheduled ? 'scheduled' : 'draft',
    publishTime: isScheduled ? scheduledTime(world, call, 'video') : null,
    title: call.field('title') ?? null,
    description: call.field('description') ?? '',
  });
  return { status: 200, body: { success: true } };
}

/** One call does everything, so a lost answer leaves the outcome open. */
async function pull(world: MetaWorld, call: Call, page: FacebookPage): Promise<Answer> {
  call.violate('one_shot_publish', 'file_url');
  const video = openVideo(world, call, { page, surface: 'video', size: null });
  if (!(await fetchVideo(call.field('file_url') ?? '', video.upload.bytes)))
    throw graphFailure(389, '(#389) Unable to fetch video file from URL.');
  video.upload.onComplete();
  const description = call.field('description') ?? '';
  finishVideo(world, call, video, { publishStatus: 'published', publishTime: null, title: null, description });
  return { status: 200, body: { id: video.id } };
}
