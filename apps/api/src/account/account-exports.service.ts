import { type AccountExport, AccountExportsRepository, type Actor, AuditLogService } from '@app/auth';
import { type CoreConfig, coreConfig, notFound } from '@app/core';
import { JobPublisherService, makeAccountExport } from '@app/jobs';
import { ObjectStores } from '@app/storage';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ExportResponse } from './export.response';

/** The archive of everything that we store about a person: requested, followed and downloaded. */
@Injectable()
export class AccountExportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly exports: AccountExportsRepository,
    private readonly publisher: JobPublisherService,
    private readonly audit: AuditLogService,
    private readonly stores: ObjectStores,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  /** Starts an export unless one exists, and reports its state. */
  async request(userId: string, actor: Actor): Promise<ExportResponse> {
    const found = await this.dataSource.transaction(async (manager): Promise<AccountExport> => {
      const { isNew, ...archive } = await this.exports.request(userId, manager);
      if (!isNew) return archive;
      await this.publisher.publish(makeAccountExport, { exportId: archive.id }, { manager });
      await this.audit.append(
        actor,
        { chain: userId, action: 'account.export_requested', target: { type: 'user', id: userId } },
        manager,
      );
      return archive;
    });
    if (found.state !== 'ready') return ExportResponse.of(found);
    const { token, expiresAt } = await this.exports.issueLink(found.id);
    return ExportResponse.of(found, {
      url: `${this.config.baseUrl}/api/account/export/file?token=${token}`,
      expiresAt,
    });
  }

  /** @throws not_found when the link has expired, was replaced or is invalid */
  async open(token: string): Promise<StreamableFile> {
    const found = await this.exports.findByLink(token);
    if (!found?.objectKey || !found.storage)
      throw notFound('The link is no longer valid; request a new one with GET /api/account/export.');
    const { object, stream } = await this.stores.named(found.storage).open(found.objectKey);
    return new StreamableFile(stream, {
      type: 'application/json',
      disposition: 'attachment; filename="reelway-account.json"',
      length: object.size,
    });
  }
}
