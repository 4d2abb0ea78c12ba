import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SAME_ACCOUNT } from '../accounts/same-account';

/** The posts of an account at its platform, as far as they belong to publications. */
@Injectable()
export class OtherPostsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The platform's ids of the account's posts that belong to other publications and were published since this one was
   * created. A post whose public id differs from its first one has both here.
   */
  async besides({ id, accountId }: { id: string; accountId: string }): Promise<ReadonlySet<string>> {
    const rows = await this.dataSource.query<{ postId: string }[]>(
      `select names.name as "postId" from publications own
         join publications p on p.account_id = any(${SAME_ACCOUNT}) and p.id <> own.id
           and p.status not in ('failed', 'cancelled') and p.published_at >= own.created_at - interval '10 minutes'
         left join publication_metrics m on m.publication_id = p.id
         cross join lateral (values (p.post_id), (m.public_id)) as names (name)
       where own.id = $2 and names.name is not null`,
      [accountId, id],
    );
    return new Set(rows.map(({ postId }) => postId));
  }
}
