import { SealedColumnsService } from '@app/core';
import { HandlesJob, resealSecrets } from '@app/jobs';
import { Injectable, Logger } from '@nestjs/common';

@HandlesJob(resealSecrets)
@Injectable()
export class ResealSecretsHandler {
  private readonly logger = new Logger('Vault');

  constructor(private readonly sealed: SealedColumnsService) {}

  async handle(): Promise<{ resealed: number }> {
    const resealed = await this.sealed.resealAll();
    this.logger.log(`${resealed} secrets resealed; none is left on an older key`);
    return { resealed };
  }
}
