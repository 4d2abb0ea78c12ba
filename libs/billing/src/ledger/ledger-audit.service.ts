import { gauge } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ledgerInvariants } from './ledger-invariants';

export interface InvariantReport {
  /** Counted from 1. */
  number: number;
  name: string;
  violations: number;
  /** Up to five violations, in words. */
  examples: string[];
}

const AUDIT_TIMEOUT = '10min';

/** Checks the ledger against its invariants. */
@Injectable()
export class LedgerAuditService {
  private readonly violations = gauge(
    'ledger_invariant_violations',
    'Contradictions in the token ledger, by invariant',
    ['invariant'],
  );

  constructor(private readonly dataSource: DataSource) {}

  /** Checks all invariants in one read-only snapshot; sets `ledger_invariant_violations`. */
  async audit(): Promise<InvariantReport[]> {
    const reports = await this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query(`set transaction read only; set local statement_timeout = '${AUDIT_TIMEOUT}'`);
      const found: InvariantReport[] = [];
      for (const [index, { name, violations }] of ledgerInvariants.entries()) {
        const [row] = await manager.query<[Pick<InvariantReport, 'violations' | 'examples'>]>(
          `select count(*)::int as violations, coalesce((array_agg(violation))[1:5], '{}') as examples from (${violations}) as found (violation)`,
        );
        found.push({ number: index + 1, name, ...row });
      }
      return found;
    });
    for (const { number, violations } of reports) this.violations.set({ invariant: String(number) }, violations);
    return reports;
  }
}
