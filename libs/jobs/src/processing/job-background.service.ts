import { Injectable } from '@nestjs/common';
import { OutboxDispatcherService } from '../outbox/outbox-dispatcher.service';
import { SchedulesService } from '../schedules/schedules.service';

/** Background work of a worker process, in addition to its jobs. */
@Injectable()
export class JobBackgroundService {
  constructor(
    private readonly dispatcher: OutboxDispatcherService,
    private readonly schedules: SchedulesService,
  ) {}

  start(): void {
    this.dispatcher.start();
    this.schedules.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.dispatcher.stop(), this.schedules.stop()]);
  }
}
