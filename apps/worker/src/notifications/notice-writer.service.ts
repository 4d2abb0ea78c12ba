import { ChangeFeedService, truncate } from '@app/core';
import {
  AccountEventsRepository,
  NOTICES_CHANNEL,
  type NoticeContent,
  NoticesRepository,
  type UnwrittenNotice,
} from '@app/notifications';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type EventSubject, titleOf } from './event-subject';
import { EventSubjectsService } from './event-subjects.service';

export const NOTICES_A_BATCH = 100;
const LONGEST_TITLE = 200;
const LONGEST_TEXT = 1_000;

/**
 * Writes the notices of the dashboard as soon as their events are recorded. The maintenance of the worker repeats what
 * was interrupted.
 */
@Injectable()
export class NoticeWriterService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Notices');
  private underWay: Promise<void> | undefined;
  private isNotified = false;
  private isStopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: ChangeFeedService,
    private readonly notices: NoticesRepository,
    private readonly subjects: EventSubjectsService,
    private readonly events: AccountEventsRepository,
  ) {}

  onApplicationBootstrap(): void {
    const wake = () => this.wake();
    this.changes.follow(NOTICES_CHANNEL, { onChange: wake, onGap: wake });
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    await this.underWay;
  }

  /** One batch. Returns the number of notices, also of those that could not be written and are due again later. */
  async writeDue(manager: EntityManager): Promise<number> {
    const due = await this.notices.takeUnwritten(NOTICES_A_BATCH, manager);
    const subjects = await this.subjects.settled(due);
    for (const [index, notice] of due.entries()) {
      const subject = subjects[index];
      if (subject) await this.attempt(notice, subject, manager);
    }
    return due.length;
  }

  /** In a savepoint: an error of one notice undoes nothing of the others. */
  private async attempt(
    notice: UnwrittenNotice,
    subject: PromiseSettledResult<EventSubject | undefined>,
    manager: EntityManager,
  ): Promise<void> {
    if (subject.status === 'rejected') return this.postpone(notice, subject.reason, manager);
    try {
      await manager.transaction((savepoint) => this.write(notice, subject.value, savepoint));
    } catch (error) {
      await this.postpone(notice, error, manager);
    }
  }

  private async postpone({ id, type }: UnwrittenNotice, error: unknown, manager: EntityManager): Promise<void> {
    this.logger.error(`the notice ${id} of ${type} cannot be written`, { err: error });
    await this.notices.postpone(id, manager);
  }

  private async write(notice: UnwrittenNotice, subject: EventSubject | undefined, manager: EntityManager) {
    if (!subject) return this.notices.remove(notice.id, manager);
    if (!(await this.notices.write(notice, contentOf(subject), manager))) return;
    const data = { id: notice.id, event: notice.type };
    await this.events.record(notice.ownerId, [{ type: 'notice.created', data }], manager);
  }

  private wake(): void {
    this.isNotified = true;
    this.underWay ??= this.run()
      .catch((error: Error) => this.logger.warn(`notices cannot be written: ${error.message}`))
      .finally(() => {
        this.underWay = undefined;
      });
  }

  private async run(): Promise<void> {
    while (this.isNotified && !this.isStopped) {
      this.isNotified = false;
      if ((await this.dataSource.transaction((manager) => this.writeDue(manager))) > 0) this.isNotified = true;
    }
  }
}

function contentOf(subject: EventSubject): NoticeContent {
  const { name, path, details, text } = subject;
  return {
    title: truncate(`${titleOf(subject)}: ${name}`, LONGEST_TITLE),
    text: text ? truncate(text, LONGEST_TEXT) : null,
    accounts: details.map(({ platform, account, state }) => ({ platform, name: account, state })),
    link: path,
  };
}
