import { LedgerAuditService } from '@app/billing';
import { auditLedger, HandlesJob } from '@app/jobs';
import { Injectable, Logger } from '@nestjs/common';

@HandlesJob(auditLedger)
@Injectable()
export class AuditLedgerHandler {
  private readonly logger = new Logger('Ledger');

  constructor(private readonly audit: LedgerAuditService) {}

  async handle(): Promise<{ violations: number }> {
    const wrong = (await this.audit.audit()).filter(({ violations }) => violations > 0);
    for (const { number, name, violations, examples } of wrong)
      this.logger.error(`invariant ${number} is violated ${violations} times: ${name}: ${examples.join('; ')}`);
    return { violations: wrong.reduce((total, { violations }) => total + violations, 0) };
  }
}
