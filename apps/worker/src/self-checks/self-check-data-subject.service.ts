import { SelfChecksRepository } from '@app/jobs';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountErasure } from '../data-subject/account-erasure.service';
import { PersonalData } from '../data-subject/data-export.service';

@Injectable()
export class SelfCheckRecords implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly erasure: AccountErasure,
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
