import { ApiKeysService } from '@app/auth';
import { JobPublisherService, MaintenanceService, sendAccountMail } from '@app/jobs';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

const WARNINGS_A_RUN = 500;

/** Tells owners of API keys that these end within a week. */
@Injectable()
export class KeyWarningsService implements OnModuleInit {
  constructor(
    private readonly maintenance: MaintenanceService,
    private readonly keys: ApiKeysService,
    private readonly publisher: JobPublisherService,
  ) {}

  onModuleInit(): void {
    this.maintenance.register('purge', { name: 'api_key_warnings', run: (manager) => this.warn(manager) });
  }

  private async warn(manager: EntityManager): Promise<number> {
    const ending = await this.keys.takeExpiring(WARNINGS_A_RUN, manager);
    for (const { keyId, email } of ending)
      await this.publisher.publish(sendAccountMail, { template: 'api_key_expiring', email, keyId }, { manager });
    return ending.length;
  }
}
