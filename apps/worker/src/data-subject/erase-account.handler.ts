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
      const due = await this.deletion.lockDue(userId, manager);
      if (!due) return;
      await this.dataSubject.erase(userId, manager);
      if (!due.isConfirmed) return;
      const mail = { template: 'deletion_done', email: due.email, erasedAt: new Date().toISOString() } as const;
      await this.publisher.publish(sendAccountMail, mail, { manager });
    });
  }
}
