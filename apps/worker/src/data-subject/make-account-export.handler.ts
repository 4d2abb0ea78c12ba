import { Readable } from 'node:stream';
import { AccountExportsRepository } from '@app/auth';
import {
  type AccountExportPayload,
  HandlesJob,
  JobPublisherService,
  type JobRun,
  makeAccountExport,
  sendAccountMail,
} from '@app/jobs';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DataSubjectService } from './data-subject.service';

@HandlesJob(makeAccountExport)
@Injectable()
export class MakeAccountExportHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly exports: AccountExportsRepository,
    private readonly dataSubject: DataSubjectService,
    private readonly stores: ObjectStores,
    private readonly publisher: JobPublisherService,
  ) {}

  async handle({ exportId }: AccountExportPayload, { signal }: JobRun): Promise<void> {
    const store = this.stores.sources;
    const begun = await this.exports.begin(exportId, store.name);
    if (!begun) return;
    const archive = Readable.from(this.dataSubject.archive(begun.userId), { objectMode: false });
    const options = {
      contentType: 'application/json',
      cacheControl: 'private, no-store',
      downloadName: 'reelway-account.json',
      signal,
    };
    const { size } = await store.put(begun.objectKey, { stream: archive }, options);
    await this.dataSource.transaction(async (manager) => {
      const email = await this.exports.finish(exportId, size, manager);
      if (email)
        await this.publisher.publish(sendAccountMail, { template: 'export_ready', email, exportId }, { manager });
    });
  }
}
