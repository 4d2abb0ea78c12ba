import { createHash } from 'node:crypto';
import {
  CHANNEL,
  type ConnectedYouTube,
  VIDEO_RESOURCE as RESOURCE,
  startConnectedYouTube,
} from '../../../../test/support/emulators/youtube-connection';
import { waitUntil } from '../../../../test/support/harness/wait-until';

const BLOCK = 262_144;
const VIDEO = Buffer.alloc(2 * BLOCK + 1_000, 'video');
const SHA256 = createHash('sha256').update(VIDEO).digest('hex');

describe('uploads on the YouTube emulator', () => {
  let emulator: ConnectedYouTube;
  beforeEach(async () => (emulator = await startConnectedYouTube()));
  afterEach(() => emulator.close());

  const insert = (resource?: object) => emulator.insert(VIDEO.length, resource);
  const session = (resource?: object) => emulator.openSession(VIDEO.length, resource);
  const reasonOf = async (answer: Response) =>
    ((await answer.json()) as { error: { errors: { reason: string }[] } }).error.errors[0]?.reason;
  const put = (url: string, first: number, end: number, total?: number) => emulator.put(url, VIDEO, first, end, total);
  const ask = (url: string) => emulator.ask(url, VIDEO.length);
  const uploaded = async (resource?: object) => {
    const answer = await put(await session(resource), 0, VIDEO.length);
    return ((await answer.json()) as { id: string }).id;
  };
  const api = (method: string, path: string, body?: object) =>
    fetch(`${emulator.hosts.api}${path}`, {
      method,
      headers: emulator.authorized(body && { 'content-type': 'application/json' }),
      ...(body && { body: JSON.stringify(body) }),
    });
  const read = async (id: string, parts = 'status,processingDetails,fileDetails') => {
    const answer = await api('GET', `/youtube/v3/videos?part=${parts}&id=${id}`);
    return ((await answer.json()) as { items: Record<string, Record<string, unknown>>[] }).items[0];
  };

  it('uploads in blocks and creates the video with the last byte', async () => {
    const url = await session();
    expect(url).toContain(`${emulator.hosts.session}/upload/youtube/v3/videos`);
    const empty = await ask(url);
    expect([empty.status, empty.statusText, empty.headers.get('range')]).toEqual([308, 'Resume Incomplete', null]);
    const first = await put(url, 0, BLOCK);
    expect([first.status, first.headers.get('range'), first.headers.get('location')]).toEqual([
      308,
      `bytes=0-${BLOCK - 1}`,
      null,
    ]);
    const last = await put(url, BLOCK, VIDEO.length);
    expect(last.status).toBe(201);
    const { id } = (await last.json()) as { id: string };
    expect(await (await ask(url)).json()).toMatchObject({ id, status: { uploadStatus: 'uploaded' } });
    expect(await read(id)).toMatchObject({
      processingDetails: { processingStatus: 'processing' },
      fileDetails: { fileName: 'reelway-1.mp4' },
    });
    await emulator.advance(4);
    expect(await read(id)).toMatchObject({ status: { uploadStatus: 'processed', privacyStatus: 'public' } });
    expect(await emulator.posts()).toEqual([
      expect.objectContaining({
        account: CHANNEL,
        postId: id,
        state: 'live',
        sha256: SHA256,
        title: 'A lap',
        caption: 'Around the lake',
        privacy: 'public',
      }),
    ]);
    expect(await emulator.violations()).toEqual([]);
  });

  it('keeps whole blocks of a broken connection, and says less than was sent', async () => {
    const url = await session();
    await emulator.faults({ op: 'yt.put', action: { type: 'reset', afterRequestBytes: BLOCK + 5 } });
    await expect(put(url, 0, VIDEO.length)).rejects.toThrow('fetch failed');
    expect((await ask(url)).headers.get('range')).toBe(`bytes=0-${BLOCK - 1}`);
    await emulator.faults({ op: 'yt.put', action: { type: 'store_less', bytes: 10 } });
    expect((await put(url, BLOCK, VIDEO.length)).headers.get('range')).toBe(`bytes=0-${BLOCK - 1}`);
    expect((await put(url, 0, VIDEO.length)).status).toBe(201);
    expect((await emulator.posts())[0]?.sha256).toBe(SHA256);
  });

  it('stores whole blocks only of a chunk that breaks the rule, and refuses gaps and other lengths', async () => {
    const url = await session();
    expect((await put(url, 0, BLOCK + 1)).headers.get('range')).toBe(`bytes=0-${BLOCK - 1}`);
    expect((await put(url, 2 * BLOCK, VIDEO.length)).status).toBe(400);
    expect((await put(url, BLOCK, 2 * BLOCK, VIDEO.length + 1)).status).toBe(400);
    await emulator.control('PUT', '/knobs', { gap_status: 308, location_with_308: true });
    const gap = await put(url, 2 * BLOCK, VIDEO.length);
    expect([gap.status, gap.headers.get('location')]).toEqual([308, `${emulator.hosts.session}/elsewhere`]);
    expect(await emulator.violations()).toEqual(['chunk_rule', 'offset_gap', 'offset_gap']);
  });

  it('gives up the older of two uploads to one session', async () => {
    const url = await session();
    await emulator.faults({ op: 'yt.put', action: { type: 'slow_read', bytesPerSec: 1 } });
    const older = put(url, 0, VIDEO.length).catch((error: Error) => error.message);
    await waitUntil(async () => (await seenPuts()) > 0);
    const newer = await put(url, 0, VIDEO.length);
    expect(await older).toBe('fetch failed');
    expect([newer.status, await emulator.violations()]).toEqual([201, ['parallel_session_put']]);
    expect((await emulator.posts())[0]?.sha256).toBe(SHA256);
  });
  const seenPuts = async () =>
    (await emulator.control<{ requests: unknown[] }>('GET', '/requests?op=yt.put')).requests.length;

  it('creates the video although the answer is lost, and returns it when asked', async () => {
    const url = await session();
    await emulator.faults({ op: 'yt.put', action: { type: 'drop_after_effect' } });
    await expect(put(url, 0, VIDEO.length)).rejects.toThrow('fetch failed');
    expect((await ask(url)).status).toBe(201);
    await emulator.faults({ op: 'yt.put', times: 2, action: { type: 'reset_before_effect' } });
    const second = await session({ ...RESOURCE, snippet: { title: 'Another' } });
    await expect(put(second, 0, VIDEO.length)).rejects.toThrow('fetch failed');
    await expect(put(second, 0, VIDEO.length)).rejects.toThrow('fetch failed');
    expect(await emulator.posts()).toHaveLength(1);
    expect(await emulator.violations()).toEqual(['publish_without_probe']);
  });

  it('notices an upload that does not announce its length', async () => {
    const path = '/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status';
    const opened = await api('POST', path, RESOURCE);
    expect(opened.status).toBe(200);
    expect((await put(opened.headers.get('location') ?? '', 0, VIDEO.length)).status).toBe(201);
    expect(await emulator.violations()).toEqual(['no_content_length']);
  });

  it('forgets a session after its lifetime', async () => {
    const url = await session();
    await emulator.advance(24 * 3_600);
    expect((await ask(url)).status).toBe(404);
    expect((await ask(`${url}x`)).status).toBe(404);
    await emulator.control('PUT', '/knobs', { gone_status: 410 });
    expect((await ask(url)).status).toBe(410);
  });

  it.each([
    ['invalidTitle', { snippet: { title: '' } }],
    ['invalidTitle', { snippet: { title: 'a < b' } }],
    ['invalidDescription', { snippet: { title: 'x', description: 'ü'.repeat(2_501) } }],
    ['invalidTags', { snippet: { title: 'x', tags: ['a b'.repeat(100), 'c d'.repeat(66)] } }],
    ['invalidCategoryId', { snippet: { title: 'x', categoryId: '99' } }],
    [
      'invalidPublishAt',
      { snippet: { title: 'x' }, status: { privacyStatus: 'public', publishAt: '2030-01-01T00:00:00Z' } },
    ],
    ['invalidVideoMetadata', { snippet: { title: 'x' }, status: { privacyStatus: 'friends' } }],
    ['unexpectedPart', { snippet: { title: 'x' }, recordingDetails: {} }],
  ])('refuses %s', async (reason, resource) => {
    const answer = await insert(resource);
    expect([answer.status, await reasonOf(answer)]).toEqual([400, reason]);
  });

  it('counts uploads per day in California and per channel', async () => {
    await emulator.control('PUT', '/app', { insert_quota: 2 });
    await insert({ snippet: { title: '' } });
    expect((await insert()).status).toBe(200);
    expect(await reasonOf(await insert())).toBe('quotaExceeded');
    // The longest day, that of the change to winter time, has 25 hours.
    await emulator.advance(25 * 3_600);
    await emulator.connect();
    expect((await insert()).status).toBe(200);
    await emulator.changeChannel({ other_uploads: 15 });
    expect(await reasonOf(await insert())).toBe('uploadLimitExceeded');
    expect(await emulator.violations()).toEqual([]);
  });

  it('locks the videos of an app without audit, and rejects what is planned', async () => {
    await emulator.control('PUT', '/app', { audited: false });
    const locked = await uploaded();
    await emulator.advance(4);
    expect(await read(locked)).toMatchObject({ status: { uploadStatus: 'processed', privacyStatus: 'private' } });
    await emulator.control('PUT', '/app', { audited: true });
    await emulator.control('PUT', `/accounts/${CHANNEL}/behaviour`, { outcome: 'rejected:copyright' });
    const rejected = await uploaded({ ...RESOURCE, snippet: { title: 'B' } });
    await emulator.control('PUT', `/accounts/${CHANNEL}/behaviour`, { outcome: 'failed:codec' });
    const failed = await uploaded({ ...RESOURCE, snippet: { title: 'C' } });
    await emulator.advance(4);
    expect(await read(failed)).toMatchObject({ status: { uploadStatus: 'failed', failureReason: 'codec' } });
    expect(await read(rejected)).toMatchObject({
      status: { uploadStatus: 'rejected', rejectionReason: 'copyright' },
    });
    expect((await emulator.posts()).map(({ state }) => state)).toEqual(['private', 'removed', 'removed']);
  });

  it('publishes a scheduled video at its time, changes and deletes videos', async () => {
    const now = (await emulator.control<{ now: string }>('GET', '/clock')).now;
    const publishAt = new Date(Date.parse(now) + 600_000).toISOString();
    const scheduled = { snippet: { title: 'Later' }, status: { privacyStatus: 'private', publishAt } };
    const [first, second] = [await uploaded(scheduled), await uploaded({ ...scheduled, snippet: { title: 'No' } })];
    expect((await emulator.posts())[0]).toMatchObject({ state: 'scheduled', publishAt });
    const moved = { id: second, status: { privacyStatus: 'private' } };
    expect((await api('PUT', '/youtube/v3/videos?part=status', moved)).status).toBe(200);
    await emulator.advance(600);
    expect((await emulator.posts()).map(({ state }) => state)).toEqual(['live', 'private']);
    expect((await api('DELETE', `/youtube/v3/videos?id=${first}`)).status).toBe(204);
    expect((await api('DELETE', `/youtube/v3/videos?id=${first}`)).status).toBe(404);
    expect((await emulator.posts())[0]?.state).toBe('removed');
  });

  it('shows the figures of a video until it is taken down, and takes comments', async () => {
    const id = await uploaded();
    await emulator.control('PUT', `/posts/${id}/figures`, { views: 12, likes: 3 });
    expect(await read(id, 'statistics')).toMatchObject({ statistics: { viewCount: '12', likeCount: '3' } });
    const snippet = { videoId: id, topLevelComment: { snippet: { textOriginal: 'First' } } };
    expect((await api('POST', '/youtube/v3/commentThreads?part=snippet', { snippet })).status).toBe(200);
    expect((await emulator.posts())[0]?.options.comments).toEqual(['First']);
    await emulator.control('POST', `/posts/${id}/remove`);
    expect(await read(id)).toBeUndefined();
  });

  it('sets thumbnails, captions and playlists', async () => {
    const id = await uploaded();
    const thumbnail = (type: string, bytes: number) =>
      fetch(`${emulator.hosts.api}/upload/youtube/v3/thumbnails/set?videoId=${id}`, {
        method: 'POST',
        headers: emulator.authorized({ 'content-type': type }),
        body: new Uint8Array(bytes),
      });
    expect((await thumbnail('image/png', 2 * 1024 * 1024 + 1)).status).toBe(400);
    expect((await thumbnail('image/gif', 10)).status).toBe(400);
    expect((await thumbnail('image/png', 10)).status).toBe(200);
    const list = await api('POST', '/youtube/v3/playlists?part=snippet', { snippet: { title: 'Rides' } });
    const { id: playlistId } = (await list.json()) as { id: string };
    const item = { snippet: { playlistId, resourceId: { kind: 'youtube#video', videoId: id } } };
    expect((await api('POST', '/youtube/v3/playlistItems?part=snippet', item)).status).toBe(200);
    const described = JSON.stringify({ snippet: { videoId: id, language: 'en', name: 'English' } });
    const track = '--b\r\nContent-Type: application/json\r\n\r\n';
    const captions = await fetch(`${emulator.hosts.api}/upload/youtube/v3/captions?part=snippet`, {
      method: 'POST',
      headers: emulator.authorized({ 'content-type': 'multipart/related; boundary=b' }),
      body: `${track}${described}\r\n--b\r\nContent-Type: text/vtt\r\n\r\nWEBVTT\r\n--b--\r\n`,
    });
    expect(captions.status).toBe(200);
    expect((await emulator.posts())[0]).toMatchObject({
      thumbnail: { type: 'image/png', bytes: 10 },
      options: { playlists: [playlistId], captions: [{ language: 'en', track: 'WEBVTT' }] },
    });
    const uploads = `/youtube/v3/playlistItems?part=contentDetails&playlistId=UUemulator00000000000001`;
    expect(await (await api('GET', uploads)).json()).toMatchObject({ items: [] });
    await emulator.advance(3);
    expect(await (await api('GET', uploads)).json()).toMatchObject({ items: [{ contentDetails: { videoId: id } }] });
  });
});
