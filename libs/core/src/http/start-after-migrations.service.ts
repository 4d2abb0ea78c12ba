import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Readiness } from './readiness';

/**
 * Holds back everything that begins with the application until the schema fits: Nest starts the modules one after the
 * other, and global ones first. The operations server, which is in the same module as this class, answers meanwhile.
 */
@Injectable()
export class StartAfterMigrationsService implements OnApplicationBootstrap {
  constructor(private readonly readiness: Readiness) {}

  onApplicationBootstrap(): Promise<void> {
    return this.readiness.untilMigrated();
  }
}
