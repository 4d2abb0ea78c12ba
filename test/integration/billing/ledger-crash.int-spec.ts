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
  });
  afterAll(async () => {
    await test.close();
    await server.stop('immediate');
    rmSync(directory, { recursive: true, force: true });
  });

  it('loses no confirmed operation and repeats none', async () => {
    let crashes = 0;
    let over = false;
    const crashing = (async () => {
      while (!over && crashes < 3) {
        await sleep(500);
        await server.stop('immediate');
        // Sessions that are ending may still hold its port.
        server = await waitUntil(start);
        crashes += 1;
      }
    })();
    try {
      // Until the server has crashed twice, however fast this machine is.
      for (let seed = 3; crashes < 2; seed += 1)
        await expect(
          hammer(test, { workers: 16, operations: 600, accounts: 3, tokens: 400, seed, unreliable: true }),
        ).resolves.toBeUndefined();
    } finally {
      over = true;
      await crashing;
    }
    await test.assertSound();
  });
});
