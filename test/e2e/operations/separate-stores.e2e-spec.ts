import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { MailOutbox } from '../../support/emulators/mail-outbox';
import { startTestInstallation, type TestInstallation } from '../../support/harness/test-installation';
import { startWorkerProcess } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';

interface Health {
  checks: { storage: { status: string; detail: string } };
}

const SEPARATE = /^local: this process cannot find what other processes store; .*DATA_DIR or a bucket/;

describe('the store of each process', () => {
  let installation: TestInstallation;
  beforeAll(async () => {
    installation = await startTestInstallation({ worker: true });
  });
  afterAll(() => installation?.close());
  const storage = async () => (await installation.call<Health>('GET', '/health')).body.checks.storage;
  /** The status once the report has that fault: a store that a busy machine delays has another one. */
  const separated = (before?: () => void) =>
    waitUntil(async () => {
      before?.();
      const { status, detail } = await storage();
      return SEPARATE.test(detail) && status;
    });
  const markers = async () => {
    const { rows } = await installation.db.query<{ count: number }>('select count(*)::int from store_markers');
    return rows[0]?.count;
  };

  it('is a health fault when a worker keeps its files elsewhere, until that worker has gone', async () => {
    await waitUntil(async () => (await markers()) === 2);
    await waitUntil(async () => /^(ok|degraded)$/.test((await storage()).status));
    const elsewhere = new MailOutbox();
    const worker = await startWorkerProcess({
      databaseUrl: installation.database.url,
      env: { DATA_DIR: elsewhere.dataDir },
    });
    expect(await separated()).toBe('down');
    await worker.stop();
    elsewhere.remove();
    await waitUntil(async () => (await storage()).status !== 'down');
    expect(await markers()).toBe(2);
  });

  it('is a health fault when its folder was replaced by an empty one', async () => {
    // The worker writes its marker again every minute, into the folder that stays empty for the others.
    const empty = () => rmSync(join(installation.outbox.dataDir, 'objects/system'), { recursive: true, force: true });
    expect(await separated(empty)).toBe('down');
  });
});
