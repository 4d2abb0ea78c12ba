import { setTimeout as sleep } from 'node:timers/promises';
import type { HealthCheck, HealthReport } from '@app/core';
import { isOperatorsFault } from './shotstack-answers';
import type { ShotstackClient } from './shotstack-client';

const FRESH_MS = 30_000;
const PATIENCE_MS = 400;
const GIVE_UP_MS = 5_000;
/** No render has this id, so the request costs nothing, and any answer shows that Shotstack accepts the key. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Whether Shotstack can be reached and accepts the key; checks at most once every 30 seconds. */
export class ShotstackHealth implements HealthCheck {
  private last?: HealthReport;
  private asked = Number.NEGATIVE_INFINITY;
  private asking?: Promise<void>;

  constructor(private readonly client: ShotstackClient) {}

  async check(): Promise<HealthReport> {
    if (performance.now() - this.asked > FRESH_MS) this.asking ??= this.ask().finally(() => (this.asking = undefined));
    await Promise.race([this.asking, sleep(PATIENCE_MS, undefined, { ref: false })]);
    return this.last ?? { status: 'degraded', detail: 'shotstack: waiting for its answer' };
  }

  private async ask(): Promise<void> {
    const report = await this.client.read(NOBODY, AbortSignal.timeout(GIVE_UP_MS)).then(
      ({ status }) => reportOf(status),
      () => ({ status: 'degraded' as const, detail: 'shotstack: cannot be reached' }),
    );
    this.last = report;
    this.asked = performance.now();
  }
}

function reportOf(status: number): HealthReport {
  if (status !== 404 && isOperatorsFault(status))
    return { status: 'degraded', detail: `shotstack: refuses the key or the account (${status})` };
  return status >= 500 || status === 429
    ? { status: 'degraded', detail: `shotstack: answers ${status}` }
    : { status: 'ok', detail: 'shotstack' };
}
