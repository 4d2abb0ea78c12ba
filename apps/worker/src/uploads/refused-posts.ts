import { type PlatformAdapters, type Publication, type PublicationFault, postOf, refusalOf } from '@app/platforms';

/** By publication: what its platform would refuse of its finished texts and choices, which only their owner can change. */
export function refusedPosts(posts: readonly Publication[], adapters: PlatformAdapters): Map<string, PublicationFault> {
  const faults = new Map<string, PublicationFault>();
  for (const post of posts) {
    const isReady = post.file !== null && (post.status === 'pending' || post.status === 'scheduled');
    if (!isReady || !adapters.isConfigured(post.platform)) continue;
    const broken = adapters.named(post.platform).publisher?.faultsOf(postOf(post)) ?? [];
    if (broken.length === 0) continue;
    const { code, message } = refusalOf(broken);
    faults.set(post.id, { code, message, class: 'metadata_rejected', step: 'preflight' });
  }
  return faults;
}
