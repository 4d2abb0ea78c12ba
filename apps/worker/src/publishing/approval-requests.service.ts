import { WorkspacesService } from '@app/auth';
import { EntitlementsService } from '@app/billing';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { AccountEventsRepository } from '@app/notifications';
import { PublicationsRepository } from '@app/platforms';
import {
  isBeingPublished,
  isFinishedUpload,
  type Upload,
  type UploadApproval,
  UploadApprovalsRepository,
  UploadsRepository,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Requests the approvals that posts need, once each, and ends requests without a decision in time. */
@Injectable()
export class ApprovalRequestsService {
  constructor(
    private readonly approvals: UploadApprovalsRepository,
    private readonly publications: PublicationsRepository,
    private readonly uploads: UploadsRepository,
    private readonly workspaces: WorkspacesService,
    private readonly entitlements: EntitlementsService,
    private readonly publisher: JobPublisherService,
    private readonly events: AccountEventsRepository,
  ) {}

  /**
   * Without an effect when no post of the upload waits for an approval, or when it was requested before. The transaction
   * holds the lock of the upload's publications.
   */
  async request(uploadId: string, manager: EntityManager): Promise<void> {
    const posts = (await this.publications.ofUploads([uploadId], manager)).get(uploadId) ?? [];
    if (!posts.some(({ status, approval, file }) => status === 'pending' && approval === 'required' && file)) return;
    const [upload] = await this.uploads.some([uploadId]);
    if (!upload || !isBeingPublished(upload.status)) return;
    const approval = await this.approvals.open(upload, manager);
    if (!approval) return;
    const data = { id: uploadId, status: 'awaiting_approval', approval_id: approval.id };
    await this.events.record(upload.userId, [{ type: 'upload.approval_requested', data }], manager);
    for (const email of await this.approversOf(upload, approval, manager))
      await this.publisher.publish(
        sendAccountMail,
        { template: 'approval_requested', email, approvalId: approval.id },
        { manager },
      );
  }

  /** Returns the number of requests that ended. */
  async expire(manager: EntityManager): Promise<number> {
    const expired = await this.approvals.expireDue(manager);
    const uploads = await this.uploads.some(expired.map(({ uploadId }) => uploadId));
    for (const { id: approvalId, uploadId } of expired) {
      const upload = uploads.find(({ id }) => id === uploadId);
      if (!upload || isFinishedUpload(upload.status)) continue;
      const author = (await this.workspaces.members(upload.userId)).find(({ userId }) => userId === upload.createdBy);
      if (!author) continue;
      const mail = { template: 'approval_decided', email: author.email, approvalId } as const;
      await this.publisher.publish(sendAccountMail, mail, { manager });
    }
    return expired.length;
  }

  /**
   * Owners and administrators except the authors of the posts; the owner if no one else remains. Members for whom the
   * plan has no seat can only read.
   */
  private async approversOf(
    { userId }: Upload,
    { authors }: UploadApproval,
    manager: EntityManager,
  ): Promise<string[]> {
    const { seats } = (await this.entitlements.of(userId, manager)).limits;
    const members = (await this.workspaces.members(userId)).slice(0, seats);
    const approvers = members.filter(({ role }) => role === 'owner' || role === 'admin');
    const others = approvers.filter((member) => !authors.includes(member.userId));
    return (others.length > 0 ? others : approvers.filter(({ role }) => role === 'owner')).map(({ email }) => email);
  }
}
