import { defineError } from '@app/core';

export const sourceNotFound = defineError({ code: 'source_not_found', kind: 'conflict', title: 'The video has not arrived in the store', detail: 'The store has no object, or not all parts of it, for this upload.', help: 'Send the file to the presigned URL, or all of its parts, then complete the upload.' });
export const sourceMismatch = defineError({ code: 'source_mismatch', kind: 'conflict', title: 'The stored file differs from the announced one', help: 'Send exactly the announced size and type, or start a new upload.' });
export const telemetryNotFound = defineError({
  code: 'telemetry_not_found',
  kind: 'conflict',
  title: 'The announced telemetry file has not arrived in the store',
  detail: 'The store has no file of the announced size under its key.',
  help: 'Send it to its presigned URL (`POST /api/uploads/{id}/telemetry` with its size gives another one), or complete the upload with `skip_telemetry`.',
});
export const coverNotFound = defineError({ code: 'cover_not_found', kind: 'conflict', title: 'An announced cover has not arrived in the store', help: 'Send the picture to its presigned URL, then complete the upload.' });
export const coverUnusable = defineError({ code: 'cover_unusable', kind: 'invalid', title: 'The cover is not a usable picture', help: 'Start a new upload with an undamaged JPEG, PNG or WebP file as cover, or with a moment of the video.' });
export const uploadWaitsForClip = defineError({
  code: 'upload_waits_for_clip',
  kind: 'unavailable',
  title: 'The upload waits for another clip with the same track',
  detail: 'The video of the other clip has not been examined yet.',
  help: 'No action is needed: the upload continues when the length of the other clip is known.',
});
export const uploadStateConflict = defineError({ code: 'upload_state_conflict', kind: 'conflict', title: 'The state of the upload does not allow this', detail: 'Another request or a worker changed the upload first.', help: 'Read the upload: its `status` shows what is possible.' });
export const uploadNotRetryable = defineError({ code: 'upload_not_retryable', kind: 'conflict', title: 'The upload cannot be retried', help: 'Start a new upload with a corrected file.' });
export const uploadRetryCancelled = defineError({
  code: 'upload_retry_cancelled',
  kind: 'conflict',
  title: 'The retry was cancelled',
  detail: 'The upload keeps the files that it had before.',
  help: 'Retry the upload again if you want other files.',
});
export const uploadNotMultipart = defineError({ code: 'upload_not_multipart', kind: 'conflict', title: 'The upload does not consist of parts', detail: 'It was announced as one file with one presigned URL.', help: 'Send the file to its presigned URL in one request.' });
export const uploadFileNotReady = defineError({ code: 'upload_file_not_ready', kind: 'not_ready', title: 'The file does not exist yet', detail: 'The upload has not reached the stage that makes this file.', help: 'Wait until the upload is `completed`.' });
export const uploadTooLarge = defineError({ code: 'upload_too_large', kind: 'too_large', title: 'The file is too large', help: 'Send a shorter or smaller video; `limit_bytes` is the limit.' });
export const uploadUnusable = defineError({ code: 'upload_unusable', kind: 'invalid', title: 'The file is not a usable video', help: 'Send a complete, undamaged video file such as MP4, MOV or WebM.' });
export const uploadFailed = defineError({ code: 'upload_failed', kind: 'internal', title: 'Processing the video failed', detail: 'The worker stopped with an error that is not the fault of the file.', help: 'Retry the upload. If it keeps failing, contact support with the `request_id`.' });
export const uploadSpaceMissing = defineError({ code: 'upload_space_missing', kind: 'unavailable', title: 'The worker has no disk space for the video', detail: 'The disk of the worker cannot hold the source and its renditions.', help: 'No action is needed: the upload continues when there is enough space.' });
export const telemetryNeedsConfirmation = defineError({ code: 'telemetry_needs_confirmation', kind: 'invalid', title: 'The position of the video on the track is uncertain', help: 'Retry the upload with one of the candidates of the alignment, with an offset if it needs one, or with matching moments.' });
export const captionsUnavailable = defineError({ code: 'captions_unavailable', kind: 'unavailable', title: 'The caption service is not responding', help: 'No action is needed: the built-in template writes the caption instead.' });
export const videoTooShort = defineError({ code: 'video_too_short', kind: 'invalid', title: 'The video is too short for the platform', help: 'Choose another platform or a longer video.' });
export const videoTooLong = defineError({ code: 'video_too_long', kind: 'invalid', title: 'The video is too long for the platform', help: 'Choose another platform or a shorter video.' });
export const approvalNotPossible = defineError({ code: 'approval_not_possible', kind: 'conflict', title: 'The posts cannot be approved or rejected now', help: 'Read the upload: `approval` shows what is possible.' });
export const approvalOutdated = defineError({
  code: 'approval_outdated',
  kind: 'conflict',
  title: 'The posts were changed after you saw them',
  detail: 'The revision that you sent is not the current one.',
  help: 'Read the upload again, look at its posts, and decide with the new `revision`.',
});
export const approvalOfOwnWork = defineError({
  code: 'approval_of_own_work',
  kind: 'forbidden',
  title: 'Someone else must approve these posts',
  detail: 'You made or changed them.',
  help: 'Ask the owner or another administrator of the workspace. Owners may approve their own posts.',
});
export const tooManyReviewLinks = defineError({ code: 'too_many_review_links', kind: 'conflict', title: 'The upload has too many review links', help: 'Withdraw a link that nobody needs.' });
