import {
  AccountExportsRepository,
  AccountRecoveryService,
  ApiKeysService,
  EmailChangeService,
  SessionsService,
  UsersService,
  WorkspacesService,
} from '@app/auth';
import { PLANS, toTokens } from '@app/billing';
import type { AccountMailPayload, AccountMailPayloadOf } from '@app/jobs';
import { formatDate, WebhookEndpointsRepository } from '@app/notifications';
import { PlatformAccountsRepository, PlatformAdapters, REMEDIES } from '@app/platforms';
import { Injectable } from '@nestjs/common';
import type { AccountMail } from './account-mail-texts';
import { MAIL_RULES } from './mail-rules';
import { readableName } from './readable-name';
import { UploadMailFactsService } from './upload-mail-facts.service';

/** A mail with its recipient. */
export interface AddressedMail {
  to: string;
  /** The account that gets it; undefined for mails that have no account yet or any more. */
  userId?: string;
  /** Empty when the address has no account. */
  name: string;
  mail: AccountMail;
}

/**
 * Collects the facts of a mail when it is sent. Addresses without an account get no mail, and the API's answer does not
 * reveal it. Until an address is confirmed, it gets what proves it and nothing else: it may be a stranger's.
 */
@Injectable()
export class AccountMailFactsService {
  constructor(
    private readonly users: UsersService,
    private readonly recovery: AccountRecoveryService,
    private readonly emailChanges: EmailChangeService,
    private readonly sessions: SessionsService,
    private readonly workspaces: WorkspacesService,
    private readonly keys: ApiKeysService,
    private readonly exports: AccountExportsRepository,
    private readonly platformAccounts: PlatformAccountsRepository,
    private readonly platforms: PlatformAdapters,
    private readonly webhooks: WebhookEndpointsRepository,
    private readonly uploadFacts: UploadMailFactsService,
  ) {}

  /**
   * @param isRepetition an earlier attempt to send this mail failed
   * @returns undefined when there is nothing (more) to send
   */
  async of(payload: AccountMailPayload, isRepetition: boolean): Promise<AddressedMail | undefined> {
    const { email } = payload;
    switch (payload.template) {
      case 'deletion_done':
        return {
          to: email,
          name: '',
          mail: { template: payload.template, facts: { erasedAt: new Date(payload.erasedAt) } },
        };
      case 'workspace_invite':
        return this.ofInvite(payload.inviteId);
      case 'email_change': {
        const issued = await this.emailChanges.confirmationFor(payload, email);
        if (!issued) return undefined;
        const { user, token, expiresAt } = issued;
        return {
          to: email,
          name: readableName(user.name),
          mail: { template: payload.template, facts: { account: user.email, token, expiresAt } },
        };
      }
      case 'email_changed': {
        const found = await this.emailChanges.undoFor(payload.userId, email);
        return (
          found && {
            to: email,
            name: readableName(found.user.name),
            mail: { template: payload.template, facts: { undo: found.undo } },
          }
        );
      }
      case 'email_verification':
      case 'password_reset': {
        const issued = await this.recovery.tokenFor(email, payload.template, isRepetition);
        if (!issued) return undefined;
        const { user, token, expiresAt } = issued;
        return {
          to: user.email,
          name: readableName(user.name),
          mail: { template: payload.template, facts: { token, expiresAt } },
        };
      }
      default: {
        const user = await this.users.findByEmail(email);
        if (!user || !(user.emailVerifiedAt || MAIL_RULES[payload.template].toUnconfirmed)) return undefined;
        const mail = await this.ofUser(payload, user);
        return mail && { to: user.email, userId: user.id, name: readableName(user.name), mail };
      }
    }
  }

  private async ofUser(
    payload: Exclude<AccountMailPayload, { template: NotOfUser }>,
    user: { id: string; deletionDueAt: Date | null },
  ): Promise<AccountMail | undefined> {
    switch (payload.template) {
      case 'welcome':
        return { template: payload.template, facts: { tokens: toTokens(PLANS.starter.includedTokens) } };
      case 'new_sign_in':
      case 'refresh_reuse': {
        const session = await this.sessions.find(user.id, payload.sessionId);
        const device = session ? `${session.label}, ${session.ip}, ${formatDate(session.createdAt)}` : undefined;
        return { template: payload.template, facts: { device } };
      }
      case 'workspace_role_changed':
      case 'workspace_removed':
        return this.ofMembership(payload, user.id);
      case 'api_key_created':
        return this.ofNewKey(payload.keyId);
      case 'api_key_expiring': {
        const key = await this.keys.find(payload.keyId);
        if (!key?.expiresAt) return undefined;
        const facts = { key: `${readableName(key.name)} (${key.prefix}…)`, expiresAt: key.expiresAt };
        return { template: payload.template, facts };
      }
      case 'deletion_requested':
        return user.deletionDueAt ? { template: payload.template, facts: { dueAt: user.deletionDueAt } } : undefined;
      case 'export_ready': {
        const archive = await this.exports.find(payload.exportId);
        return archive && { template: payload.template, facts: { expiresAt: archive.expiresAt } };
      }
      case 'platform_account_broken':
        return this.ofPlatformAccount(payload.platformAccountId);
      case 'webhook_disabled':
        return this.ofWebhook(user.id, payload.webhookId);
      case 'approval_requested':
      case 'approval_decided':
        return this.uploadFacts.ofApproval(payload);
      case 'post_published':
      case 'post_failed':
      case 'post_unconfirmed':
        return this.uploadFacts.ofPost(payload);
      case 'upload_ready':
      case 'upload_failed':
        return this.uploadFacts.ofUpload(payload);
      default:
        return { template: payload.template, facts: {} };
    }
  }

  private async ofNewKey(id: string): Promise<AccountMail | undefined> {
    const found = await this.keys.findOwned(id);
    if (!found) return undefined;
    const { key, member } = found;
    const facts = { key: `${readableName(key.name)} (${key.prefix}…)`, member: readableName(member.name) };
    return { template: 'api_key_created', facts };
  }

  /** Undefined when the account works again or is gone, and when its platform is no longer configured. */
  private async ofPlatformAccount(id: string): Promise<AccountMail | undefined> {
    const account = await this.platformAccounts.get(id);
    if (!account?.problem || !this.platforms.isConfigured(account.platform)) return undefined;
    const { label } = this.platforms.named(account.platform);
    const facts = { account: `${readableName(account.name)} (${label})`, remedy: REMEDIES[account.problem] };
    return { template: 'platform_account_broken', facts };
  }

  /** Undefined when the endpoint was enabled again or deleted. */
  private async ofWebhook(ownerId: string, id: string): Promise<AccountMail | undefined> {
    const endpoint = await this.webhooks.find({ ownerId }, id);
    if (!endpoint || endpoint.disabledReason === null || endpoint.disabledReason === 'owner') return undefined;
    const { url, disabledReason: reason, failingSince } = endpoint;
    return { template: 'webhook_disabled', facts: { host: new URL(url).host, reason, failingSince } };
  }

  private async ofMembership(
    { template, workspaceId, actorId }: AccountMailPayloadOf<'workspace_role_changed' | 'workspace_removed'>,
    userId: string,
  ): Promise<AccountMail | undefined> {
    const [{ workspace, role }, actor] = await Promise.all([
      this.workspaces.membership(workspaceId, userId),
      this.users.get(actorId),
    ]);
    if (workspace === undefined) return undefined;
    const names = { workspace: readableName(workspace), actor: readableName(actor.name) };
    if (template === 'workspace_removed') return { template, facts: names };
    return role && { template, facts: { ...names, role } };
  }

  private async ofInvite(inviteId: string): Promise<AddressedMail | undefined> {
    const invite = await this.workspaces.inviteToken(inviteId);
    if (!invite) return undefined;
    const { email, workspaceName, inviterName, role, token, expiresAt } = invite;
    const inviter = inviterName === null ? undefined : readableName(inviterName);
    const facts = { workspace: readableName(workspaceName), inviter, role, token, expiresAt };
    return { to: email, name: '', mail: { template: 'workspace_invite', facts } };
  }
}

type NotOfUser =
  | 'deletion_done'
  | 'workspace_invite'
  | 'email_verification'
  | 'password_reset'
  | 'email_change'
  | 'email_changed';
