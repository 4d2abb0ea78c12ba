import { SealedColumnsService } from '@app/core';
import type { JobHandler, resealSecrets } from '@app/jobs';
import { Injectable, Logger } from '@nestjs/common';

@Injectable()
export class ResealSecretsHandler implements JobHandler<typeof resealSecrets> {
  private readonly logger = new Logger('Vault');

  constructor(private readonly sealed: SealedColumnsService) {}

  async handle(): Promise<{ resealed: number }> {
    const resealed = await this.sealed.resealAll();
    this.logger.log(`${resealed} secrets are sealed anew; nothing is left on an older key`);
    return { resealed };
  }
}
