import { AccountExportsRepository } from '@app/auth';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';

/** The export archives of an account. */
@Injectable()
export class AccountDataSubjectService {
  constructor(
    private readonly exports: AccountExportsRepository,
    private readonly stores: ObjectStores,
  ) {}

  async release(userId: string): Promise<void> {
    for (const { storage, objectKey } of await this.exports.listOf(userId))
      if (storage) await this.stores.deleteAll(storage, [objectKey]);
  }
}
