import type { OnApplicationShutdown } from '@nestjs/common';
import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import { MetaAdapter } from '../../meta/meta-adapter';
import { NOT_SHOWN } from '../../meta/meta-failures';
import { MetaFollowerReader } from '../../meta/meta-follower-reader';
import type { MetaGraphService, MetaLogin, MetaPage } from '../../meta/meta-graph.service';
import type { AccountProfile, AccountTokens, CreatorInfo, PostLimit } from '../../platform-adapter';
import { platformError } from '../../platform-failure';
import { InstagramMetricsReader } from './instagram-metrics-reader';
import { InstagramPublisher } from './instagram-publisher';
import { MAX_SECONDS } from './instagram-rules';

const PublishingLimit = z.object({
  data: z.array(z.object({ quota_usage: z.number(), config: z.object({ quota_total: z.number() }).optional() })),
});

/** Professional accounts on Instagram, through the Facebook Page that each is linked to. */
export class InstagramAdapter extends MetaAdapter implements OnApplicationShutdown {
  readonly name = 'instagram';
  readonly label = 'Instagram';
  protected readonly limitKind = 'instagram';
  override readonly publisher: InstagramPublisher;
  override readonly metrics: InstagramMetricsReader;
  override readonly followers: MetaFollowerReader;
  /** The documented number. Before each post we read the actual limit of the account. */
  override readonly postLimit: PostLimit = { per: 'account', posts: 100 };

  constructor(graph: MetaGraphService) {
    super(graph, {
      needed: ['instagram_basic', 'instagram_content_publish', 'pages_show_list', 'pages_read_engagement'],
      metrics: 'instagram_manage_insights',
      comments: 'instagram_manage_comments',
    });
    this.publisher = new InstagramPublisher(graph, (access) => this.creatorInfo(access));
    this.metrics = new InstagramMetricsReader(graph);
    this.followers = new MetaFollowerReader(graph, ['instagram_basic']);
  }

  onApplicationShutdown(): Promise<void> {
    return this.publisher.close();
  }

  async creatorInfo(access: AccountAccess): Promise<CreatorInfo> {
    const { data } = await this.publishingLimit(access);
    const [quota] = data;
    const limit = quota?.config?.quota_total;
    const daily = quota && limit !== undefined ? { used: quota.quota_usage, limit } : null;
    const isUsedUp = daily !== null && daily.used >= daily.limit;
    return {
      canPost: !isUsedUp,
      refusedBy: isUsedUp ? '9/2207042' : null,
      privacyOptions: ['public'],
      maxSeconds: MAX_SECONDS,
      disabled: [],
      daily,
    };
  }

  /** @throws reconnect_required when the account is no longer linked to a Page of its login */
  private async publishingLimit(access: AccountAccess): Promise<z.infer<typeof PublishingLimit>> {
    const { accessToken, refreshToken, externalId } = access;
    const path = `/${encodeURIComponent(externalId)}/content_publishing_limit`;
    const query = { fields: 'quota_usage,config' };
    for (const token of [accessToken, refreshToken]) {
      const found = token === null ? undefined : await this.graph.readIfShown(PublishingLimit, path, query, token);
      if (found) return found;
    }
    // A fault of Meta hides some objects for a moment; the Pages of the login tell it from the end of the link.
    if (refreshToken !== null) await this.refresh({ ...access, refreshToken });
    throw platformError(this.label, { class: 'transient', code: NOT_SHOWN, status: 400 });
  }

  protected profileOf(page: MetaPage): Omit<AccountProfile, 'login'> | undefined {
    const linked = page.instagram_business_account;
    return (
      linked && {
        externalId: linked.id,
        name: linked.name ?? linked.username ?? page.name,
        username: linked.username ?? null,
        avatarUrl: linked.profile_picture_url ?? null,
      }
    );
  }

  /** Instagram's permissions end 90 days after the person was last active, even if the token expires later. */
  protected override async tokensFor(login: MetaLogin, page: MetaPage, signal?: AbortSignal): Promise<AccountTokens> {
    const tokens = this.graph.tokensFor(login, page);
    const dataEndsAt = await this.graph.inspect(page.access_token, signal);
    const ends = [tokens.refreshExpiresAt, dataEndsAt].filter((date) => date !== null);
    const refreshExpiresAt = ends.length > 0 ? new Date(Math.min(...ends.map(Number))) : null;
    return { ...tokens, refreshExpiresAt };
  }
}
