import { AuthModule } from '@app/auth';
import { newId } from '@app/core';
import {
  type AccountEvent,
  AccountEventsRepository,
  type ChoiceChanges,
  IN_APP_EVENTS,
  NoticesRepository,
  NotificationSettingsService,
  NotificationsModule,
  removeOldRows,
  WebhookEndpointsRepository,
} from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import type { EntityManager } from 'typeorm';
import { EventSubjectsService } from '../../../apps/worker/src/notifications/event-subjects.service';
import { NoticeWriterService } from '../../../apps/worker/src/notifications/notice-writer.service';
import { UploadRows } from '../../support/harness/upload-rows';
import { waitUntil } from '../../support/harness/wait-until';

describe('notices in the dashboard', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await UploadRows.start({
      imports: [AuthModule, NotificationsModule, PlatformsModule],
      providers: [EventSubjectsService, NoticeWriterService],
    });
  });
  beforeEach(() => here.enter());
  afterAll(() => here?.close());

  const record = (event: AccountEvent) =>
    here.transaction((manager) => here.service(AccountEventsRepository).record(here.userId, [event], manager));
  const list = async (unread = false, events = IN_APP_EVENTS) =>
    (await here.service(NoticesRepository).list({ ownerId: here.userId }, events, { limit: 50, unread })).rows;
  /** Written without another call: the notification of the transaction wakes the writer. */
  const allWritten = () =>
    waitUntil(async () => {
      const unwritten = 'select from notices where owner_id = $1 and title is null';
      return (await here.query<unknown[]>(unwritten, [here.userId])).length === 0;
    });
  const notices = async () => {
    await allWritten();
    return list();
  };
  const events = () =>
    here.query<{ type: string; data: object }[]>(
      'select type, data from account_events where owner_id = $1 order by created_at, id',
      [here.userId],
    );
  const choose = (choices: ChoiceChanges) =>
    here.transaction((manager) => here.service(NotificationSettingsService).change(here.userId, { choices }, manager));
  const markRead = (id?: string) =>
    here.transaction((manager) =>
      here.service(NoticesRepository).markRead({ ownerId: here.userId }, IN_APP_EVENTS, id, manager),
    );

  it('name the account and the platform, link to the object, and are announced to streams once', async () => {
    const accountId = newId();
    await here.query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
       values ($1, $2, 'tiktok', 'ada', 'Ada', 'sealed', now(), $2)`,
      [accountId, here.userId],
    );
    await record({ type: 'account.needs_reconnection', data: { id: accountId } });
    const [notice] = await notices();
    expect(notice).toMatchObject({
      title: 'Connect the account again: Ada',
      accounts: [{ platform: expect.stringMatching(/^tiktok$/i), name: 'Ada', state: '' }],
      link: `/platforms#${accountId}`,
      readAt: null,
    });
    const [original, announced, ...others] = await events();
    expect([original?.type, announced, others]).toEqual([
      'account.needs_reconnection',
      { type: 'notice.created', data: { id: notice?.id, event: 'account.needs_reconnection' } },
      [],
    ]);
  });

  it('reach no webhook endpoint as events of their own', async () => {
    const endpoint = { url: 'https://example.com/all', description: '', events: [] };
    await here.transaction((manager) =>
      here.service(WebhookEndpointsRepository).create({ ownerId: here.userId }, endpoint, manager),
    );
    const { id } = await here.queued();
    await record({ type: 'upload.failed', data: { id } });
    expect(await notices()).toHaveLength(1);
    const sent =
      'select d.type from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id where e.user_id = $1';
    expect(await here.query(sent, [here.userId])).toEqual([{ type: 'upload.failed' }]);
  });

  it('replace the unread one about the same event of the same object', async () => {
    const { id } = await here.queued();
    for (const _time of [1, 2]) {
      await record({ type: 'upload.failed', data: { id } });
      await allWritten();
    }
    await record({ type: 'upload.partial', data: { id } });
    const [partial, failed, ...others] = await notices();
    expect([partial?.title, failed?.title, others]).toEqual(['Ready in part: ride.mp4', 'Upload failed: ride.mp4', []]);
    expect([await markRead(failed?.id), await markRead(failed?.id)]).toEqual([1, 0]);
    await record({ type: 'upload.failed', data: { id } });
    expect(await notices()).toHaveLength(3);
    expect(await here.service(NoticesRepository).countUnread({ ownerId: here.userId }, IN_APP_EVENTS)).toBe(2);
    expect([await markRead(), await list(true)]).toEqual([2, []]);
  });

  it.each([
    ['in their order', ['Earlier', 'Later']],
    ['in the other order', ['Later', 'Earlier']],
  ])('leave only the newest unread one when two workers write them %s', async (_order, titles) => {
    const { id } = await here.queued();
    const rows = here.service(NoticesRepository);
    const shown = await here.transaction(async (manager) => {
      const failed = { type: 'upload.failed', data: { id } } as const;
      await here.service(AccountEventsRepository).record(here.userId, [failed, failed], manager);
      const unwritten = await rows.takeUnwritten(100, manager);
      const [earlier, later] = unwritten.filter(({ ownerId }) => ownerId === here.userId);
      if (!earlier || !later) throw new Error('there are not two notices');
      const results: boolean[] = [];
      for (const title of titles) {
        const notice = title === 'Later' ? later : earlier;
        results.push(await rows.write(notice, { title, text: null, accounts: [], link: '/uploads' }, manager));
      }
      return results;
    });
    expect((await list()).map(({ title }) => title)).toEqual(['Later']);
    expect(shown).toEqual(titles[0] === 'Later' ? [true, false] : [true, true]);
  });

  it('leave only the newest unread one when two workers write them at the same time', async () => {
    const { id } = await here.queued();
    const rows = here.service(NoticesRepository);
    const write = async (title: string, minutesAgo: number, manager: EntityManager) => {
      await manager.query(
        `insert into notices (id, owner_id, event, data, created_at)
         values ($1, $2, 'upload.failed', $3, now() - make_interval(mins => $4))`,
        [newId(), here.userId, { id }, minutesAgo],
      );
      const notice = (await rows.takeUnwritten(100, manager)).find(({ ownerId }) => ownerId === here.userId);
      if (!notice) throw new Error('there is no notice');
      await rows.write(notice, { title, text: null, accounts: [], link: '/uploads' }, manager);
    };
    const waiting = `select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`;
    let later: Promise<void> | undefined;
    await here.transaction(async (manager) => {
      await write('Earlier', 1, manager);
      later = here.transaction((other) => write('Later', 0, other));
      await Promise.race([later, waitUntil(async () => (await here.query<unknown[]>(waiting)).length > 0)]);
    });
    await later;
    expect((await list()).map(({ title }) => title)).toEqual(['Later']);
  });

  it('are written although another one cannot be, which is tried five times', async () => {
    const { id } = await here.queued();
    // The plan has no words; the text of the other notice is an error of the database, once.
    const unknown = { type: 'subscription.updated', data: { id, from: 'solo', to: 'none' } } as const;
    const others = [
      { type: 'upload.failed', data: { id } } as const,
      { type: 'upload.partial', data: { id } } as const,
    ];
    jest
      .spyOn(here.service(NoticesRepository), 'write')
      .mockImplementationOnce((_notice, _content, manager) => manager.query<boolean>('select 1 / 0'));
    const write = (manager: EntityManager) => here.service(NoticeWriterService).writeDue(manager);
    const rounds = await here.transaction(async (manager) => {
      await here.service(AccountEventsRepository).record(here.userId, [unknown, ...others], manager);
      const counts: number[][] = [];
      for (let round = 0; round < 6; round += 1) {
        counts.push([await write(manager), await write(manager)]);
        await manager.query('update notices set retry_at = now() where owner_id = $1', [here.userId]);
      }
      return counts;
    });
    expect(rounds).toEqual([
      [3, 0],
      [2, 0],
      [1, 0],
      [1, 0],
      [1, 0],
      [0, 0],
    ]);
    expect((await list()).map(({ event }) => event).sort()).toEqual(['upload.failed', 'upload.partial']);
  });

  it('follow the choice of the owner, and vanish with their object', async () => {
    await choose({ in_app: { failed: false } });
    const { id } = await here.queued();
    await record({ type: 'upload.failed', data: { id } });
    await record({ type: 'upload.completed', data: { id: newId() } });
    await record({ type: 'upload.queued', data: { id } });
    expect(await notices()).toEqual([]);
    await choose({ in_app: null });
    await record({ type: 'upload.failed', data: { id } });
    expect(await notices()).toHaveLength(1);
    expect(await list(false, ['tokens.low'])).toEqual([]);
  });

  it('have words and a link for every event', async () => {
    const { id } = await here.queued();
    const figures = { taken: 8, limit: 10, percent: 80, available: 2, from: 'solo', to: 'growth', tier: 'solo' };
    const data = { id, upload_id: id, delay_seconds: 600, comment: null, ...figures };
    const others = IN_APP_EVENTS.filter((type) => type !== 'account.needs_reconnection');
    for (const type of others) await record({ type, data });
    const found = await notices();
    expect(found.map(({ event }) => event).sort()).toEqual([...others].sort());
    for (const { title, link } of found) {
      expect(title).toMatch(/^[A-Z][^:]+: \S[^{}]*$/);
      expect(title).not.toMatch(/undefined|NaN|null/);
      expect(link).toMatch(/^\/(uploads|renders|billing)/);
    }
  });

  it('are deleted after thirty days, and with the account', async () => {
    const { id } = await here.queued();
    for (const type of ['upload.failed', 'upload.partial'] as const) await record({ type, data: { id } });
    await allWritten();
    await here.query(`update notices set created_at = now() - interval '31 days' where event = 'upload.failed'`);
    await here.transaction((manager) => removeOldRows('notices', 100, manager));
    expect((await list()).map(({ event }) => event)).toEqual(['upload.partial']);
    await here.transaction((manager) => here.service(NoticesRepository).erase(here.userId, manager));
    expect(await list()).toEqual([]);
  });
});
