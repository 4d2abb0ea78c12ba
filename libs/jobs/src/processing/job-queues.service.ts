import { getQueueToken } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Queue } from 'bullmq';
import { type QueueName, queueNames } from '../contracts/queues';

/**
 * The BullMQ queues of this process, by name, for monitoring and for the dispatcher; `JobPublisherService` starts jobs.
 */
@Injectable()
export class JobQueuesService {
  constructor(private readonly modules: ModuleRef) {}

  get(name: QueueName): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }

  all(): Queue[] {
    return queueNames.map((name) => this.get(name));
  }
}
