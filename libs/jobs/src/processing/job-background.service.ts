import { Injectable } from '@nestjs/common';
import { OutboxDispatcher } from '../outbox/outbox-dispatcher.service';
import { ScheduleKeeper } from '../schedules/schedules.service';

/** What a worker process does beside jobs. */
@Injectable()
export class JobBackground {
  constructor(
    private readonly dispatcher: OutboxDispatcher,
    private readonly schedules: ScheduleKeeper,
  ) {}

  start(): void {
    this.dispatcher.start();
    this.schedules.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.dispatcher.stop(), this.schedules.stop()]);
  }
}
