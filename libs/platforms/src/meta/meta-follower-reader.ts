import { z } from 'zod';
import type { AccountAccess } from '../account-access';
import { FollowerReader } from '../follower-reader';
import type { MetaGraphService } from './meta-graph.service';

const Account = z.object({ followers_count: z.number().int().nonnegative().optional() });

/** Followers of a Page or of an Instagram account (developers.facebook.com, "Page" and "IG User"). */
export class MetaFollowerReader extends FollowerReader {
  constructor(
    private readonly graph: MetaGraphService,
    readonly scopes: readonly string[],
  ) {
    super();
  }

  async read({ accessToken, externalId }: AccountAccess): Promise<number | null> {
    const path = `/${encodeURIComponent(externalId)}`;
    const account = await this.graph.read(Account, path, { fields: 'followers_count' }, accessToken);
    return account.followers_count ?? null;
  }
}
