import { LedgerAuditService } from '@app/billing';
import type { auditLedger, JobHandler } from '@app/jobs';
import { Injectable, Logger } from '@nestjs/common';

@Injectable()
export class AuditLedgerHandler implements JobHandler<typeof auditLedger> {
  private readonly logger = new Logger('Ledger');

  constructor(private readonly audit: LedgerAuditService) {}

  async handle(): Promise<{ violations: number }> {
    const wrong = (await this.audit.audit()).filter(({ violations }) => violations > 0);
    for (const { number, name, violations, examples } of wrong)
      this.logger.error(`invariant ${number} is violated ${violations} times: ${name}: ${examples.join('; ')}`);
    return { violations: wrong.reduce((total, { violations }) => total + violations, 0) };
  }
}
