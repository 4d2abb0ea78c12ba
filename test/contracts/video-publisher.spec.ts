import { type AccountAccess, failureClassOf, type UploadSession, type VideoPost } from '@app/platforms';
import { z } from 'zod';
import {
  type CountedSource,
  countedSource,
  PUBLISHING_TARGETS,
  type PublishingTarget,
  startPublishingTarget,
} from '../support/emulators/publishing-targets';

const MIB = 1_048_576;
/** Bytes of a video that is larger by far than the buffers of a connection. */
const [LARGE, BUFFERED] = [96 * MIB, 48 * MIB];

const failing = (failure: string) => ({ options: { extra: { failure } } });

describe.each(PUBLISHING_TARGETS)('publishing on %s', (name) => {
  let at: PublishingTarget;
  let access: AccountAccess;
  let source: CountedSource;
  let post: VideoPost;
  beforeEach(async () => {
    at = await startPublishingTarget(name);
    access = await at.connect();
    source = countedSource(at.plan.size);
    post = { title: 'A lap', description: 'Around the lake', tags: [], fileName: 'reelway-1.mp4', ...at.plan.post };
  });
  afterEach(async () => {
    expect(await at.emulator.violations()).toEqual([]);
    await at.close();
  });

  const run = { signal: new AbortController().signal, report: () => undefined };
  const open = () => at.publisher.open(access, post, source);
  const commit = (session: UploadSession) => at.publisher.commit(access, session, source, run);
  const outcome = (session: UploadSession) => at.publisher.outcome(access, session, source);
  /** Once, and again as often as the platform is still processing. */
  async function transfer(session: UploadSession, report: (stored: number) => void = run.report): Promise<void> {
    for (let calls = 1; ; calls += 1) {
      try {
        return await at.publisher.transfer(access, session, source, { signal: run.signal, report });
      } catch (error) {
        if (failureClassOf(error) !== 'not_ready' || calls === 5) throw error;
        await at.emulator.advance(10);
      }
    }
  }
  const requests = async (op: string) =>
    (await at.emulator.control<{ requests: { request_bytes: number }[] }>('GET', `/requests?op=${op}`)).requests;
  const expectOnePost = async () => {
    await at.emulator.advance(60);
    const { sha256, size } = source;
    expect(await at.emulator.posts()).toMatchObject([
      { account: access.externalId, sha256, bytes: size, ...at.plan.shown(post) },
    ]);
  };

  it('names every option that is an address as one whose content can change after an approval', () => {
    const { properties = {} } = z.toJSONSchema(at.publisher.postOptions, { io: 'input' });
    const isAddress = (option: unknown) => JSON.stringify(option).includes('"format":"uri"');
    const addresses = Object.keys(properties).filter((option) => isAddress(properties[option]));
    expect(addresses).toEqual(name.startsWith('instagram') ? ['cover_url'] : []);
    expect(Object.keys(at.publisher.mutableOptions)).toEqual(addresses);
  });

  it('[emulator 1] shows nothing before the commit, then one post with the same bytes, and says when it is live', async () => {
    expect(at.publisher.faultsOf(post)).toEqual([]);
    const session = await open();
    const reports: number[] = [];
    await transfer(session, (stored) => reports.push(stored));
    expect(reports).toEqual([...reports].sort((a, b) => a - b));
    expect(await at.emulator.posts()).toEqual([]);
    await at.emulator.advance(10);
    expect(await outcome(session)).toMatchObject({ state: 'not_published', storedBytes: reports.at(-1) });
    const postId = await commit(session);
    expect(source.read).toBe(source.size);
    await expectOnePost();
    expect(await at.publisher.observe(access, postId)).toMatchObject({ state: 'live', ...at.plan.live });
    expect(await at.publisher.observe(access, '1')).toBeUndefined();
    await at.emulator.advance(10);
    expect(await outcome(session)).toEqual({ state: 'published', postId });
  });

  it.each([
    ['the connection breaks', () => ({ type: 'reset', afterRequestBytes: at.plan.cutAfter }), 'afterCut'],
    ['the platform fails', () => ({ type: 'http', status: 503 }), 'afterFailure'],
  ] as const)('[emulator 5] continues where the platform says that it stopped when %s', async (_, action, kind) => {
    const session = await open();
    await at.emulator.faults({ ...at.plan.ops.transfer, action: action() });
    await expect(transfer(session)).rejects.toMatchObject(failing('transient'));
    await at.emulator.advance(10);
    await transfer(session);
    await commit(session);
    await expectOnePost();
    const received = (await requests(at.plan.ops.transfer.op)).reduce(
      (sum, { request_bytes }) => sum + request_bytes,
      0,
    );
    expect(received).toBeLessThanOrEqual(source.size + at.plan.resent[kind]);
  });

  it('[emulator 29] reads a large video only as fast as the connection takes it, so that its size needs no memory', async () => {
    source = countedSource(LARGE);
    const session = await open();
    const { op, when } = at.plan.ops.transfer;
    await at.emulator.faults({ op, when, action: { type: 'reset', afterRequestBytes: MIB } });
    await expect(transfer(session)).rejects.toMatchObject(failing('transient'));
    expect(source.read).toBeGreaterThanOrEqual(MIB);
    expect(source.read).toBeLessThanOrEqual(BUFFERED);
    await at.emulator.advance(10);
    await transfer(session);
    await commit(session);
    await expectOnePost();
  });

  it.each([
    ['after its effect', { type: 'drop_after_effect' }],
    ['before its effect', { type: 'reset_before_effect' }],
    ['and an error page came instead', { type: 'html_502' }],
  ])('[emulator 8] [emulator 9] knows what became of a publishing call whose answer was lost %s', async (_, action) => {
    const session = await open();
    await transfer(session);
    await at.emulator.faults({ ...at.plan.ops.commit, action });
    await expect(commit(session)).rejects.toMatchObject(failing('outcome_unknown'));
    // A post that is still being processed has no outcome yet.
    await at.emulator.advance(10);
    const found = await outcome(session);
    expect(found.state).toBe(action.type === 'drop_after_effect' ? 'published' : 'not_published');
    if (found.state === 'not_published') await commit(session);
    await expectOnePost();
  });

  it('[emulator 11] loses a session that is too old without having published anything', async () => {
    const [ends, undone] = at.plan.lose ?? [{}, {}];
    const behave = (change: object) => at.emulator.control('PUT', `/accounts/${access.externalId}/behaviour`, change);
    const session = await open();
    await behave(ends);
    await at.emulator.advance(at.plan.sessionSeconds);
    await expect(transfer(session).then(() => commit(session))).rejects.toMatchObject(failing('session_lost'));
    await behave(undone);
    access = await at.connect();
    const again = await open();
    await at.emulator.advance(10);
    await transfer(again);
    await commit(again);
    await expectOnePost();
  });

  it('[emulator 27] refuses a privacy that the account does not offer, and options that the platform does not have', async () => {
    const facts = source.facts ?? { bytes: 0, seconds: 0, width: 0, height: 0, frameRate: 0 };
    expect(await at.publisher.preflight(access, post, facts)).toEqual([]);
    const faults = await at.publisher.preflight(access, { ...post, privacy: 'everyone' }, facts);
    expect(faults.map(({ field }) => field)).toContain('privacy');
    const faulty = { ...post, options: { unknown_option: true } };
    expect(at.publisher.faultsOf(faulty).map(({ field }) => field)).toEqual(['options']);
    expect(await requests(at.plan.ops.open)).toEqual([]);
  });

  it.each(['html_502', 'empty_200'])('[emulator 26] survives a damaged answer: %s', async (type) => {
    await at.emulator.faults({ op: at.plan.ops.open, action: { type } });
    await expect(open()).rejects.toMatchObject(failing('transient'));
  });

  it('reports an access token that is too old, and stops when its caller does', async () => {
    const session = await open();
    const caller = new AbortController();
    const stop = () => caller.abort(new Error('stopped'));
    const stopped = at.publisher.transfer(access, session, source, { signal: caller.signal, report: stop });
    await expect(stopped).rejects.toThrow(/stopped|no_answer/);
    await at.emulator.control('POST', `/accounts/${access.externalId}/expire`, { kind: 'access' });
    await expect(open()).rejects.toMatchObject(failing('token_expired'));
  });

  it('publishes with every open question about the platform answered in the other way', async () => {
    await at.emulator.control('PUT', '/knobs', at.plan.flipped);
    const session = await open();
    await at.emulator.faults({ ...at.plan.ops.transfer, action: { type: 'reset', afterRequestBytes: 1_000_000 } });
    await expect(transfer(session)).rejects.toMatchObject(failing('transient'));
    await at.emulator.advance(10);
    await transfer(session);
    await commit(session);
    await expectOnePost();
  });
});
