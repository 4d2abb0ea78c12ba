import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { type PlatformEmulator, startPlatformEmulator } from '../../../../test/support/emulators/platform-emulator';
import { waitUntil } from '../../../../test/support/harness/wait-until';
import { tiktok } from './tiktok';

const APP = { client_key: 'emulator-tiktok-key', client_secret: 'emulator-tiktok-secret' };
const RIA = '7a1c5b0e-0000-4000-8000-00000000000a';
const POST_INFO = {
  privacy_level: 'PUBLIC_TO_EVERYONE',
  title: 'A lap',
  brand_content_toggle: false,
  brand_organic_toggle: false,
};
/** Two chunks: the last one carries the remainder. */
const VIDEO = Buffer.alloc(12_345_678, 'video');
const PLAN = { source: 'FILE_UPLOAD', video_size: VIDEO.length, chunk_size: 6_000_000, total_chunk_count: 2 };

interface Opened {
  data: { publish_id: string; upload_url: string };
  error: { code: string; message: string };
}

describe('publishing on the TikTok emulator', () => {
  let emulator: PlatformEmulator;
  let token: string;

  beforeEach(async () => {
    emulator = await startPlatformEmulator(tiktok());
    await emulator.freeze();
    token = await connect();
    await call('creator_info/query/');
  });
  afterEach(() => emulator.close());

  async function connect(account = RIA): Promise<string> {
    await emulator.control('POST', '/consents', { decision: 'approve', account });
    const query = {
      client_key: APP.client_key,
      scope: 'user.info.basic,video.publish,video.upload,video.list',
      response_type: 'code',
      redirect_uri: 'https://reelway.example/callback',
      state: 'n3lR0b0tq8Yw2c5Zk7Jx4A',
    };
    const dialog = `${emulator.hosts.www}/v2/auth/authorize/?${new URLSearchParams(query).toString()}`;
    const location = (await fetch(dialog, { redirect: 'manual' })).headers.get('location') ?? '';
    const code = new URL(location).searchParams.get('code') ?? '';
    const fields = { ...APP, grant_type: 'authorization_code', code, redirect_uri: query.redirect_uri };
    const body = new URLSearchParams(fields);
    const answer = await fetch(`${emulator.hosts.open}/v2/oauth/token/`, { method: 'POST', body });
    return ((await answer.json()) as { access_token: string }).access_token;
  }
  const send = (path: string, body: object) =>
    fetch(`${emulator.hosts.open}/v2/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=UTF-8' },
      body: JSON.stringify(body),
    });
  const call = async <T = Opened>(path: string, body: object = {}) =>
    (await (await send(`post/publish/${path}`, body)).json()) as T;
  const init = (postInfo: object = POST_INFO, source: object = PLAN) =>
    call('video/init/', { post_info: postInfo, source_info: source });
  const put = (
    url: string,
    first: number,
    last: number,
    total = VIDEO.length,
    bytes = VIDEO.subarray(first, last + 1),
  ) =>
    fetch(url, {
      method: 'PUT',
      headers: { 'content-type': 'video/mp4', 'content-range': `bytes ${first}-${last}/${total}` },
      body: new Uint8Array(bytes),
    });
  const putBoth = async (url: string) => {
    await put(url, 0, 5_999_999);
    return put(url, 6_000_000, VIDEO.length - 1);
  };
  const status = async (publishId: string) => {
    const text = await (await send('post/publish/status/fetch/', { publish_id: publishId })).text();
    return { text, ...(JSON.parse(text) as { data: Record<string, unknown>; error: { code: string } }) };
  };

  it('publishes with the last chunk, and shows a public id after moderation', async () => {
    const { data } = await init();
    expect(data.publish_id).toMatch(/^v_pub_file~v2-1\.\d{19}$/);
    const first = await put(data.upload_url, 0, 5_999_999);
    expect([first.status, first.headers.get('content-range')]).toEqual([206, `bytes 0-6000000/${VIDEO.length}`]);
    expect((await status(data.publish_id)).data).toMatchObject({
      status: 'PROCESSING_UPLOAD',
      uploaded_bytes: 6_000_000,
    });
    expect(await emulator.posts()).toEqual([]);
    expect((await put(data.upload_url, 6_000_000, VIDEO.length - 1)).status).toBe(201);
    await emulator.advance(3);
    expect((await status(data.publish_id)).data).toMatchObject({
      status: 'PUBLISH_COMPLETE',
      publicaly_available_post_id: [],
    });
    await emulator.advance(2);
    const { text } = await status(data.publish_id);
    const id = /"publicaly_available_post_id":\[(\d{19})\]/.exec(text)?.[1] ?? '';
    const videos = await send('video/query/?fields=id,title', { filters: { video_ids: [id] } });
    expect(await videos.json()).toMatchObject({ data: { videos: [{ id, title: 'A lap' }] } });
    expect(await emulator.posts()).toEqual([
      expect.objectContaining({
        account: RIA,
        postId: id,
        state: 'live',
        sha256: createHash('sha256').update(VIDEO).digest('hex'),
        bytes: VIDEO.length,
        caption: 'A lap',
        privacy: 'PUBLIC_TO_EVERYONE',
      }),
    ]);
    expect(await emulator.violations()).toEqual([]);
    expect(await (await fetch(emulator.url)).text()).toContain('A lap');
  });

  it.each([
    ['a wrong order', 6_000_000, VIDEO.length - 1, VIDEO.length, 416, 'non_sequential'],
    ['a chunk that is not planned', 0, 4_999_999, VIDEO.length, 400, 'chunk_rule'],
    ['another total', 0, 5_999_999, VIDEO.length + 1, 400, 'length_mismatch'],
  ])('refuses %s', async (_name, first, last, total, expected, kind) => {
    const { data } = await init();
    expect((await put(data.upload_url, first, last, total)).status).toBe(expected);
    expect(await emulator.violations()).toEqual([kind]);
  });

  it('refuses a body without its length or with another one, and addresses that are unknown or over', async () => {
    const { data } = await init();
    const chunked = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(6_000_000));
        controller.close();
      },
    });
    const headers = { 'content-type': 'video/mp4', 'content-range': `bytes 0-5999999/${VIDEO.length}` };
    const streamed = { method: 'PUT', headers, body: chunked, duplex: 'half' };
    expect((await fetch(data.upload_url, streamed as RequestInit)).status).toBe(400);
    expect((await put(data.upload_url, 0, 5_999_999, VIDEO.length, Buffer.alloc(10))).status).toBe(400);
    expect(await emulator.violations()).toEqual(['chunked_encoding', 'length_mismatch']);
    expect((await put(`${data.upload_url}x`, 0, 5_999_999)).status).toBe(404);
    await emulator.advance(3_600);
    expect((await put(data.upload_url, 0, 5_999_999)).status).toBe(403);
    await emulator.control('PUT', '/knobs', { expired_upload: 'waits' });
    expect((await status(data.publish_id)).data).toMatchObject({ status: 'PROCESSING_UPLOAD' });
    await emulator.control('PUT', '/knobs', { expired_upload: 'fails' });
    expect((await status(data.publish_id)).data).toMatchObject({ status: 'FAILED', fail_reason: 'internal' });
    const state = await emulator.control<{ tokens: string[]; app: object }>('GET', '/state');
    expect(state.tokens).toEqual([`…${token.slice(-6)}`]);
    expect(JSON.stringify(state)).not.toContain(APP.client_secret);
  });

  it('answers a repeated chunk with 416 and its progress, or by the knob with 206', async () => {
    const { data } = await init();
    await put(data.upload_url, 0, 5_999_999);
    const again = await put(data.upload_url, 0, 5_999_999);
    expect([again.status, again.headers.get('content-range')]).toEqual([416, `bytes 0-6000000/${VIDEO.length}`]);
    await emulator.control('PUT', '/knobs', { re_put: 206, range_header: 'lastByte' });
    const flipped = await put(data.upload_url, 0, 5_999_999);
    expect([flipped.status, flipped.headers.get('content-range')]).toEqual([206, `bytes 0-5999999/${VIDEO.length}`]);
    expect(await emulator.violations()).toEqual([]);
  });

  it('stores nothing of a chunk that breaks off', async () => {
    const { data } = await init();
    await emulator.faults({ op: 'tt.put', action: { type: 'reset', afterRequestBytes: 1_000_000 } });
    await expect(put(data.upload_url, 0, 5_999_999)).rejects.toThrow('fetch failed');
    expect((await status(data.publish_id)).data.uploaded_bytes).toBe(0);
    await putBoth(data.upload_url);
    await emulator.advance(3);
    expect((await emulator.posts())[0]?.sha256).toBe(createHash('sha256').update(VIDEO).digest('hex'));
  });

  it('publishes although the answer is lost, and notices a repetition without a question in between', async () => {
    const { data } = await init();
    const when = { isFinal: true };
    await emulator.faults({ op: 'tt.put', when, action: { type: 'drop_after_effect' } });
    await expect(putBoth(data.upload_url)).rejects.toThrow('fetch failed');
    await put(data.upload_url, 6_000_000, VIDEO.length - 1);
    expect(await emulator.violations()).toEqual(['publish_without_probe']);
    await status(data.publish_id);
    await put(data.upload_url, 6_000_000, VIDEO.length - 1);
    await emulator.advance(3);
    expect(await emulator.violations()).toEqual(['publish_without_probe']);
    expect(await emulator.posts()).toHaveLength(1);
  });

  it('refuses what the creator or our audit does not allow', async () => {
    expect((await init({ ...POST_INFO, privacy_level: 'FOLLOWER_OF_CREATOR' })).error.code).toBe(
      'privacy_level_option_mismatch',
    );
    expect((await init({ ...POST_INFO, title: 'x'.repeat(2_201) })).error.code).toBe('invalid_param');
    const branded = { ...POST_INFO, privacy_level: 'SELF_ONLY', brand_content_toggle: true };
    expect((await init(branded)).error.code).toBe('invalid_param');
    await emulator.control('PUT', '/app', { audited: false });
    expect((await init()).error.code).toBe('unaudited_client_can_only_post_to_private_accounts');
    await emulator.control('PUT', `/users/${RIA}`, { is_private: true });
    expect((await init({ ...POST_INFO, privacy_level: 'SELF_ONLY' })).error.code).toBe('ok');
    expect(await emulator.violations()).toEqual(['privacy_not_from_creator_info']);
  });

  it('notices a post without the answers about advertising, and one whose options nobody asked for', async () => {
    const { privacy_level, title } = POST_INFO;
    expect((await init({ privacy_level, title })).error.code).toBe('ok');
    token = await connect('7a1c5b0e-0000-4000-8000-00000000000b');
    expect((await init({ ...POST_INFO, privacy_level: 'SELF_ONLY' })).error.code).toBe('ok');
    expect(await emulator.violations()).toEqual(['missing_consent_flags', 'privacy_not_from_creator_info']);
  });

  it('caps posts per day, drafts, and calls per minute', async () => {
    await emulator.control('PUT', `/users/${RIA}`, { other_posts: 15, pending_shares: 4 });
    expect((await init()).error.code).toBe('spam_risk_too_many_posts');
    const inbox = () => call('inbox/video/init/', { source_info: PLAN });
    const opened = await inbox();
    expect(opened.data.publish_id).toMatch(/^v_inbox_file~/);
    expect((await inbox()).error.code).toBe('spam_risk_too_many_pending_share');
    await putBoth(opened.data.upload_url);
    await emulator.advance(3);
    expect((await status(opened.data.publish_id)).data.status).toBe('SEND_TO_USER_INBOX');
    expect((await emulator.posts())[0]).toMatchObject({ state: 'draft', surface: 'inbox' });
    for (let count = 0; count < 6; count++) await init();
    expect((await init()).error.code).toBe('rate_limit_exceeded');
    expect(await emulator.violations()).toContain('rate_exceeded');
  });

  it('fails after processing as planned, or because of the file', async () => {
    await emulator.control('PUT', `/accounts/${RIA}/behaviour`, { outcome: 'spam_risk' });
    const first = (await init()).data;
    await putBoth(first.upload_url);
    await emulator.advance(3);
    expect((await status(first.publish_id)).data).toMatchObject({ status: 'FAILED', fail_reason: 'spam_risk' });
    const sha256 = createHash('sha256').update(VIDEO).digest('hex');
    await emulator.control('PUT', `/media/${sha256}`, { duration_ms: 301_000 });
    const second = (await init()).data;
    await putBoth(second.upload_url);
    await emulator.advance(3);
    expect((await status(second.publish_id)).data).toMatchObject({ fail_reason: 'duration_check_failed' });
    expect(await emulator.posts()).toEqual([]);
  });

  it('shows a publication to its own user only', async () => {
    const { data } = await init();
    token = await connect('7a1c5b0e-0000-4000-8000-00000000000b');
    expect((await status(data.publish_id)).error.code).toBe('token_not_authorized_for_specified_publish_id');
    expect((await status('v_pub_file~v2-1.1')).error.code).toBe('invalid_publish_id');
  });

  it('pulls from verified addresses only, and signs its webhooks', async () => {
    const received: { body: string; signature: string }[] = [];
    const server = createServer((request, response) => {
      if (request.method === 'GET') return void response.end('pulled');
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        received.push({ body, signature: String(request.headers['tiktok-signature']) });
        response.end();
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
    const source = { source: 'PULL_FROM_URL', video_url: `${address}video.mp4` };
    expect((await init(POST_INFO, source)).error.code).toBe('url_ownership_unverified');
    await emulator.control('PUT', '/app', { verified_prefixes: [address], webhook_url: address });
    const { data } = await init(POST_INFO, source);
    expect(data.publish_id).toMatch(/^v_pub_url~v2\./);
    await waitUntil(async () => {
      // The emulator's time passes only here.
      await emulator.advance(3);
      return (await status(data.publish_id)).data.status === 'PUBLISH_COMPLETE';
    });
    expect((await emulator.posts())[0]).toMatchObject({ bytes: 6 });
    expect(await emulator.violations()).toEqual(['one_shot_publish']);
    await waitUntil(() => received.length > 0);
    const [, at = '', signature] = /^t=(\d+),s=(\w+)$/.exec(received[0]?.signature ?? '') ?? [];
    const expected = createHmac('sha256', APP.client_secret).update(`${at}.${received[0]?.body}`).digest('hex');
    expect(signature).toBe(expected);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
});
