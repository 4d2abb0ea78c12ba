import { createHash } from 'node:crypto';
import { type ConnectedMeta, startConnectedMeta } from '../../../../test/support/emulators/meta-connection';

const PAGE = '200000000000001';
const VIDEO = Buffer.alloc(3 * 1024 * 1024 + 17, 'video');
const SHA256 = createHash('sha256').update(VIDEO).digest('hex');

describe('publishing on Facebook by the Meta emulator', () => {
  let meta: ConnectedMeta;
  beforeEach(async () => (meta = await startConnectedMeta()));
  afterEach(() => meta.close());

  describe('reels', () => {
    const start = async () =>
      (await meta.graph('POST', `/${PAGE}/video_reels`, { fields: { upload_phase: 'start' } })).body;
    const finish = (videoId: string, more: Record<string, string> = {}) =>
      meta.graph('POST', `/${PAGE}/video_reels`, {
        fields: {
          upload_phase: 'finish',
          video_id: videoId,
          video_state: 'PUBLISHED',
          description: 'A lap',
          ...more,
        },
      });
    const read = async (id: string) =>
      (await meta.graph('GET', `/${id}?fields=status,permalink_url,published,post_id`)).body;

    it('are published by finish, once', async () => {
      const { video_id: id, upload_url: url } = await start();
      expect(await (await meta.rupload(url, VIDEO)).json()).toEqual({ success: true });
      expect(await read(id)).toMatchObject({
        published: false,
        status: {
          video_status: 'processing',
          uploading_phase: { status: 'complete', bytes_transfered: VIDEO.length, source_file_size: VIDEO.length },
          publishing_phase: { status: 'not_started' },
        },
      });
      expect((await finish(id)).body).toEqual({ success: true });
      await meta.advance(3);
      expect(await read(id)).toMatchObject({
        published: true,
        post_id: `${PAGE}_${id}`,
        permalink_url: `https://www.facebook.com/reel/${id}/`,
        status: { video_status: 'ready', publishing_phase: { status: 'complete', publish_status: 'published' } },
      });
      expect((await finish(id)).body).toEqual({ success: true });
      const post = { account: PAGE, postId: id, state: 'live', surface: 'reel', sha256: SHA256, caption: 'A lap' };
      expect(await meta.posts()).toEqual([expect.objectContaining(post)]);
      expect(await meta.violations()).toEqual(['second_commit']);
    });

    it('resume where the connection broke, and refuse other offsets, sizes and schemes', async () => {
      const { video_id: id, upload_url: url } = await start();
      await meta.faults({ op: 'fb.reel.upload', action: { type: 'reset', afterRequestBytes: 1_000 } });
      await expect(meta.rupload(url, VIDEO)).rejects.toThrow('fetch failed');
      expect(await read(id)).toMatchObject({ status: { uploading_phase: { bytes_transfered: 1_000 } } });
      const typeOf = async (answer: Response) =>
        ((await answer.json()) as { debug_info: { type: string } }).debug_info.type;
      expect(await typeOf(await meta.rupload(url, VIDEO))).toBe('OffsetInvalidError');
      expect(await typeOf(await meta.rupload(url, VIDEO, 1_000, { file_size: '5' }))).toBe('PartialRequestError');
      const short = { file_size: String(VIDEO.length) };
      expect(await typeOf(await meta.rupload(url, VIDEO.subarray(0, 2_000), 1_000, short))).toBe('PartialRequestError');
      const bearer = { authorization: `Bearer ${meta.tokens.page}` };
      expect((await meta.rupload(url, VIDEO, 2_000, bearer)).status).toBe(401);
      expect((await meta.rupload(url, VIDEO, 2_000)).status).toBe(200);
      await finish(id);
      await meta.advance(3);
      expect((await meta.posts())[0]?.sha256).toBe(SHA256);
      expect(await meta.violations()).toEqual(['wrong_host']);
    });

    it('are not finished too early, too often or at a wrong time', async () => {
      const { video_id: id, upload_url: url } = await start();
      expect((await finish(id)).body).toMatchObject({ error: { code: 6001 } });
      await meta.rupload(url, VIDEO);
      const { now } = await meta.control<{ now: string }>('GET', '/clock');
      const at = (seconds: number) => String(Math.floor(Date.parse(now) / 1_000) + seconds);
      const soon = { video_state: 'SCHEDULED', scheduled_publish_time: at(300) };
      expect((await finish(id, soon)).body).toMatchObject({ error: { code: 100 } });
      expect((await finish(id, { ...soon, scheduled_publish_time: at(900) })).status).toBe(200);
      await meta.advance(10);
      expect((await meta.posts())[0]?.state).toBe('scheduled');
      await meta.advance(900);
      expect((await meta.posts())[0]?.state).toBe('live');
      expect(await meta.violations()).toEqual(['commit_before_ready']);
      for (let count = 1; count < 30; count++) {
        const next = await start();
        await meta.rupload(next.upload_url, Buffer.from(`reel ${count}`));
        expect((await finish(next.video_id)).status).toBe(200);
      }
      const last = await start();
      await meta.rupload(last.upload_url, VIDEO);
      expect((await finish(last.video_id)).body).toMatchObject({ error: { code: 613 } });
    });

    it('fail in processing because of the file', async () => {
      await meta.control('PUT', `/media/${SHA256}`, { width: 1_920, height: 1_080, duration_ms: 10_000 });
      const { video_id: id, upload_url: url } = await start();
      await meta.rupload(url, VIDEO);
      await finish(id);
      await meta.advance(3);
      expect(await read(id)).toMatchObject({
        published: false,
        status: { video_status: 'error', processing_phase: { status: 'error', error: { code: 1363040 } } },
      });
      expect(await meta.posts()).toEqual([]);
    });

    it('need the role and the right host', async () => {
      const { upload_url: url } = await start();
      const misplaced = `${meta.hosts.graph}${new URL(url).pathname}`;
      expect((await fetch(misplaced, { method: 'POST' })).status).toBe(404);
      await meta.changePages((page) => ({ ...page, tasks: ['ANALYZE'] }));
      const refused = await meta.graph('POST', `/${PAGE}/video_reels`, { fields: { upload_phase: 'start' } });
      expect(refused).toMatchObject({ status: 403, body: { error: { code: 200 } } });
      expect(await meta.violations()).toEqual(['unknown_endpoint']);
    });
  });

  describe('videos of Pages', () => {
    const videos = (fields: Record<string, string>, host = meta.hosts.video) =>
      meta.graph('POST', `/${PAGE}/videos`, { fields, host });
    const transfer = (session: string, offset: string, chunk: Buffer) => {
      const body = new FormData();
      body.set('upload_phase', 'transfer');
      body.set('upload_session_id', session);
      body.set('start_offset', offset);
      body.set('video_file_chunk', new Blob([new Uint8Array(chunk)]), 'chunk');
      const headers = { authorization: `Bearer ${meta.tokens.page}` };
      return fetch(`${meta.hosts.video}/v23.0/${PAGE}/videos`, { method: 'POST', headers, body });
    };
    const upload = async () => {
      const { body } = await videos({ upload_phase: 'start', file_size: String(VIDEO.length) });
      for (let window = body; window.start_offset !== window.end_offset; ) {
        const chunk = VIDEO.subarray(Number(window.start_offset), Number(window.end_offset));
        const sent = await transfer(body.upload_session_id, window.start_offset, chunk);
        window = (await sent.json()) as typeof window;
      }
      return body;
    };

    it('arrive in the windows that the platform wants', async () => {
      const { upload_session_id: session, video_id: id } = await upload();
      const texts = { title: 'T', description: 'A lap' };
      const done = await videos({ upload_phase: 'finish', upload_session_id: session, ...texts });
      expect(done.body).toEqual({ success: true });
      await meta.advance(3);
      const post = { postId: id, state: 'live', surface: 'video', sha256: SHA256, title: 'T', caption: 'A lap' };
      expect(await meta.posts()).toEqual([expect.objectContaining(post)]);
      expect(await meta.violations()).toEqual([]);
    });

    it('are corrected after a wrong offset, and refused without a session', async () => {
      const { body } = await videos({ upload_phase: 'start', file_size: String(VIDEO.length) });
      const wrong = await transfer(body.upload_session_id, '5', VIDEO.subarray(5, 10));
      expect(await wrong.json()).toMatchObject({
        error: {
          code: 6001,
          error_subcode: 1363037,
          is_transient: true,
          error_data: { start_offset: '0', end_offset: body.end_offset },
        },
      });
      const lost = await videos({ upload_phase: 'finish', upload_session_id: '1' });
      expect(lost.body).toMatchObject({ error: { code: 6000, error_subcode: 1363041 } });
      await videos({ upload_phase: 'start', file_size: '5' }, meta.hosts.graph);
      expect(await meta.violations()).toEqual(['offset_gap', 'wrong_host']);
    });

    it('end as a draft if they are vertical, although every call succeeds', async () => {
      await meta.control('PUT', `/media/${SHA256}`, { width: 1_080, height: 1_920 });
      const { upload_session_id: session } = await upload();
      const done = await videos({ upload_phase: 'finish', upload_session_id: session });
      expect(done.body).toEqual({ success: true });
      await meta.advance(3);
      expect((await meta.posts())[0]?.state).toBe('draft');
    });
  });
});
