import { EntitlementsService } from '@app/billing';
import { AnalyticsRepository } from '@app/insights';
import { type DiscordAccountPayload, HandlesJob, JobPublisherService, recordDailySummary } from '@app/jobs';
import { AccountEventsRepository, DiscordDigestsRepository } from '@app/notifications';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

const ACCOUNTS_A_RUN = 200;

/** Records what happened on a day as an event of the account; nothing for a day without uploads and views. */
@HandlesJob(recordDailySummary)
@Injectable()
export class RecordDailySummaryHandler {
  constructor(
    private readonly digests: DiscordDigestsRepository,
    private readonly entitlements: EntitlementsService,
    private readonly analytics: AnalyticsRepository,
    private readonly events: AccountEventsRepository,
    private readonly publisher: JobPublisherService,
    private readonly dataSource: DataSource,
  ) {}

  /** Starts a job for each account that chose the summary. Returns their number. */
  async startDue(manager: EntityManager): Promise<number> {
    const due = await this.digests.due(ACCOUNTS_A_RUN, manager);
    for (const ownerId of due) await this.publisher.publish(recordDailySummary, { ownerId }, { manager });
    return due.length;
  }

  async handle({ ownerId }: DiscordAccountPayload): Promise<void> {
    const day = await this.digests.dayOf(ownerId);
    if (day === undefined) return;
    const [{ features }, [figures]] = await Promise.all([
      this.entitlements.of(ownerId),
      this.analytics.series(ownerId, { from: day, to: day, timeZone: 'UTC' }, 'day'),
    ]);
    const counts = {
      received: figures?.uploads_created ?? 0,
      completed: figures?.uploads_completed ?? 0,
      partial: figures?.uploads_partial ?? 0,
      failed: figures?.uploads_failed ?? 0,
      views: figures?.views ?? 0,
    };
    const isReported = features.has('advanced_alerts') && Object.values(counts).some((count) => count > 0);
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.digests.finish(ownerId, day, manager)) || !isReported) return;
      const event = { type: 'summary.daily', data: { id: ownerId, day, ...counts } } as const;
      await this.events.record(ownerId, [event], manager);
    });
  }
}
