import type { Actor } from '@app/auth';
import { type SessionPrincipal, type UserPrincipal, UsersService } from '@app/auth';
import { notFound, type Owner, type Page, type PageQuery } from '@app/core';
import { JobPublisherService, settleUpload } from '@app/jobs';
import {
  approvalNotPossible,
  approvalOfOwnWork,
  isFinishedUpload,
  type Upload,
  type UploadApproval,
  UploadApprovalsRepository,
  UploadsRepository,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ApproveUploadDto } from './approvals.dto';
import { UploadDecisionsService } from './upload-decisions.service';

/** Reads and decides requests for an approval, for members of a workspace. */
@Injectable()
export class ApprovalsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly uploads: UploadsRepository,
    private readonly approvals: UploadApprovalsRepository,
    private readonly decisions: UploadDecisionsService,
    private readonly users: UsersService,
    private readonly publisher: JobPublisherService,
  ) {}

  /** @throws not_found */
  async find(owner: Owner, id: string): Promise<Upload> {
    const upload = await this.uploads.find(owner, id);
    if (!upload) throw notFound();
    return upload;
  }

  /** Newest first. @throws not_found */
  async list(owner: Owner, id: string, page: PageQuery): Promise<Page<UploadApproval>> {
    return this.approvals.list((await this.find(owner, id)).id, page);
  }

  /**
   * Only the owner may approve posts that they made or changed themselves.
   * @throws not_found, approval_of_own_work, approval_not_possible, approval_outdated
   */
  async decide(
    principal: SessionPrincipal,
    id: string,
    verdict: 'approved' | 'rejected',
    { revision, comment = null }: Omit<ApproveUploadDto, 'comment'> & { comment?: string | null },
    actor: Actor,
  ): Promise<UploadApproval> {
    const upload = await this.find(principal, id);
    const current = await this.approvals.current(id);
    const { userId, workspaceRole } = principal;
    if (verdict === 'approved' && workspaceRole !== 'owner' && current?.authors.includes(userId))
      throw approvalOfOwnWork();
    const { name } = await this.users.get(userId);
    return this.decisions.decide(upload, { verdict, revision, comment, by: { userId }, name }, actor);
  }

  /** After a rejection or an expiry. @throws not_found, approval_not_possible */
  async requestAgain({ ownerId, userId }: UserPrincipal, id: string): Promise<void> {
    const upload = await this.find({ ownerId }, id);
    if (isFinishedUpload(upload.status)) throw approvalNotPossible('The upload has ended.');
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.approvals.requestAgain(id, userId, manager)))
        throw approvalNotPossible('No request of this upload was rejected or has expired.');
      await this.publisher.publish(settleUpload, { uploadId: id }, { manager });
    });
  }
}
