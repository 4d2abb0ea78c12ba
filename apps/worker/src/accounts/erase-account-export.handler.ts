import { AccountExportsRepository } from '@app/auth';
import type { AccountExportPayload, eraseAccountExport, JobHandler } from '@app/jobs';
import { ObjectStores, type StorageName } from '@app/storage';
import { Injectable } from '@nestjs/common';

@Injectable()
export class EraseAccountExportHandler implements JobHandler<typeof eraseAccountExport> {
  constructor(
    private readonly exports: AccountExportsRepository,
    private readonly stores: ObjectStores,
  ) {}

  async handle({ exportId }: AccountExportPayload): Promise<void> {
    const ended = await this.exports.find(exportId);
    if (!ended || ended.expiresAt > new Date()) return;
    if (ended.storage && ended.objectKey) await this.stores.named(ended.storage as StorageName).delete(ended.objectKey);
    await this.exports.forget(exportId);
  }
}
