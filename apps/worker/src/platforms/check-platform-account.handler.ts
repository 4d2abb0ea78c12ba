import { checkPlatformAccount, HandlesJob, type PlatformAccountPayload } from '@app/jobs';
import { AccountAccessService, failureClassOf, platformAccessEnded, platformNotConfigured } from '@app/platforms';
import { Injectable } from '@nestjs/common';

@HandlesJob(checkPlatformAccount)
@Injectable()
export class CheckPlatformAccountHandler {
  constructor(private readonly access: AccountAccessService) {}

  /** The platform's word is the result of the job, whatever it is. */
  async handle({ accountId }: PlatformAccountPayload): Promise<{ result: string }> {
    try {
      await this.access.check(accountId);
      return { result: 'working' };
    } catch (error) {
      const failure = failureClassOf(error);
      if (failure !== undefined) return { result: failure };
      // There is nothing to ask, or nobody.
      if (platformAccessEnded.is(error)) return { result: 'disconnected' };
      if (platformNotConfigured.is(error)) return { result: 'not_configured' };
      throw error;
    }
  }
}
