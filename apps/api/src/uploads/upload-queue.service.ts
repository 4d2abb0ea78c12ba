import { EntitlementsService } from '@app/billing';
import { JobPublisherService, processUpload } from '@app/jobs';
import { type Upload, UploadTurnsRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Priority of plans without the priority queue. */
const USUAL_PRIORITY = 100;

/** Puts uploads into the queue of the workers. */
@Injectable()
export class UploadQueueService {
  constructor(
    private readonly entitlements: EntitlementsService,
    private readonly turns: UploadTurnsRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  /** Gives the upload its turn, and starts the processing of the upload whose turn it is. */
  async enter(upload: Upload, manager: EntityManager): Promise<void> {
    const { features } = await this.entitlements.of(upload.userId, manager);
    await this.turns.enter(upload, features.has('priority_queue') ? 0 : USUAL_PRIORITY, manager);
    const next = await this.turns.next(manager);
    if (!next) return;
    await this.publisher.publish(processUpload, { uploadId: next.id }, { manager, priority: next.priority });
  }
}
