import { createHash } from 'node:crypto';
import { type ConnectedMeta, startConnectedMeta } from '../../../../test/support/emulators/meta-connection';

const PAGE = '200000000000001';
const INSTAGRAM = '17841400000000001';
const VIDEO = Buffer.alloc(1024 * 1024 + 17, 'video');
const SHA256 = createHash('sha256').update(VIDEO).digest('hex');
const VIDEO_URL = 'https://media.example.com/a.mp4';

describe('publishing on Instagram by the Meta emulator', () => {
  let meta: ConnectedMeta;
  beforeEach(async () => (meta = await startConnectedMeta()));
  afterEach(() => meta.close());

  const create = (more: Record<string, string> = {}) =>
    meta.graph('POST', `/${INSTAGRAM}/media`, {
      fields: { media_type: 'REELS', caption: 'A lap', upload_type: 'resumable', ...more },
    });
  const publish = (id: string) => meta.graph('POST', `/${INSTAGRAM}/media_publish`, { fields: { creation_id: id } });
  const read = async (id: string, fields = 'status_code,status,video_status', token?: string) =>
    (await meta.graph('GET', `/${id}?fields=${fields}`, { token })).body;
  const ready = async (more?: Record<string, string>) => {
    const { id, uri } = (await create(more)).body;
    await meta.rupload(uri, VIDEO);
    await meta.advance(5);
    return id;
  };

  it('happens once the container is processed', async () => {
    const { id, uri } = (await create()).body;
    expect(await (await meta.rupload(uri, VIDEO)).json()).toMatchObject({
      success: true,
      message: 'Upload successful.',
    });
    expect(await read(id)).toMatchObject({
      status_code: 'IN_PROGRESS',
      video_status: { uploading_phase: { bytes_transferred: VIDEO.length } },
    });
    expect((await publish(id)).body).toMatchObject({ error: { code: 9007, error_subcode: 2207027 } });
    await meta.advance(5);
    expect(await read(id)).toMatchObject({ status_code: 'FINISHED' });
    const { id: mediaId } = (await publish(id)).body;
    expect(await read(mediaId, 'permalink,media_product_type')).toEqual({ id: mediaId, media_product_type: 'REELS' });
    await meta.advance(5);
    expect((await read(mediaId, 'permalink')).permalink).toMatch(/^https:\/\/www\.instagram\.com\/reel\//);
    expect(await read(id)).toMatchObject({ status_code: 'PUBLISHED' });
    const post = { account: INSTAGRAM, postId: mediaId, state: 'live', sha256: SHA256, caption: 'A lap' };
    expect(await meta.posts()).toEqual([expect.objectContaining(post)]);
    expect(await meta.violations()).toEqual(['commit_before_ready']);
  });

  it.each([
    ['error', { error: { code: 24, error_subcode: 2207008 } }, ['second_commit'], 1],
    ['duplicate', { id: expect.any(String) }, ['second_commit', 'duplicate_post'], 2],
  ])('answers a second publication with %s', async (answer, body, violations, posts) => {
    await meta.control('PUT', '/knobs', { second_publish: answer });
    const id = await ready();
    await publish(id);
    expect((await publish(id)).body).toMatchObject(body);
    expect(await meta.posts()).toHaveLength(posts);
    expect(await meta.violations()).toEqual(violations);
  });

  it('happens although the answer is lost; the list of media shows posts of other apps, too', async () => {
    const id = await ready();
    await meta.faults({ op: 'ig.publish', action: { type: 'drop_after_effect' } });
    await expect(publish(id)).rejects.toThrow('fetch failed');
    await meta.advance(5);
    expect(await read(id)).toMatchObject({ status_code: 'PUBLISHED' });
    await meta.advance(5);
    await meta.control('POST', `/accounts/${INSTAGRAM}/foreign-posts`, { caption: 'Not ours' });
    const { data } = (await meta.graph('GET', `/${INSTAGRAM}/media?limit=2`)).body;
    expect(data.map(({ caption }) => caption)).toEqual(['Not ours', 'A lap']);
    expect(await meta.violations()).toEqual([]);
  });

  it.each([
    ['the old media type', { media_type: 'VIDEO' }, { code: 100 }],
    ['a long caption', { caption: 'x'.repeat(2_201) }, { code: 36004, error_subcode: 2207010 }],
    ['many hashtags', { caption: '#a '.repeat(31) }, { code: 36004, error_subcode: 2207010 }],
    ['many mentions', { caption: '@a '.repeat(21) }, { code: 100, error_subcode: 2207040 }],
    ['two sources', { video_url: VIDEO_URL }, { code: 100 }],
  ])('refuses %s', async (_name, fields, error) => {
    expect((await create(fields as Record<string, string>)).body.error).toMatchObject(error);
  });

  it.each([
    { has_edit_list: true },
    { is_index_first: false },
    { video_codec: 'vp09' },
    { audio_codec: 'Opus' },
    { container: 'webm' },
    { fps: 61 },
  ])('refuses a file with %j', async (facts) => {
    await meta.control('PUT', `/media/${SHA256}`, { has_edit_list: false, is_index_first: true, ...facts });
    expect(await read(await ready())).toMatchObject({
      status_code: 'ERROR',
      status: expect.stringContaining('2207026'),
    });
  });

  it('says by code why a container failed, expired, or cannot be fetched', async () => {
    await meta.control('PUT', `/media/${SHA256}`, { duration_ms: 901_000 });
    expect(await read(await ready())).toMatchObject({
      status_code: 'ERROR',
      status: 'Error: Media upload has failed with error code 2207026',
    });
    const { id } = (await create()).body;
    await meta.advance(86_400);
    expect(await read(id)).toMatchObject({ status_code: 'EXPIRED' });
    expect((await publish(id)).body).toMatchObject({ error: { error_subcode: 2207020 } });
    await meta.control('PUT', `/accounts/${INSTAGRAM}/behaviour`, { fetch_outage: true });
    const fields = { media_type: 'REELS', video_url: VIDEO_URL };
    const outage = await meta.graph('POST', `/${INSTAGRAM}/media`, { fields });
    expect(outage.body).toMatchObject({ error: { code: 9004, error_subcode: 2207052 } });
  });

  it('counts posts per day, and notices polls that are too fast', async () => {
    await meta.changePages((page) => ({ ...page, ig: page.ig && { ...page.ig, quota_total: 1 } }));
    await publish(await ready());
    expect((await meta.graph('GET', `/${INSTAGRAM}/content_publishing_limit?fields=quota_usage,config`)).body).toEqual({
      data: [{ quota_usage: 1, config: { quota_total: 1, quota_duration: 86_400 } }],
    });
    const second = await ready({ caption: 'Another' });
    expect((await publish(second)).body).toMatchObject({ error: { code: 9, error_subcode: 2207042 } });
    await read(second);
    await read(second);
    expect(await meta.violations()).toEqual(['poll_too_fast']);
  });

  it('shows the figures of a media until it is taken down, and takes comments', async () => {
    const { id } = (await publish(await ready())).body;
    await meta.control('PUT', `/posts/${id}/figures`, { views: 12, shares: 3 });
    const insights = async (metric: string) => (await meta.graph('GET', `/${id}/insights?metric=${metric}`)).body;
    expect(await insights('views,shares')).toMatchObject({
      data: [
        { name: 'views', values: [{ value: 12 }] },
        { name: 'shares', values: [{ value: 3 }] },
      ],
    });
    expect(await insights('impressions')).toMatchObject({ error: { code: 100 } });
    await meta.graph('POST', `/${id}/comments`, { fields: { message: 'First' } });
    expect((await meta.posts())[0]?.options.comments).toEqual(['First']);
    await meta.control('POST', `/posts/${id}/remove`);
    expect(await read(id, 'permalink')).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });

  it('ends the access to data 90 days after the user was active, but not to the Page', async () => {
    const id = await ready();
    await meta.control('POST', `/accounts/${INSTAGRAM}/expire`, { kind: 'data_access' });
    expect((await publish(id)).body).toMatchObject({ error: { code: 10 } });
    const reel = await meta.graph('POST', `/${PAGE}/video_reels`, { fields: { upload_phase: 'start' } });
    expect(reel.status).toBe(200);
    await meta.control('PUT', '/knobs', { ig_data_access: 'ignore', read_10033: 'page' });
    expect(await read(id)).toMatchObject({ error: { code: 100, error_subcode: 33 } });
    expect(await read(id, 'status_code', meta.tokens.user)).toMatchObject({ status_code: 'FINISHED' });
  });
});
