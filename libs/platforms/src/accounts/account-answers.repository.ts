import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CreatorInfo, SharedQuestions } from '../platform-adapter';
import { SAME_ACCOUNT } from './same-account';

/** Answers of platforms about accounts, the same for all processes and workspaces, and how often a workspace asked. */
@Injectable()
export class AccountAnswersRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The latest answer about the account in any workspace; undefined when it is older. */
  async latest(accountId: string, seconds: number): Promise<CreatorInfo | undefined> {
    const [row] = await this.dataSource.query<{ info: CreatorInfo }[]>(
      `select creator_info as info from platform_accounts where id = any(${SAME_ACCOUNT})
         and creator_info_at > clock_timestamp() - $2::int * interval '1 second' order by creator_info_at desc limit 1`,
      [accountId, seconds],
    );
    return row?.info;
  }

  async keep(accountId: string, info: CreatorInfo): Promise<void> {
    await this.dataSource.query(
      'update platform_accounts set creator_info = $2, creator_info_at = clock_timestamp() where id = $1',
      [accountId, JSON.stringify(info)],
    );
  }

  /**
   * Counts a question of a workspace today.
   * @returns seconds until it may ask; 0: it may ask now
   */
  async ask(ownerId: string, platform: string, { perOwner, timeZone }: SharedQuestions): Promise<number> {
    const [counted] = await this.dataSource.query<object[]>(
      `insert into platform_questions as asked (user_id, platform, day, questions)
       values ($1, $2, (clock_timestamp() at time zone $3)::date, 1)
       on conflict (user_id, platform) do update set day = excluded.day,
         questions = case when asked.day = excluded.day then asked.questions + 1 else 1 end
       where asked.day <> excluded.day or asked.questions < $4 returning day`,
      [ownerId, platform, timeZone, perOwner],
    );
    if (counted) return 0;
    const [next] = await this.dataSource.query<[{ seconds: number }]>(
      `select ceil(extract(epoch from ((clock_timestamp() at time zone $1)::date + 1)::timestamp at time zone $1 - clock_timestamp()))::int as seconds`,
      [timeZone],
    );
    return Math.max(1, next.seconds);
  }
}
