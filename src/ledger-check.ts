import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type InvariantReport, LedgerAuditService } from '@app/billing';
import { ConfigurationError, CoreEnv, environment, isProduction, readEnv } from '@app/core';
import { DataSource } from 'typeorm';
import { assertConfiguration } from './start/assert-configuration';
import { startEmbeddedPostgres } from './start/postgres/embedded-postgres';

/**
 * Reads the whole ledger and prints each invariant; exits with 1 when one is violated, with 2 when the check could not
 * run.
 */
async function checkLedger(): Promise<void> {
  if (isProduction()) await assertConfiguration();
  const database = await openDatabase();
  const dataSource = new DataSource({ type: 'postgres', url: database.url, applicationName: 'reelway-ledger-check' });
  try {
    await dataSource.initialize();
    const reports = await new LedgerAuditService(dataSource).audit();
    const violated = reports.filter(({ violations }) => violations > 0).length;
    const verdict =
      violated === 0
        ? `the ledger holds: ${reports.length} invariants`
        : `THE LEDGER IS WRONG: ${violated} of ${reports.length} invariants are violated`;
    process.stdout.write(`${[...reports.map(inWords), verdict].join('\n')}\n`);
    process.exitCode = violated === 0 ? 0 : 1;
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await database.close();
  }
}

/** The server of DATABASE_URL, otherwise this folder's embedded one, which may already be running. */
async function openDatabase(): Promise<{ url: string; close: () => Promise<void> }> {
  const { DATABASE_URL, DATA_DIR = '.data' } = environment();
  const directory = join(DATA_DIR, 'postgres');
  if (DATABASE_URL || !existsSync(directory))
    return { url: readEnv(CoreEnv).DATABASE_URL, close: () => Promise.resolve() };
  const server = await startEmbeddedPostgres({ directory });
  return { url: server.url, close: () => (server.adopted ? Promise.resolve() : server.stop()) };
}

function inWords({ number, name, violations, examples }: InvariantReport): string {
  const lines = [
    `${violations === 0 ? 'ok   ' : 'WRONG'} ${String(number).padStart(2)} ${name}${violations === 0 ? '' : ` (${violations})`}`,
    ...examples,
  ];
  return lines.join('\n          ');
}

checkLedger().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigurationError ? error.message : `The ledger could not be checked: ${(error as Error).message}`}\n`,
  );
  process.exitCode = 2;
});
