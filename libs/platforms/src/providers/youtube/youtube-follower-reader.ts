import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import { FollowerReader } from '../../follower-reader';
import type { PlatformClient } from '../../platform-client';
import { platformError } from '../../platform-failure';

const SCOPE = 'https://www.googleapis.com/auth/youtube';

const Channels = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        statistics: z.object({
          /** Text, rounded down to three significant digits. A hidden number arrives as 0, or not at all. */
          subscriberCount: z.coerce.number().nonnegative().optional(),
          hiddenSubscriberCount: z.boolean().default(false),
        }),
      }),
    )
    .default([]),
});

/** Subscribers of a channel (developers.google.com, "Channels: list"). One unit of the quota. */
export class YoutubeFollowerReader extends FollowerReader {
  readonly scopes = [`${SCOPE}.readonly`, `${SCOPE}.force-ssl`];

  /** @param url address of the Data API */
  constructor(
    private readonly url: string,
    private readonly client: PlatformClient,
  ) {
    super();
  }

  async read({ accessToken, externalId }: AccountAccess): Promise<number | null> {
    const url = `${this.url}/youtube/v3/channels?part=statistics&mine=true`;
    const { items } = await this.client.call(Channels, url, {
      credentials: { authorization: `Bearer ${accessToken}` },
    });
    const channel = items.find(({ id }) => id === externalId);
    if (!channel) throw platformError('YouTube', { class: 'reconnect_required', code: 'account_missing', status: 200 });
    const { subscriberCount, hiddenSubscriberCount } = channel.statistics;
    return hiddenSubscriberCount ? null : (subscriberCount ?? null);
  }
}
