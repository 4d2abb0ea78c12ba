import { AuthModule } from '@app/auth';
import { EntitlementsService, QuotaService, type Tier } from '@app/billing';
import { coreConfig, newId } from '@app/core';
import { InsightsModule } from '@app/insights';
import { type JobRun, JobsModule } from '@app/jobs';
import {
  type AccountEvent,
  AccountEventsRepository,
  NotificationSettingsService,
  NotificationsModule,
} from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { ConfigModule } from '@nestjs/config';
import { NoticeDispatcherService } from '../../../apps/worker/src/billing/notice-dispatcher.service';
import { EventSubjectsService } from '../../../apps/worker/src/notifications/event-subjects.service';
import { RecordDailySummaryHandler } from '../../../apps/worker/src/notifications/record-daily-summary.handler';
import { SendDiscordNoticesHandler } from '../../../apps/worker/src/notifications/send-discord-notices.handler';
import { startDiscordEmulator } from '../../support/emulators/discord-emulator';
import { UploadRows } from '../../support/harness/upload-rows';
import { waitUntil } from '../../support/harness/wait-until';
import { withinOneHour } from '../../support/harness/within-one-hour';

describe('advanced alerts on Discord', () => {
  let here: UploadRows;
  let discord: Awaited<ReturnType<typeof startDiscordEmulator>>;
  let webhook = 6_000;
  beforeAll(async () => {
    discord = await startDiscordEmulator();
    Object.assign(process.env, discord.env);
    const features = [AuthModule, InsightsModule, JobsModule, NotificationsModule, PlatformsModule];
    here = await UploadRows.start({
      imports: [...features, ConfigModule.forFeature(coreConfig)],
      providers: [EventSubjectsService, NoticeDispatcherService, RecordDailySummaryHandler, SendDiscordNoticesHandler],
    });
  });
  const enter = async () => {
    await here.enter();
    webhook += 1;
  };
  beforeEach(enter);
  afterAll(async () => {
    await here?.close();
    await discord?.close();
  });

  const chooseAll = async (tier: Tier) => {
    const { userId } = here;
    const entitlements = here.service(EntitlementsService);
    await entitlements.grant({ userId, tier, note: 'test' });
    await waitUntil(async () => (await entitlements.of(userId)).tier === tier);
    const changes = {
      discordWebhook: `https://discord.com/api/webhooks/${webhook}/the-token`,
      choices: { discord: { digest: true, quota: true, slow_publish: true } },
    };
    await here.transaction((manager) => here.service(NotificationSettingsService).change(userId, changes, manager));
  };
  const record = (event: AccountEvent) =>
    here.transaction((manager) => here.service(AccountEventsRepository).record(here.userId, [event], manager));
  /** Titles and texts of everything that Discord has after another run of the job. */
  const sent = async () => {
    const run = { signal: new AbortController().signal } as JobRun;
    await here.service(SendDiscordNoticesHandler).handle({ ownerId: here.userId }, run);
    const messages = await discord.messages(String(webhook));
    return messages.flatMap(({ embeds = [] }) => embeds.map(({ title, description = '' }) => [title, description]));
  };

  it('report 80 % and all of the uploads of a period, once each', () =>
    withinOneHour(async () => {
      await chooseAll('growth');
      const quota = here.service(QuotaService);
      const reserve = async (taken: number) => {
        const id = newId();
        await here.query('update quota_windows set taken = $2 where user_id = $1', [here.userId, taken - 1]);
        await quota.reserve(here.userId, 'uploads', id);
        return id;
      };
      await reserve(1);
      const { limit } = await quota.usage(here.userId, 'uploads');
      for (const taken of [limit * 0.8 - 1, limit * 0.8, limit * 0.8 + 1, limit]) await reserve(taken);
      expect(await quota.release('uploads', await reserve(limit))).toBe(true);
      await reserve(limit);
      await here.transaction((manager) => here.service(NoticeDispatcherService).dispatch(manager));
      expect(await sent()).toEqual([
        [`Uploads of this period: ${limit * 0.8} of ${limit} used`, ''],
        [`Uploads of this period: ${limit} of ${limit} used`, expect.stringContaining('until the period ends')],
      ]);
      const mails = `select from outbox where name = 'billing_notice.mail'`;
      expect(await here.query(mails)).toEqual([]);
    }, enter));

  it('report how late a post was published', async () => {
    await chooseAll('growth');
    const { id } = await here.queued();
    await record({ type: 'publication.delayed', data: { id: newId(), upload_id: id, delay_seconds: 725 } });
    expect(await sent()).toEqual([['Published late: ride.mp4', '12 minutes after its time']]);
  });

  it('summarise the previous day once, unless nothing happened', () =>
    withinOneHour(async () => {
      await chooseAll('growth');
      const summaries = here.service(RecordDailySummaryHandler);
      const isStarted = async () => {
        await here.query(`delete from outbox where name = 'daily_summary.record'`);
        await here.transaction((manager) => summaries.startDue(manager));
        const jobs = `select from outbox where name = 'daily_summary.record' and payload ->> 'ownerId' = $1`;
        return (await here.query<unknown[]>(jobs, [here.userId])).length > 0;
      };
      // Summaries are due at 09:00 UTC: the day is yesterday, or the day before it.
      for (const days of [1, 2]) {
        const { id } = await here.queued();
        await here.query(
          `update uploads set created_at = ((now() at time zone 'UTC')::date - $2::int + time '12:00') at time zone 'UTC' where id = $1`,
          [id, days],
        );
      }
      expect(await isStarted()).toBe(true);
      for (const _run of [1, 2]) await summaries.handle({ ownerId: here.userId });
      expect(await sent()).toEqual([
        [expect.stringMatching(/^Summary: \d{4}-\d\d-\d\d$/), expect.stringMatching(/^Received: 1\nCompleted: 0\n/)],
      ]);
      expect(await isStarted()).toBe(false);

      await enter();
      await chooseAll('growth');
      expect(await isStarted()).toBe(true);
      await summaries.handle({ ownerId: here.userId });
      expect([await sent(), await isStarted()]).toEqual([[], false]);
    }, enter));

  it('need a plan that includes them', async () => {
    await chooseAll('solo');
    await record({ type: 'quota.reached', data: { id: here.userId, taken: 48, limit: 60, percent: 80 } });
    const { id } = await here.queued();
    await record({ type: 'upload.failed', data: { id } });
    expect(await sent()).toEqual([['Upload failed: ride.mp4', '']]);
    expect(await here.query('select from discord_notices where owner_id = $1', [here.userId])).toEqual([]);
  });
});
