import { AccountExportsRepository } from '@app/auth';
import { type AccountExportPayload, eraseAccountExport, HandlesJob } from '@app/jobs';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';

@HandlesJob(eraseAccountExport)
@Injectable()
export class EraseAccountExportHandler {
  constructor(
    private readonly exports: AccountExportsRepository,
    private readonly stores: ObjectStores,
  ) {}

  async handle({ exportId }: AccountExportPayload): Promise<void> {
    const ended = await this.exports.find(exportId);
    if (!ended || ended.expiresAt > new Date()) return;
    if (ended.storage) await this.stores.deleteAll(ended.storage, [ended.objectKey]);
    await this.exports.forget(exportId);
  }
}
