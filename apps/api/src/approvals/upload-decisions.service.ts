import { type Actor, AuditLogService, WorkspacesService } from '@app/auth';
import { advancePublication, JobPublisherService, sendAccountMail, settleUpload } from '@app/jobs';
import { AccountEventsRepository } from '@app/notifications';
import { PublicationApprovalsRepository, PublicationsRepository } from '@app/platforms';
import {
  type ApprovalDecision,
  approvalNotPossible,
  approvalOutdated,
  isBeingPublished,
  isFinishedUpload,
  type Upload,
  type UploadApproval,
  UploadApprovalsRepository,
  UploadPublishingRepository,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Records decisions about posts, by members and by reviewers with a link, with all their effects. */
@Injectable()
export class UploadDecisionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly approvals: UploadApprovalsRepository,
    private readonly posts: PublicationsRepository,
    private readonly publications: PublicationApprovalsRepository,
    private readonly publishing: UploadPublishingRepository,
    private readonly workspaces: WorkspacesService,
    private readonly publisher: JobPublisherService,
    private readonly events: AccountEventsRepository,
    private readonly audit: AuditLogService,
  ) {}

  /** @throws approval_not_possible, approval_outdated */
  async decide(upload: Upload, decision: ApprovalDecision, actor: Actor): Promise<UploadApproval> {
    if (!isBeingPublished(upload.status))
      throw approvalNotPossible(isFinishedUpload(upload.status) ? 'The upload has ended.' : 'The video is not ready.');
    return this.dataSource.transaction(async (manager) => {
      if (decision.verdict === 'approved') await this.release(upload.id, manager);
      else await this.publications.withdraw(upload.id, manager);
      // From here on, no other transaction requests an approval or settles the upload based on the former state of the
      // posts.
      await this.posts.lock(upload.id, manager);
      const approval = await this.approvals.decide(upload.id, decision, manager);
      if (!approval) throw await this.refusal(upload.id, decision, manager);
      await this.publisher.publish(settleUpload, { uploadId: upload.id }, { manager });
      await this.announce(upload, approval, { by: decision.by, actor }, manager);
      return approval;
    });
  }

  private async release(uploadId: string, manager: EntityManager): Promise<void> {
    const planned = await this.publications.approve(uploadId, manager);
    for (const { id: publicationId, ...when } of planned)
      await this.publisher.publish(advancePublication, { publicationId }, { manager, ...when });
    if (planned.length === 0) return;
    const next = planned.every(({ delayMs }) => delayMs > 0) ? 'staged' : 'publishing';
    await this.publishing.resume(uploadId, next, manager);
  }

  private async refusal(uploadId: string, { revision }: ApprovalDecision, manager: EntityManager) {
    const current = await this.approvals.current(uploadId, manager);
    if (!current) return approvalNotPossible('No approval was requested.');
    if (current.status === 'open' && current.revision !== revision) return approvalOutdated();
    if (current.status === 'open' || current.status === 'expired')
      return approvalNotPossible('The request has expired. Request the approval again.');
    return approvalNotPossible(`The posts were ${current.status} before.`);
  }

  /** Webhook, mail to the author, and audit log. */
  private async announce(
    { id, userId, createdBy }: Upload,
    { id: approvalId, status, decidedBy, decidedName, comment }: UploadApproval,
    { by, actor }: Pick<ApprovalDecision, 'by'> & { actor: Actor },
    manager: EntityManager,
  ): Promise<void> {
    const data = { id, status, approval_id: approvalId, comment };
    const type = status === 'approved' ? 'upload.approved' : 'upload.rejected';
    await this.events.record(userId, [{ type, data }], manager);
    const author = (await this.workspaces.members(userId)).find((member) => member.userId === createdBy);
    if (author && author.userId !== decidedBy)
      await this.publisher.publish(
        sendAccountMail,
        { template: 'approval_decided', email: author.email, approvalId },
        { manager },
      );
    const target = { type: 'upload', id } as const;
    const guest = 'userId' in by ? undefined : by;
    const after = {
      approval_id: approvalId,
      review_link_id: guest?.reviewLinkId ?? null,
      ...(guest && {
        review_link_label: guest.label,
        review_link_created_by: guest.maker.userId,
        claimed_name: decidedName,
      }),
    };
    await this.audit.append(actor, { chain: userId, action: type, target, after }, manager);
  }
}
