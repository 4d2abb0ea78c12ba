import { spawnSync } from 'node:child_process';
import { newId } from '@app/core';
import { PUBLISHING_TARGETS, type PublishingTargetName } from '../../support/emulators/publishing-targets';
import { AHEAD_SECONDS, PublishingRows } from '../../support/harness/publishing-rows';

const HOUR_MS = 3_600_000;
/** Facebook has no list in which a post without its upload's session can be recognised: it stays unknown. */
const FOUND: Record<PublishingTargetName, string> = {
  tiktok: 'verified',
  youtube: 'verified',
  instagram: 'verified',
  facebook: 'unknown',
};

let here: PublishingRows;
beforeAll(async () => {
  here = await PublishingRows.start();
});
afterAll(() => here?.close());

/** Publishes a post, and brings the database back to the time before. @returns the post's id */
async function publishAndRestore(name: PublishingTargetName, caption: string): Promise<string> {
  const { id: accountId } = await here.connect(name);
  const id = await here.post(name, accountId, caption);
  const [before] = await here.rows.query<[{ row: object }]>(
    'select to_jsonb(p) as row from publications p where id = $1',
    [id],
  );
  expect(await here.work(name, id)).toMatchObject({ status: 'verified' });
  await here.rows.query('alter table publications disable trigger user');
  await here.rows.query('delete from publications where id = $1', [id]);
  await here.rows.query('insert into publications select * from jsonb_populate_record(null::publications, $1)', [
    before.row,
  ]);
  await here.rows.query('alter table publications enable trigger user');
  return id;
}

/** The command for a backup that is an hour older than the end of the last worker. */
function afterRestore(...parameters: string[]) {
  const dumpedAt = new Date(Date.now() - HOUR_MS).toISOString();
  const given = parameters.length > 0 ? parameters : ['--dumped-at', dumpedAt];
  // `PublishingRows` has put the address of its database into the environment.
  return spawnSync(process.execPath, ['dist/src/after-restore.js', ...given], { encoding: 'utf8', env: process.env });
}

describe.each(PUBLISHING_TARGETS)('a post on %s that was published after the backup that is restored', (name) => {
  it('exists once when the operator runs after-restore before the workers', async () => {
    // Sets the emulator's clock to ours: workers look for posts around the time that the platform gives them.
    await (await here.emulator(name)).advance(-AHEAD_SECONDS);
    const caption = newId();
    const id = await publishAndRestore(name, caption);
    expect(afterRestore()).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^1 posts will/) });
    expect(await here.work(name, id, 3)).toMatchObject({ status: FOUND[name] });
    expect(await here.live(name, caption)).toHaveLength(1);
  });
});

describe('after-restore', () => {
  const name = 'youtube';
  beforeEach(() => here.emulator(name));

  it('leaves posts alone whose time came after the workers had stopped', async () => {
    const { id: accountId } = await here.connect(name);
    const caption = newId();
    const id = await here.post(name, accountId, caption);
    await here.rows.query(`update publications set publish_at = now() - interval '1 minute' where id = $1`, [id]);
    const stoppedAt = new Date(Date.now() - HOUR_MS / 2).toISOString();
    const dumpedAt = new Date(Date.now() - HOUR_MS).toISOString();
    expect(afterRestore('--dumped-at', dumpedAt, '--stopped-at', stoppedAt).stdout).toMatch(/^0 posts will/);
    expect(await here.work(name, id)).toMatchObject({ status: 'verified' });
  });

  it('lets the owners decide about posts whose video was not ready', async () => {
    const { id: accountId } = await here.connect(name);
    const id = await here.post(name, accountId);
    await here.rows.query(
      `update publications set status = 'pending', due_at = null, deadline_at = null where id = $1`,
      [id],
    );
    expect(afterRestore().stdout).toMatch(/1 posts without a finished video failed/);
    const [post] = await here.rows.query<[object]>('select status, notice_due, fault from publications where id = $1', [
      id,
    ]);
    const settled = `select from outbox where name = 'upload.settle' and payload ->> 'uploadId' = (select upload_id::text from publications where id = $1)`;
    expect(await here.rows.query<object[]>(settled, [id])).toHaveLength(1);
    const fault = { code: 'publication_unconfirmed', class: 'outcome_unknown' };
    expect(post).toMatchObject({ status: 'failed', notice_due: true, fault });
  });

  it.each([
    [[]],
    [['--dumped-at', 'yesterday']],
    [['--dumped-at', '2026-05-01T02:00:00']],
    [['--dumped-at', '2999-01-01T00:00:00Z']],
  ])('refuses the parameters %j with its usage', (parameters) => {
    const { status, stderr } = afterRestore(...(parameters.length > 0 ? parameters : ['--stopped-at', 'now']));
    expect([status, stderr]).toEqual([1, expect.stringMatching(/--dumped-at must be [\s\S]*Usage: after-restore/)]);
  });
});
