import { WorkspacesService } from '@app/auth';
import { helpFor } from '@app/core';
import type { AccountMailPayloadOf } from '@app/jobs';
import { PlatformAdapters, type Publication, PublicationsRepository } from '@app/platforms';
import { deciderOf, isFinishedUpload, UploadApprovalsRepository, UploadsRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { AccountMail } from './account-mail-texts';
import { readableName } from './readable-name';

const LONGEST_COMMENT = 500;
/**
 * Maximum characters for the name that a guest gives, the label of the review link and the name of the member who made
 * it.
 */
const LONGEST_DECIDER = 350;

/** Collects the facts of mails about uploads, their posts and their approvals. */
@Injectable()
export class UploadMailFactsService {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly platforms: PlatformAdapters,
    private readonly uploads: UploadsRepository,
    private readonly approvals: UploadApprovalsRepository,
    private readonly publications: PublicationsRepository,
  ) {}

  /** Undefined when the upload is gone, when the request no longer counts, or when it was decided already. */
  async ofApproval({
    template,
    approvalId,
  }: AccountMailPayloadOf<'approval_requested' | 'approval_decided'>): Promise<AccountMail | undefined> {
    const approval = await this.approvals.find(approvalId);
    const [upload] = approval ? await this.uploads.some([approval.uploadId]) : [];
    if (!approval || !upload) return undefined;
    const { status, comment, expiresAt, voidedAt } = approval;
    const decider = deciderOf(approval);
    const { id: uploadId, title, filename } = upload;
    const subject = { uploadId, title: readableName(title || filename) };
    if (template === 'approval_decided')
      return status === 'open'
        ? undefined
        : {
            template,
            facts: {
              ...subject,
              status,
              by: decider === null ? undefined : readableName(decider, LONGEST_DECIDER),
              comment: comment === null ? undefined : readableName(comment, LONGEST_COMMENT),
            },
          };
    if (status !== 'open' || voidedAt || isFinishedUpload(upload.status)) return undefined;
    const { workspace = '' } = await this.workspaces.membership(upload.userId, upload.userId);
    return { template, facts: { ...subject, workspace: readableName(workspace), expiresAt } };
  }

  /** Undefined when the post is gone, or was retried since. */
  async ofPost({
    template,
    publicationId,
  }: AccountMailPayloadOf<'post_published' | 'post_failed' | 'post_unconfirmed'>): Promise<AccountMail | undefined> {
    const post = await this.publications.get(publicationId);
    if (!post || !this.platforms.isConfigured(post.platform)) return undefined;
    const { uploadId, overrides, texts, status, fault, permalink } = post;
    const account = this.accountOf(post);
    const title = readableName(overrides.title || texts?.title || 'Your video');
    const facts = { uploadId, publicationId, title, account };
    if (template === 'post_published')
      return status === 'verified'
        ? {
            template,
            facts: { ...facts, permalink, ...(fault && { fault: fault.message, remedy: helpFor(fault.code) }) },
          }
        : undefined;
    if (template === 'post_unconfirmed')
      return status === 'unknown' && post.dueAt === null ? { template, facts } : undefined;
    if (status !== 'failed' || !fault) return undefined;
    const reason = { failure: fault.class, reason: fault.message };
    if (post.file) return { template, facts: { ...facts, ...reason } };
    // No video was made: one mail names all posts that failed for that reason.
    const posts = (await this.publications.ofUploads([uploadId])).get(uploadId) ?? [];
    const alike = posts.filter(
      (each) => each.status === 'failed' && !each.file && each.fault?.message === fault.message,
    );
    const accounts = alike.map((each) => this.accountOf(each)).join(', ');
    return { template, facts: { ...facts, account: accounts, ...reason, remedy: helpFor(fault.code) } };
  }

  /** Undefined when the upload was deleted, or ended otherwise since. */
  async ofUpload({
    template,
    uploadId,
  }: AccountMailPayloadOf<'upload_ready' | 'upload_failed'>): Promise<AccountMail | undefined> {
    const [upload] = await this.uploads.some([uploadId]);
    if (!upload || upload.deletedAt) return undefined;
    const { status, error, stages } = upload;
    const facts = { uploadId, title: readableName(upload.title || upload.filename) };
    if (template === 'upload_ready') return status === 'completed' ? { template, facts } : undefined;
    if (status !== 'failed' && status !== 'partial') return undefined;
    const targets = (await this.uploads.targetsOf([uploadId])).get(uploadId) ?? [];
    const ofParts = [...targets, ...Object.values(stages)].flatMap((part) => part.error ?? []);
    const faults = error ? [error] : ofParts;
    const reasons = [...new Set(faults.map(({ message }) => message))];
    const remedy =
      (faults[0] && helpFor(faults[0].code)) ?? 'Retry the upload. If it fails again, contact our support.';
    return { template, facts: { ...facts, isPartial: status === 'partial', reasons, remedy } };
  }

  /** Such as "Ada's rides (TikTok)". */
  private accountOf({ accountName, platform }: Publication): string {
    const { label } = this.platforms.isConfigured(platform) ? this.platforms.named(platform) : { label: platform };
    return `${readableName(accountName)} (${label})`;
  }
}
