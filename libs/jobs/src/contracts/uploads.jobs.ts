import { IsUUID } from 'class-validator';
import { defineJob } from './define-job';

export class UploadPayload {
  @IsUUID()
  uploadId: string;
}

export class MemberUploadsPayload {
  @IsUUID()
  ownerId: string;

  @IsUUID()
  memberId: string;
}

/** Turns an uploaded video into versions for its platforms. The upload's row decides whether there is work to do. */
export const processUpload = defineJob({
  name: 'upload.process',
  queue: 'heavy',
  payload: UploadPayload,
  retry: { attempts: 5, backoffMs: 2_000, maxBackoffMs: 60_000 },
  timeoutSeconds: 6 * 3_600,
  oncePer: ({ uploadId }) => uploadId,
});

/** Deletes the files of an upload that was cancelled, deleted or abandoned. */
export const eraseUpload = defineJob({
  name: 'upload.erase',
  queue: 'io',
  payload: UploadPayload,
  retry: { attempts: 8, backoffMs: 5_000, maxBackoffMs: 600_000 },
  timeoutSeconds: 300,
});

/** Cancels the uploads that a former member of a workspace announced there and did not complete. */
export const cancelMemberUploads = defineJob({
  name: 'member_uploads.cancel',
  queue: 'light',
  payload: MemberUploadsPayload,
  retry: { attempts: 10, backoffMs: 1_000, maxBackoffMs: 300_000 },
  timeoutSeconds: 60,
});

/** Ends an upload whose posts have all ended, or requests the approval that they wait for. */
export const settleUpload = defineJob({
  name: 'upload.settle',
  queue: 'light',
  payload: UploadPayload,
  retry: { attempts: 8, backoffMs: 1_000, maxBackoffMs: 60_000 },
  timeoutSeconds: 60,
});
