import { EntitlementsService } from '@app/billing';
import { Injectable } from '@nestjs/common';
import type { PeriodQuery } from '../http/period.query';
import { todayIn } from '../http/today-in';
import type { CoveredPeriod } from './analytics.response';

const DAY_MS = 86_400_000;

/** How far back analytics may look. */
@Injectable()
export class AnalyticsPeriodService {
  constructor(private readonly entitlements: EntitlementsService) {}

  /** The requested days up to today, as far as the history of the plan reaches. */
  async of(ownerId: string, { days, tz: timeZone }: PeriodQuery): Promise<CoveredPeriod> {
    const { limits } = await this.entitlements.of(ownerId);
    const covered = Math.min(days, limits.historyDays);
    const to = todayIn(timeZone);
    const from = new Date(Date.parse(to) - (covered - 1) * DAY_MS).toISOString().slice(0, 10);
    return { from, to, timeZone, isLimited: covered < days };
  }
}
