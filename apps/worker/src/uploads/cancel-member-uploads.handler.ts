import { WorkspacesService } from '@app/auth';
import { cancelMemberUploads, HandlesJob, type MemberUploadsPayload } from '@app/jobs';
import { UploadLeasesRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { UploadSettlementService } from './upload-settlement.service';

/** Ends uploads that a former member announced: their addresses must store nothing more for the owner. */
@HandlesJob(cancelMemberUploads)
@Injectable()
export class CancelMemberUploadsHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workspaces: WorkspacesService,
    private readonly leases: UploadLeasesRepository,
    private readonly settlement: UploadSettlementService,
  ) {}

  async handle({ ownerId, memberId }: MemberUploadsPayload): Promise<void> {
    const { role } = await this.workspaces.membership(ownerId, memberId);
    if (role !== undefined) return;
    let isDone = false;
    while (!isDone) isDone = await this.dataSource.transaction((manager) => this.cancel(ownerId, memberId, manager));
  }

  /** Cancels some of them. @returns whether none was left */
  private async cancel(ownerId: string, memberId: string, manager: EntityManager): Promise<boolean> {
    const ids = await this.leases.cancelAnnounced({ ownerId }, memberId, manager);
    for (const id of ids) await this.settlement.endAnnounced({ id, userId: ownerId }, manager);
    return ids.length === 0;
  }
}
