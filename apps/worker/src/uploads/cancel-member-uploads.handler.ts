import { WorkspacesService } from '@app/auth';
import { QuotaService } from '@app/billing';
import {
  cancelMemberUploads,
  eraseUpload,
  HandlesJob,
  JobPublisherService,
  type MemberUploadsPayload,
} from '@app/jobs';
import { AccountEventsRepository } from '@app/notifications';
import { PublicationsRepository } from '@app/platforms';
import { UploadLeasesRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Ends uploads that a former member announced: their addresses must store nothing more for the owner. */
@HandlesJob(cancelMemberUploads)
@Injectable()
export class CancelMemberUploadsHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workspaces: WorkspacesService,
    private readonly leases: UploadLeasesRepository,
    private readonly publications: PublicationsRepository,
    private readonly quota: QuotaService,
    private readonly publisher: JobPublisherService,
    private readonly events: AccountEventsRepository,
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
    for (const uploadId of ids) {
      await this.publications.cancelAll(uploadId, manager);
      await this.quota.release('uploads', uploadId, manager);
      await this.publisher.publish(eraseUpload, { uploadId }, { manager });
    }
    const events = ids.map((id) => ({ type: 'upload.cancelled', data: { id, status: 'cancelled' } }) as const);
    await this.events.record(ownerId, events, manager);
    return ids.length === 0;
  }
}
