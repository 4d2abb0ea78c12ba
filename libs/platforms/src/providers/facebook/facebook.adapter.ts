import type { OnApplicationShutdown } from '@nestjs/common';
import type { AccountAccess } from '../../account-access';
import { MetaAdapter } from '../../meta/meta-adapter';
import { MetaFollowerReader } from '../../meta/meta-follower-reader';
import type { MetaGraphService, MetaPage } from '../../meta/meta-graph.service';
import type { AccountProfile, CreatorInfo, PostLimit } from '../../platform-adapter';
import { FacebookMetricsReader } from './facebook-metrics-reader';
import { FacebookPublisher } from './facebook-publisher';

/** The role that a person needs on a Page to publish for it. */
const PUBLISHING_TASK = 'CREATE_CONTENT';

/** Facebook Pages. */
export class FacebookAdapter extends MetaAdapter implements OnApplicationShutdown {
  readonly name = 'facebook';
  readonly label = 'Facebook';
  protected readonly limitKind = 'pages';
  override readonly publisher: FacebookPublisher;
  /** The limit of reels. A post whose surface is not chosen may become a reel. */
  override readonly postLimit: PostLimit = { per: 'account', posts: 30, exempt: { surface: 'video' } };
  override readonly metrics: FacebookMetricsReader;
  override readonly followers: MetaFollowerReader;

  constructor(graph: MetaGraphService) {
    super(graph, {
      needed: ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts'],
      metrics: 'read_insights',
      comments: 'pages_manage_engagement',
    });
    this.publisher = new FacebookPublisher(graph);
    this.metrics = new FacebookMetricsReader(graph);
    this.followers = new MetaFollowerReader(graph, ['pages_read_engagement']);
  }

  onApplicationShutdown(): Promise<void> {
    return this.publisher.close();
  }

  async creatorInfo({ accessToken }: AccountAccess): Promise<CreatorInfo> {
    await this.graph.inspect(accessToken);
    return { canPost: true, refusedBy: null, privacyOptions: ['public'], maxSeconds: null, disabled: [], daily: null };
  }

  protected profileOf({ id, name, tasks, picture }: MetaPage): Omit<AccountProfile, 'login'> | undefined {
    if (!tasks.includes(PUBLISHING_TASK)) return undefined;
    return { externalId: id, name, username: null, avatarUrl: picture?.data.url ?? null };
  }
}
