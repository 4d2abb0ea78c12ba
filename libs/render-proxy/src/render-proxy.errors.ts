import { defineError } from '@app/core';

export const renderNotReady = defineError({ code: 'render_not_ready', kind: 'not_ready', title: 'The video is not ready yet', help: 'Retry after the number of seconds in Retry-After, or follow the events of the job.' });

export const invalidEdit = defineError({ code: 'invalid_edit', kind: 'invalid', title: 'The edit cannot be rendered', detail: 'At least one member of the edit has a value that no renderer accepts.', help: 'Each entry of `errors` names a JSON path and says what to change.' });

export const editTooExpensive = defineError({
  code: 'edit_too_expensive',
  kind: 'invalid',
  title: 'The edit is too large to be checked',
  detail: 'Checking it exceeds the limit on time, memory or size.',
  help: 'Each entry of `errors` names a limit that the edit exceeds, counted with the merge fields filled in. Shorten the edit or split it.',
});

export const sourceRefused = defineError({ code: 'render_source_refused', kind: 'invalid', title: 'A source of the edit cannot be used', detail: 'At least one file of the edit could not be fetched or read.', help: 'Check that the URL is public and reachable and serves a supported media file within the size limits.' });

export const tooManyTemplates = defineError({ code: 'too_many_templates', kind: 'conflict', title: 'The account has reached its limit of templates', help: 'Delete templates that you no longer use.' });

export const templateChanged = defineError({ code: 'template_changed', kind: 'conflict', title: 'The template has changed since it was read', detail: 'The revision in If-Match is not the current one.', help: 'Read the template again and repeat the change with its new `ETag`.' });

export const templateStorageFull = defineError({ code: 'template_storage_full', kind: 'conflict', title: 'The templates of the account take up too much space', help: 'Delete templates that you no longer use, or make them smaller.' });

export const editStorageFull = defineError({ code: 'edit_storage_full', kind: 'conflict', title: 'The edits of unfinished renders take up too much space', help: 'Wait until some of the renders have ended, or cancel them.' });

export const sourceInTransfer = defineError({ code: 'source_in_transfer', kind: 'conflict', title: 'Another request is sending this file right now', detail: 'Its upload URL is in use by a request that has not ended.', help: 'Wait until it has finished. If it fails, send the file again.', retryable: true });

export const tooManySources = defineError({ code: 'too_many_sources', kind: 'conflict', title: 'The account has reached its limit of sources', help: 'Delete sources and assets that you no longer use.' });

export const renditionRefused = defineError({ code: 'rendition_refused', kind: 'invalid', title: 'The rendition cannot be created', help: 'Change the parameters of the rendition.' });

export const renderFailed = defineError({ code: 'render_failed', kind: 'internal', title: 'The render failed', detail: 'The renderer stopped before the video was complete. Nothing was charged.', help: 'Retry. If it keeps failing, contact support with the `request_id`.' });

export const renderTooExpensive = defineError({ code: 'render_too_expensive', kind: 'invalid', title: 'The render takes more processor time or memory than an edit of its size may use', help: 'Simplify the edit: smaller pictures and boxes, fewer layers, no heavy SVG filters. Nothing was charged.' });

export const renderRejected = defineError({ code: 'render_rejected', kind: 'invalid', title: 'The render provider rejected the edit', help: 'Change the edit and submit it again. Nothing was charged.' });

export const renderProviderUnavailable = defineError({ code: 'render_provider_unavailable', kind: 'unavailable', title: 'The render provider cannot be reached', detail: 'The provider did not answer, or answered with a server error.', help: 'Accepted renders wait and are retried automatically.' });

export const renderSubmissionUnknown = defineError({
  code: 'render_submission_unknown',
  kind: 'upstream_failed',
  title: 'It is unknown whether the render provider accepted the render',
  detail: 'The connection ended before the provider answered.',
  help: 'We keep checking with the provider. The render is charged at most once.',
});

export const renderTimedOut = defineError({ code: 'render_timed_out', kind: 'upstream_timeout', title: 'The render provider did not finish in time', detail: 'The time limit for this render has passed.', help: 'Nothing was charged. Submit the edit again.' });

export const renderFinished = defineError({ code: 'render_finished', kind: 'conflict', title: 'The render has already ended', detail: 'It completed, failed or was cancelled before this request.', help: 'It can no longer be cancelled. The job shows how it ended.' });

export const renderHasNoVideo = defineError({ code: 'render_has_no_video', kind: 'conflict', title: 'The render ended without a video', help: 'The job shows why. Nothing was charged; submit the edit again.' });

export const renderExpired = defineError({ code: 'render_expired', kind: 'gone', title: 'The video was deleted after its retention period', detail: 'Files are kept for a limited time; the record of the render remains.', help: 'Submit the edit again to get a new one.' });

export const segmentBuildDiffers = defineError({
  code: 'segment_build_differs',
  kind: 'conflict',
  title: 'The render was planned by another build',
  detail: 'This worker has another build of ffmpeg or of Reelway, or another hardware encoder, than the plan.',
  help: 'No action is needed: another worker renders the segment.',
  retryable: true,
  isInternal: true,
});

export const segmentSourceChanged = defineError({ code: 'segment_source_changed', kind: 'conflict', title: 'A source has changed since the render was planned', help: 'Use addresses that serve the same file each time.', isInternal: true });
