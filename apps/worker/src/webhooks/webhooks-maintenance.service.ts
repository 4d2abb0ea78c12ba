import { deliverWebhooks, JobPublisherService } from '@app/jobs';
import { WebhookDeliveriesRepository } from '@app/notifications';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

const DUE_A_RUN = 500;
const OLD_A_RUN = 10_000;

/** Regular work on webhook deliveries; `maintenance/tasks.ts` says when. Each method returns the number of rows. */
@Injectable()
export class WebhooksMaintenanceService {
  constructor(
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  /** Later attempts, and deliveries whose worker died. */
  async deliverDue(manager: EntityManager): Promise<number> {
    const due = await this.deliveries.takeDue(DUE_A_RUN, manager);
    for (const id of due) await this.publisher.publish(deliverWebhooks, { deliveryIds: [id] }, { manager });
    return due.length;
  }

  removeOld(manager: EntityManager): Promise<number> {
    return this.deliveries.removeOld(OLD_A_RUN, manager);
  }
}
