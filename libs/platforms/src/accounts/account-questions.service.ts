import { Injectable } from '@nestjs/common';
import type { CreatorInfo, SharedQuestions } from '../platform-adapter';
import { PlatformAdapters } from '../platform-adapters';
import { platformRateLimited } from '../platforms.errors';
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
  ) {}

  /**
   * What the account may post. A workspace without questions left gets the latest answer of the past 24 hours.
   * @throws platform_rate_limited when there is none
   */
  async creatorInfo(account: AskedAccount): Promise<CreatorInfo> {
    const { sharedQuestions } = this.adapters.named(account.platform);
    if (!sharedQuestions) return this.askCreatorInfo(account);
    const kept = await this.answers.latest(account.id, sharedQuestions.keptSeconds);
    if (kept) return kept;
    const seconds = await this.answers.ask(account.userId, account.platform, sharedQuestions);
    if (seconds > 0) {
      const earlier = await this.answers.latest(account.id, LONGEST_KEPT_SECONDS);
      if (earlier) return earlier;
      throw this.refusal(account, sharedQuestions, seconds);
    }
    const info = await this.askCreatorInfo(account);
    await this.answers.keep(account.id, info);
    return info;
  }

  /** Checks at the platform whether the access still works. @throws also platform_rate_limited */
  async check(account: AskedAccount): Promise<void> {
    const { sharedQuestions } = this.adapters.named(account.platform);
    const seconds = sharedQuestions ? await this.answers.ask(account.userId, account.platform, sharedQuestions) : 0;
    if (sharedQuestions && seconds > 0) throw this.refusal(account, sharedQuestions, seconds);
    await this.access.check(account.id);
  }

  private askCreatorInfo({ id }: AskedAccount): Promise<CreatorInfo> {
    return this.access.use(id, (adapter, access) => adapter.creatorInfo(access));
  }

  private refusal({ platform }: AskedAccount, { perOwner }: SharedQuestions, retryAfterSeconds: number): Error {
    const { label } = this.adapters.named(platform);
    return platformRateLimited(`A workspace may ask ${label} ${perOwner} times in a day about its accounts.`, {
      retryAfterSeconds,
    });
  }
}
