import { AuditLogService, EarlierAccessService } from '@app/auth';
import { JobPublisherService, revokePlatformAccess } from '@app/jobs';
import { CallbackSecretsRepository, NotificationSettingsService, WebhookEndpointsRepository } from '@app/notifications';
import { PlatformDataSubjectRepository, RevocationsRepository } from '@app/platforms';
import { ReviewLinksRepository, UploadSettingsService } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

type Treatment = 'removed' | `kept, because ${string}`;

const CONTENT = 'kept, because it is content: it gives nobody access, and the owner can delete it';
const COUNTS = 'kept, because it only counts content';
const MONEY = 'kept, because it records what was paid for and used';

/**
 * Every table with rows of an account, and what happens to them when the owner of an address proves it after someone
 * else may have registered it. `removed` means: gives nobody access any more, and sends nothing to anybody.
 */
export const EARLIER_ACCESS = {
  sessions: 'removed',
  stream_tickets: 'removed',
  api_keys: 'removed',
  totp_secrets: 'removed',
  recovery_codes: 'removed',
  account_tokens: 'removed',
  account_exports: 'removed',
  workspace_members: 'removed',
  workspace_invites: 'removed',
  callback_secrets: 'removed',
  webhook_endpoints: 'removed',
  notification_settings: 'removed',
  upload_settings: 'removed',
  platform_accounts: 'removed',
  follower_readings: 'removed',
  platform_authorizations: 'removed',
  platform_choices: 'removed',
  account_groups: 'removed',
  upload_review_links: 'removed',
  users: 'kept, because it is the account itself, which gets a new password',
  workspaces: 'kept, because it is the account itself, which gets a new password',
  audit_chains: 'kept, because the owner must be able to read what happened',
  platform_revocations: 'kept, because it ends the access of removed accounts at their platforms',
  audit_log: 'kept, because the owner must be able to read what happened',
  invite_mails: 'kept, because it only counts invitations of the last day',
  platform_questions: 'kept, because it only counts questions of the day',
  platform_workspace_units: 'kept, because it only counts calls of the day',
  publications: CONTENT,
  publication_metric_readings: CONTENT,
  uploads: CONTENT,
  upload_approvals: CONTENT,
  renders: CONTENT,
  render_batches: CONTENT,
  render_templates: CONTENT,
  ingest_sources: CONTENT,
  self_checks: CONTENT,
  account_events: CONTENT,
  notices: CONTENT,
  discord_notices: 'kept, because they are for the webhook of the settings, which are removed',
  mail_budgets: 'kept, because it gives nobody access: it delays mails to the owner of the address',
  ingest_usage: MONEY,
  rollup_changes: COUNTS,
  rollup_days: COUNTS,
  rollup_facts: COUNTS,
  token_accounts: MONEY,
  token_grants: MONEY,
  token_holds: MONEY,
  token_operations: MONEY,
  token_entries: MONEY,
  payments: MONEY,
  subscriptions: MONEY,
  billing_customers: MONEY,
  billing_notices: MONEY,
  entitlement_grants: MONEY,
  quota_windows: MONEY,
  quota_units: MONEY,
} satisfies Record<string, Treatment>;

/** Removes everything through which a stranger who registered the address could still use or watch the account. */
@Injectable()
export class EarlierAccessRemovalService {
  constructor(
    private readonly credentials: EarlierAccessService,
    private readonly callbackSecrets: CallbackSecretsRepository,
    private readonly webhooks: WebhookEndpointsRepository,
    private readonly notifications: NotificationSettingsService,
    private readonly uploads: UploadSettingsService,
    private readonly reviewLinks: ReviewLinksRepository,
    private readonly platforms: PlatformDataSubjectRepository,
    private readonly revocations: RevocationsRepository,
    private readonly publisher: JobPublisherService,
    private readonly audit: AuditLogService,
  ) {}

  /** @returns whether there was anything besides sessions */
  async remove(userId: string, ip: string, manager: EntityManager): Promise<boolean> {
    const { sessions, keys, people, hadTotp } = await this.credentials.remove(userId, manager);
    const webhooks = await this.webhooks.erase(userId, manager);
    for (const revocationId of await this.revocations.plan(userId, manager))
      await this.publisher.publish(revokePlatformAccess, { revocationId }, { manager });
    const connections = await this.platforms.disconnect(userId, manager);
    const links = await this.reviewLinks.revokeAll({ ownerId: userId }, manager);
    const settings =
      (await this.callbackSecrets.erase(userId, manager)) +
      (await this.notifications.erase(userId, manager)) +
      (await this.uploads.erase(userId, manager));
    const others = keys + people + webhooks + connections + links + settings;
    if (sessions + others === 0 && !hadTotp) return false;
    await this.audit.append(
      { kind: 'user', id: userId, ip },
      {
        chain: userId,
        action: 'account.earlier_access_revoked',
        target: { type: 'user', id: userId },
        after: { sessions, keys, two_factor: hadTotp, people, webhooks, connections, review_links: links, settings },
      },
      manager,
    );
    return others > 0 || hadTotp;
  }
}
