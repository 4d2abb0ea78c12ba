import { checkPlatformAccount, HandlesJob, type PlatformAccountPayload } from '@app/jobs';
import { AccountAccessService, failureClassOf, platformAccessEnded, platformNotConfigured } from '@app/platforms';
import { Injectable } from '@nestjs/common';

@HandlesJob(checkPlatformAccount)
@Injectable()
export class CheckPlatformAccountHandler {
  constructor(private readonly access: AccountAccessService) {}

  /** Every answer of the platform is a result of the job, not a failure. */
  async handle({ accountId }: PlatformAccountPayload): Promise<{ result: string }> {
    try {
      await this.access.check(accountId);
      return { result: 'working' };
    } catch (error) {
      const failure = failureClassOf(error);
      if (failure !== undefined) return { result: failure };
      // The account was disconnected, or its platform is no longer configured.
      if (platformAccessEnded.is(error)) return { result: 'disconnected' };
      if (platformNotConfigured.is(error)) return { result: 'not_configured' };
      throw error;
    }
  }
}
