import { SelfChecksRepository } from '@app/jobs';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountErasureService } from '../data-subject/account-erasure.service';
import { DataExportService } from '../data-subject/data-export.service';

@Injectable()
export class SelfCheckDataSubjectService implements OnModuleInit {
  constructor(
    private readonly personalData: DataExportService,
    private readonly erasure: AccountErasureService,
    private readonly selfChecks: SelfChecksRepository,
  ) {}

  onModuleInit(): void {
    this.personalData.register({
      name: 'self_checks',
      read: async (userId) => ({ self_checks: await this.selfChecks.listAll(userId) }),
    });
    this.erasure.register({ name: 'self_checks', erase: (userId, manager) => this.selfChecks.erase(userId, manager) });
  }
}
