import { AccountExportsRepository, AuthDataSubjectRepository } from '@app/auth';
import { ObjectStores, type StorageName } from '@app/storage';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountErasureService } from '../data-subject/account-erasure.service';
import { DataExportService } from '../data-subject/data-export.service';

/** The account itself, and the archives that were made of it. Its own rows are erased last, by the job. */
@Injectable()
export class AccountDataSubjectService implements OnModuleInit {
  constructor(
    private readonly personalData: DataExportService,
    private readonly erasure: AccountErasureService,
    private readonly account: AuthDataSubjectRepository,
    private readonly exports: AccountExportsRepository,
    private readonly stores: ObjectStores,
  ) {}

  onModuleInit(): void {
    this.personalData.register({ name: 'account', read: (userId) => this.account.of(userId) });
    this.erasure.register({ name: 'account_exports', release: (userId) => this.deleteArchives(userId) });
  }

  private async deleteArchives(userId: string): Promise<void> {
    for (const { storage, objectKey } of await this.exports.listOf(userId))
      if (storage && objectKey) await this.stores.named(storage as StorageName).delete(objectKey);
  }
}
