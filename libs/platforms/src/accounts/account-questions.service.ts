import type { AppError } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { CreatorInfo, SharedQuestions } from '../platform-adapter';
import { PlatformAdapters } from '../platform-adapters';
import { callLimitReached, platformRateLimited } from '../platforms.errors';
import { SharedUnitsRepository } from '../publications/shared-units.repository';
import { AccountAccessService } from './account-access.service';
import { AccountAnswersRepository } from './account-answers.repository';
import type { PlatformAccount } from './platform-account';

/** Answers of an earlier day are never given. */
const LONGEST_KEPT_SECONDS = 86_400;

type AskedAccount = Pick<PlatformAccount, 'id' | 'userId' | 'platform'>;

/**
 * What people ask platforms about their accounts. Where all workspaces share the calls of a day, an answer is kept for a
 * while, and a workspace has a share of the questions: posts of the others need the rest.
 */
@Injectable()
export class AccountQuestionsService {
  constructor(
    private readonly adapters: PlatformAdapters,
    private readonly access: AccountAccessService,
    private readonly answers: AccountAnswersRepository,
    private readonly units: SharedUnitsRepository,
  ) {}

  /**
   * What the account may post. A workspace without questions or units left gets the latest answer of the past 24 hours.
   * @throws platform_rate_limited when there is none
   */
  async creatorInfo(account: AskedAccount): Promise<CreatorInfo> {
    const { sharedQuestions } = this.adapters.named(account.platform);
    if (!sharedQuestions) return this.askCreatorInfo(account);
    const kept = await this.answers.latest(account.id, sharedQuestions.keptSeconds);
    if (kept) return kept;
    try {
      await this.count(account, sharedQuestions);
      const info = await this.askCreatorInfo(account);
      await this.answers.keep(account.id, info);
      return info;
    } catch (error) {
      const isOurs = callLimitReached.is(error);
      const earlier = isOurs ? await this.answers.latest(account.id, LONGEST_KEPT_SECONDS) : undefined;
      if (earlier) return earlier;
      throw isOurs ? this.refusal(account, sharedQuestions, error) : error;
    }
  }

  /** Checks at the platform whether the access still works. @throws also platform_rate_limited */
  async check(account: AskedAccount): Promise<void> {
    const { sharedQuestions } = this.adapters.named(account.platform);
    try {
      if (sharedQuestions) await this.count(account, sharedQuestions);
      await this.access.check(account.id);
    } catch (error) {
      throw sharedQuestions && callLimitReached.is(error) ? this.refusal(account, sharedQuestions, error) : error;
    }
  }

  /** @throws platform_call_limit when the workspace has no questions left today */
  private async count({ userId, platform }: AskedAccount, shared: SharedQuestions): Promise<void> {
    const retryAfterSeconds = await this.answers.ask(userId, platform, shared);
    if (retryAfterSeconds > 0) throw callLimitReached('The questions of the day are used up.', { retryAfterSeconds });
  }

  /** @throws also platform_call_limit when the workspace has no units left today for questions */
  private askCreatorInfo(account: AskedAccount): Promise<CreatorInfo> {
    return this.units.spend(account, 'creator_info', () =>
      this.access.use(account.id, (adapter, access) => adapter.creatorInfo(access)),
    );
  }

  private refusal({ platform }: AskedAccount, { perOwner }: SharedQuestions, { options }: AppError): Error {
    const { label } = this.adapters.named(platform);
    const rule = `A workspace may ask ${label} ${perOwner} times in a day about its accounts, as long as posts do not need the calls.`;
    const { retryAfterSeconds } = options;
    return platformRateLimited(rule, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  }
}
