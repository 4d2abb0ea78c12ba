import { type AccountAccess, failureClassOf, type UploadSession, type VideoPost } from '@app/platforms';
import {
  countedSource,
  type PublishingTarget,
  type PublishingTargetName,
  startPublishingTarget,
} from './publishing-targets';

const MIB = 1_048_576;
export const run = { signal: new AbortController().signal, report: () => undefined };

/** A publisher with one account for the tests of a suite, and helpers for a small video, or one of `size`. */
export function publishingOn(name: PublishingTargetName, size = MIB + 1) {
  const here = {} as { at: PublishingTarget; access: AccountAccess; post: VideoPost };
  const source = countedSource(size);
  beforeEach(async () => {
    here.at = await startPublishingTarget(name);
    here.access = await here.at.connect();
    here.post = {
      title: 'A lap',
      description: 'Around the lake',
      tags: [],
      fileName: 'reelway-1.mp4',
      ...here.at.plan.post,
    };
  });
  afterEach(async () => {
    expect(await here.at.emulator.violations()).toEqual([]);
    await here.at.close();
  });
  const open = (change: Partial<VideoPost> = {}) =>
    here.at.publisher.open(here.access, { ...here.post, ...change }, source);
  const transfer = (session: UploadSession) => here.at.publisher.transfer(here.access, session, source, run);
  const commit = (session: UploadSession) => here.at.publisher.commit(here.access, session, source, run);
  /** Opened and sent, as often as the platform is still processing. */
  const sent = async (change: Partial<VideoPost> = {}) => {
    const session = await open(change);
    for (let isSent = false; !isSent; ) {
      isSent = await transfer(session).then(
        () => true,
        (error: unknown) => {
          if (failureClassOf(error) !== 'not_ready') throw error;
          return false;
        },
      );
      if (!isSent) await here.at.emulator.advance(10);
    }
    return session;
  };
  return {
    here,
    source,
    open,
    transfer,
    commit,
    sent,
    publish: async (change: Partial<VideoPost> = {}) => commit(await sent(change)),
    outcome: (session: UploadSession) => here.at.publisher.outcome(here.access, session, source),
    find: (since: Date) => here.at.publisher.find?.(here.access, here.post, since),
    observe: (postId: string) => here.at.publisher.observe(here.access, postId),
    preflight: (change: Partial<VideoPost> = {}, facts: object = {}) =>
      here.at.publisher.preflight(
        here.access,
        { ...here.post, ...change },
        { bytes: MIB, seconds: 60, width: 1_080, height: 1_920, frameRate: 30, ...facts },
      ),
    /** Changes how uploads of the account turn out. */
    behave: (change: object) =>
      here.at.emulator.control('PUT', `/accounts/${here.access.externalId}/behaviour`, change),
    posts: () => here.at.emulator.posts(),
    advance: (seconds: number) => here.at.emulator.advance(seconds),
  };
}
