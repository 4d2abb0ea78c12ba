import { AuditLogService } from '@app/auth';
import { type CoreConfig, coreConfig, notFound } from '@app/core';
import { checkPlatformAccount, JobPublisherService } from '@app/jobs';
import {
  PlatformAccountsRepository,
  PlatformAdapters,
  PlatformDataSubjectRepository,
  type PlatformMessage,
} from '@app/platforms';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DataDeletionResponse } from './data-deletion.response';

const SYSTEM = { kind: 'system', id: null, ip: null } as const;

/** Receives the messages of platforms about people who revoke their access. */
@Injectable()
export class PlatformMessagesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly adapters: PlatformAdapters,
    private readonly accounts: PlatformAccountsRepository,
    private readonly dataSubjects: PlatformDataSubjectRepository,
    private readonly publisher: JobPublisherService,
    private readonly audit: AuditLogService,
    @Inject(coreConfig.KEY) private readonly core: CoreConfig,
  ) {}

  /**
   * Queries the platform about the accounts of the login, so that a late message changes nothing about an account
   * that was reconnected.
   * @throws not_found, platform_not_configured, platform_message_invalid
   */
  async receive(given: string, message: PlatformMessage): Promise<void> {
    const login = this.adapters.named(this.adapters.nameOf(given)).removedLogin(message);
    if (login === undefined) return;
    await this.dataSource.transaction(async (manager) => {
      for (const accountId of await this.accounts.takeOfLogin(login, manager))
        await this.publisher.publish(checkPlatformAccount, { accountId }, { manager });
    });
  }

  /**
   * Deletes the accounts of the login with their tokens, followers and names; their posts that are not published yet fail.
   * @throws not_found, platform_not_configured, platform_message_invalid
   */
  async erase(given: string, message: PlatformMessage): Promise<DataDeletionResponse> {
    const name = this.adapters.nameOf(given);
    const adapter = this.adapters.named(name);
    const code = adapter.deletionCode(new Date());
    const login = adapter.removedLogin(message);
    if (code === undefined || login === undefined) throw notFound();
    await this.dataSource.transaction(async (manager) => {
      for (const { id, userId, platform, externalId } of await this.dataSubjects.eraseLogin(login, manager))
        await this.audit.append(
          SYSTEM,
          {
            chain: userId,
            action: 'platform_account.erased',
            target: { type: 'platform_account', id },
            before: { platform, account_id: externalId },
          },
          manager,
        );
    });
    return { url: `${this.core.baseUrl}/oauth/${name}/data-deletion/${code}`, confirmation_code: code };
  }

  /** The text for a person who checks the state of the deletion. @throws not_found, platform_not_configured */
  describe(given: string, code: string): string {
    const adapter = this.adapters.named(this.adapters.nameOf(given));
    const at = adapter.deletedAt(code);
    if (!at) throw notFound();
    return [
      `Your data from ${adapter.label} was deleted on ${at.toUTCString()}.`,
      'We no longer have access to your accounts there, and keep neither their names nor their followers.',
      `Confirmation code: ${code}`,
      '',
    ].join('\n');
  }
}
