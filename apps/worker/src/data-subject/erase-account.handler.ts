import { AccountDeletionService } from '@app/auth';
import {
  type AccountPayload,
  eraseAccount,
  HandlesJob,
  JobPublisherService,
  type JobRun,
  sendAccountMail,
} from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DataSubjectService } from './data-subject.service';

/**
 * Erases the person only after everything outside the database has ended: a customer who is still being charged must
 * remain identifiable.
 */
@HandlesJob(eraseAccount)
@Injectable()
export class EraseAccountHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly deletion: AccountDeletionService,
    private readonly dataSubject: DataSubjectService,
    private readonly publisher: JobPublisherService,
  ) {}

  async handle({ userId }: AccountPayload, { signal }: JobRun): Promise<void> {
    if (!(await this.deletion.lockDue(userId, this.dataSource.manager))) return;
    await this.dataSubject.release(userId, signal);
    await this.dataSource.transaction(async (manager) => {
      const email = await this.deletion.lockDue(userId, manager);
      if (!email) return;
      await this.dataSubject.erase(userId, manager);
      await this.publisher.publish(
        sendAccountMail,
        { template: 'deletion_done', email, erasedAt: new Date().toISOString() },
        { manager },
      );
    });
  }
}
