import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/start/postgres/embedded-postgres';
import { waitUntil } from '../../support/harness/wait-until';
import { hammer } from '../../support/model/ledger-hammer';
import { openTestLedger, type TestLedger } from '../../support/model/test-ledger';

describe('the ledger on a server that crashes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'reelway-crash-'));
  let server: EmbeddedPostgres;
  let test: TestLedger;
  const start = () => startEmbeddedPostgres({ directory, port: server?.port });

  beforeAll(async () => {
    chmodSync(directory, 0o755);
    server = await start();
    const dataSource = await new DataSource({
      type: 'postgres',
      url: server.url,
      migrations: migrations as never,
    }).initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
    test = await openTestLedger({ poolSize: 16, database: { url: server.url, drop: () => Promise.resolve() } });
  }, 60_000);
  afterAll(async () => {
    await test.close();
    await server.stop('immediate');
    rmSync(directory, { recursive: true, force: true });
  });

  it('loses no confirmed operation and repeats none', async () => {
    let over = false;
    const crashing = (async () => {
      let crashes = 0;
      for (; !over && crashes < 3; crashes++) {
        await sleep(500);
        await server.stop('immediate');
        // Sessions that are ending may still hold its port.
        server = await waitUntil(start);
      }
      return crashes;
    })();
    try {
      await expect(
        hammer(test, { workers: 16, operations: 600, accounts: 3, tokens: 400, seed: 3, unreliable: true }),
      ).resolves.toBeUndefined();
    } finally {
      over = true;
    }
    expect(await crashing).toBeGreaterThan(1);
    await test.assertSound();
  }, 90_000);
});
