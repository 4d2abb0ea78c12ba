import { type Actor, AuditLogService, type SessionPrincipal, UsersService, WorkspacesService } from '@app/auth';
import { EntitlementsService } from '@app/billing';
import { type CoreConfig, coreConfig, notFound, type Owner, type Page, type PageQuery, randomSecret } from '@app/core';
import {
  approvalNotPossible,
  isFinishedUpload,
  type ReviewLink,
  ReviewLinksRepository,
  tooManyReviewLinks,
} from '@app/uploads';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApprovalsService } from './approvals.service';
import type { CreateReviewLinkDto } from './review-links.dto';

/** Links of one upload that work at the same time. */
const MOST_LINKS = 20;

/** Links for reviewers without an account, as members manage them. */
@Injectable()
export class ReviewLinksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly approvals: ApprovalsService,
    private readonly links: ReviewLinksRepository,
    private readonly entitlements: EntitlementsService,
    private readonly audit: AuditLogService,
    private readonly workspaces: WorkspacesService,
    private readonly users: UsersService,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  /** @throws not_found, tier_required, approval_not_possible, too_many_review_links */
  async create(
    principal: SessionPrincipal,
    uploadId: string,
    { label = 'Review link', expires_in_days: days = 14 }: CreateReviewLinkDto,
    actor: Actor,
  ): Promise<{ link: ReviewLink; maker: string; url: string }> {
    const { status } = await this.approvals.find(principal, uploadId);
    await this.entitlements.requireFeature(principal.ownerId, 'approval_workflows');
    if (isFinishedUpload(status)) throw approvalNotPossible('The upload has ended.');
    const token = randomSecret('rw_review_');
    const link = await this.dataSource.transaction(async (manager) => {
      const given = { token, label, days, createdBy: principal.userId };
      const created = await this.links.create(uploadId, given, MOST_LINKS, manager);
      if (!created) throw tooManyReviewLinks(`An upload has at most ${MOST_LINKS} links that work.`);
      const target = { type: 'review_link', id: created.id } as const;
      const expiry = { expires_at: created.expiresAt.toISOString() };
      const after = { upload_id: uploadId, label, created_by: principal.userId, ...expiry };
      const entry = { chain: principal.ownerId, action: 'review_link.created', target, after } as const;
      await this.audit.append(actor, entry, manager);
      return created;
    });
    const { name: maker } = await this.users.get(principal.userId);
    return { link, maker, url: `${this.config.baseUrl}/review/${token}` };
  }

  /** Newest first, with the name of the member who made each, unless they have left. @throws not_found */
  async list(
    owner: Owner,
    uploadId: string,
    page: PageQuery,
  ): Promise<Page<{ link: ReviewLink; maker: string | null }>> {
    const { id } = await this.approvals.find(owner, uploadId);
    const [links, members] = await Promise.all([this.links.list(id, page), this.workspaces.members(owner.ownerId)]);
    const names = new Map(members.map(({ userId, name }) => [userId, name]));
    const rows = links.rows.map((link) => ({ link, maker: names.get(link.createdBy) ?? null }));
    return { rows, nextCursor: links.nextCursor };
  }

  /** The link stops working at once. @throws not_found */
  async revoke(owner: Owner, uploadId: string, id: string, actor: Actor): Promise<void> {
    await this.approvals.find(owner, uploadId);
    await this.dataSource.transaction(async (manager) => {
      const link = await this.links.revoke(uploadId, id, manager);
      if (!link) throw notFound();
      const entry = {
        chain: owner.ownerId,
        action: 'review_link.revoked',
        target: { type: 'review_link', id },
        before: { upload_id: uploadId, label: link.label, created_by: link.createdBy },
      } as const;
      await this.audit.append(actor, entry, manager);
    });
  }
}
