import 'reflect-metadata';
import { BillingModule, type InvariantReport, LedgerAuditService } from '@app/billing';
import { ConfigurationError, CoreEnv, DatabaseModule, readEnv } from '@app/core';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

@Module({ imports: [DatabaseModule, BillingModule] })
class LedgerCheckModule {}

/** Reads the whole ledger and prints each invariant; exits with 1 when one is violated, 2 when it could not be checked. */
async function checkLedger(): Promise<void> {
  readEnv(CoreEnv);
  const app = await NestFactory.createApplicationContext(LedgerCheckModule, { logger: ['error', 'warn'], abortOnError: false });
  const reports = await app.get(LedgerAuditService).audit();
  await app.close();
  process.stdout.write(`${reports.map(lineOf).join('\n')}\n`);
  const violated = reports.filter(({ violations }) => violations > 0).length;
  process.stdout.write(
    violated === 0 ? `the ledger holds: ${reports.length} invariants\n` : `THE LEDGER IS WRONG: ${violated} of ${reports.length} invariants are violated\n`,
  );
  process.exitCode = violated === 0 ? 0 : 1;
}

function lineOf({ number, name, violations, examples }: InvariantReport): string {
  const examplesBelow = examples.map((example) => `\n        ${example}`).join('');
  return `${violations === 0 ? 'ok   ' : 'WRONG'} ${String(number).padStart(2)} ${name}${violations === 0 ? '' : ` (${violations})`}${examplesBelow}`;
}

checkLedger().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : `the ledger could not be checked: ${(error as Error).message}`}\n`);
  process.exitCode = 2;
});
