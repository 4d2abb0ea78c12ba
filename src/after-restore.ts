import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { endRestoredSessions } from '@app/auth';
import { CoreEnv, readEnv } from '@app/core';
import { JobPublisherService, settleUpload } from '@app/jobs';
import { type LostPeriod, markPostsUnconfirmed } from '@app/platforms';
import { DataSource } from 'typeorm';
import { assertConfiguration } from './start/assert-configuration';
import { failureOf } from './start/failure-of';

const USAGE = `Usage: after-restore --dumped-at TIME [--stopped-at TIME]

Run it once on a restored database, after "migrate" and before any worker starts.
Posts that were to be published between the two times may exist at their platforms already. They are not sent again:
workers ask the platform for them first.
All sessions from before end, because the backup does not know which of them were ended since.

  --dumped-at TIME    when the backup began, for example 2026-05-01T02:00:00Z
  --stopped-at TIME   when the last worker stopped; now by default
`;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Keeps workers from publishing posts a second time that the restored backup does not know to be published, and people
 * out whose sessions it does not know to be ended.
 */
async function afterRestore(): Promise<void> {
  const period = lostPeriod();
  await assertConfiguration();
  const { DATABASE_URL: url } = readEnv(CoreEnv);
  const dataSource = new DataSource({ type: 'postgres', url, applicationName: 'reelway-after-restore' });
  try {
    await dataSource.initialize();
    const jobs = new JobPublisherService(dataSource);
    const { lookedUp, failed, ended } = await dataSource.transaction(async (manager) => {
      const doubted = await markPostsUnconfirmed(period, manager);
      for (const uploadId of doubted.uploadIds) await jobs.publish(settleUpload, { uploadId }, { manager });
      return { ...doubted, ended: await endRestoredSessions(period.to, manager) };
    });
    process.stdout.write(
      `${lookedUp} posts will be looked for at their platforms before they are sent\n` +
        `${failed} posts without a finished video failed; their owners are asked to look at the platform\n` +
        `${ended} sessions ended: everybody signs in again\n`,
    );
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

/** @throws Error with the usage */
function lostPeriod(): LostPeriod {
  const options = { 'dumped-at': { type: 'string' }, 'stopped-at': { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const from = instantOf('dumped-at', values['dumped-at']);
  const to = values['stopped-at'] === undefined ? new Date() : instantOf('stopped-at', values['stopped-at']);
  if (from > to) throw new Error(`--dumped-at must be before --stopped-at, or before now\n\n${USAGE}`);
  return { from, to };
}

function instantOf(name: string, value = ''): Date {
  const instant = new Date(value);
  if (!INSTANT.test(value) || Number.isNaN(instant.getTime()))
    throw new Error(`--${name} must be a time with its offset from UTC\n\n${USAGE}`);
  return instant;
}

afterRestore().catch((error: unknown) => {
  process.stderr.write(`after-restore failed: ${failureOf(error)}\n`);
  process.exitCode = 1;
});
