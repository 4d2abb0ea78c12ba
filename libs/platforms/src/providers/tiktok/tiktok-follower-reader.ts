import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import { FollowerReader } from '../../follower-reader';
import type { PlatformClient } from '../../platform-client';

const UserInfo = z.object({
  data: z.object({ user: z.object({ follower_count: z.number().int().nonnegative().nullish() }) }),
});

/** The Display API of TikTok (developers.tiktok.com, "Get User Info"). */
export class TiktokFollowerReader extends FollowerReader {
  readonly scopes = ['user.info.stats'];

  /** @param url address of the API */
  constructor(
    private readonly url: string,
    private readonly client: PlatformClient,
  ) {
    super();
  }

  async read({ accessToken }: AccountAccess): Promise<number | null> {
    const { data } = await this.client.call(UserInfo, `${this.url}/v2/user/info/?fields=follower_count`, {
      credentials: { authorization: `Bearer ${accessToken}` },
    });
    return data.user.follower_count ?? null;
  }
}
