import type { Call } from '../platform/call';
import { youtubeFailure } from './youtube-failure';
import type { GoogleApp } from './youtube-objects';

/** The day of Google's quotas: it begins at midnight in California. */
const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles', dateStyle: 'short' });

/** The usage of our app today: units, and uploads, which count separately. */
export class Quotas {
  private day = '';
  private units = 0;
  private inserts = 0;
  private isRefused = false;

  constructor(
    private readonly app: Pick<GoogleApp, 'unit_quota' | 'insert_quota'>,
    private readonly now: () => number,
  ) {}

  /** @throws Refusal above the quota */
  spendUnits(call: Call, units: number): void {
    this.turnDay();
    if (this.units + units > this.app.unit_quota) this.refuse(call);
    this.units += units;
  }

  /** Counts even an upload that is refused later. @throws Refusal above the quota */
  spendInsert(call: Call): void {
    this.turnDay();
    if (this.inserts >= this.app.insert_quota) this.refuse(call);
    this.inserts += 1;
  }

  private turnDay(): void {
    const today = DAY.format(this.now());
    if (today === this.day) return;
    this.day = today;
    this.units = 0;
    this.inserts = 0;
    this.isRefused = false;
  }

  private refuse(call: Call): never {
    // The first refusal reports that the quota is used up: a client must not try again on the same day.
    if (this.isRefused) call.violate('quota_call_after_exhausted', call.seen.op);
    this.isRefused = true;
    throw youtubeFailure(403, 'quotaExceeded');
  }
}
