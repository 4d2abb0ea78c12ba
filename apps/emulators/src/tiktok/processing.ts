import { isOutside } from '../platform/media-profile';
import type { Publication } from './tiktok-objects';
import type { TikTokWorld } from './tiktok-world';
import { sendWebhook } from './webhooks';

export function fail(publication: Publication, reason: string): void {
  publication.status = 'FAILED';
  publication.failReason = reason;
}

/** Everything after the last byte: checks, the post, moderation. It happens in the emulator's time. */
export function publish(world: TikTokWorld, publication: Publication): void {
  const { process_ms: processMs, outcome, is_stuck: isStuck } = world.behaviour(publication.user.open_id);
  publication.committedAt ??= world.now();
  if (isStuck) return;
  world.clock.in(processMs / 1_000, () => {
    if (publication.status === 'FAILED') return;
    const reason = mediaFault(world, publication) ?? (outcome === 'ok' ? undefined : outcome);
    if (reason === undefined) return finish(world, publication);
    fail(publication, reason);
    notify(world, publication, 'post.publish.failed', { reason });
  });
}

function mediaFault(world: TikTokWorld, { bytes, user }: Publication): string | undefined {
  const {
    container = 'mp4',
    duration_ms: durationMs,
    fps,
    width,
    height,
  } = world.profileOf(bytes.sha256(), bytes.video());
  if (!['mp4', 'mov', 'webm'].includes(container)) return 'file_format_check_failed';
  if (isOutside(durationMs, 1, user.max_duration_sec * 1_000)) return 'duration_check_failed';
  if (isOutside(fps, 23, 60)) return 'frame_rate_check_failed';
  return isOutside(width, 360, 4_096) || isOutside(height, 360, 4_096) ? 'picture_size_check_failed' : undefined;
}

function finish(world: TikTokWorld, publication: Publication): void {
  const { user, isInbox } = publication;
  const { moderation_ms: moderationMs, inbox_finished_after_ms: finishedAfter } = world.behaviour(user.open_id);
  enterLedger(world, publication);
  if (isInbox) {
    publication.status = 'SEND_TO_USER_INBOX';
    notify(world, publication, 'post.publish.inbox_delivered');
    if (finishedAfter !== null) world.clock.in(finishedAfter / 1_000, () => finishDraft(world, publication));
    return;
  }
  publication.status = 'PUBLISH_COMPLETE';
  notify(world, publication, 'post.publish.complete');
  if (publication.postInfo.privacy_level !== 'PUBLIC_TO_EVERYONE') return;
  world.clock.in(moderationMs / 1_000, () => {
    publication.isModerated = true;
    notify(world, publication, 'post.publish.publicly_available', { post_id: publication.postId });
  });
}

function finishDraft(world: TikTokWorld, publication: Publication): void {
  publication.status = 'PUBLISH_COMPLETE';
  const post = world.ledger.find(publication.postId ?? '');
  if (post) post.state = 'live';
  notify(world, publication, 'post.publish.complete');
}

function enterLedger(world: TikTokWorld, publication: Publication): void {
  const { id, user, isInbox, postInfo, bytes } = publication;
  const { privacy_level: privacy = '', title = '', ...options } = postInfo;
  publication.postId = world.ids.digits(19);
  world.ledger.add({
    account: user.open_id,
    postId: publication.postId,
    sessionId: id,
    state: isInbox ? 'draft' : privacy === 'SELF_ONLY' ? 'private' : 'live',
    sha256: bytes.sha256(),
    bytes: bytes.size,
    title: null,
    caption: title,
    privacy,
    surface: isInbox ? 'inbox' : 'video',
    publishAt: null,
    permalink: isInbox ? null : `https://www.tiktok.com/@${user.username}/video/${publication.postId}`,
    createdSequence: publication.createdSequence,
    committedSequence: publication.committedSequence,
    // Interactions that the creator switched off stay off, whatever the app requests.
    options: { ...options, ...(user.duet_disabled && { disable_duet: true }) },
    video: bytes.video(),
  });
}

function notify(world: TikTokWorld, { id, user, isInbox }: Publication, event: string, more: object = {}): void {
  const content = { publish_id: id, publish_type: isInbox ? 'INBOX_SHARE' : 'DIRECT_PUBLISH', ...more };
  void sendWebhook(world, user.open_id, event, content);
}
