import { HandlesJob, type PlatformRevocationPayload, revokePlatformAccess } from '@app/jobs';
import { ConnectionsService, RevocationsRepository } from '@app/platforms';
import { Injectable } from '@nestjs/common';
import { throwIfPlatformIsDown } from './throw-if-platform-is-down';

@HandlesJob(revokePlatformAccess)
@Injectable()
export class RevokePlatformAccessHandler {
  constructor(
    private readonly revocations: RevocationsRepository,
    private readonly connections: ConnectionsService,
  ) {}

  async handle({ revocationId }: PlatformRevocationPayload): Promise<void> {
    const revocation = await this.revocations.find(revocationId);
    if (!revocation) return;
    await this.connections.revokeRemoved(revocation).catch(throwIfPlatformIsDown);
    await this.revocations.remove(revocationId);
  }
}
