import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EventSource } from 'eventsource';
import createClient from 'openapi-fetch';
import { tiktok } from '../../../apps/emulators/src/tiktok/tiktok';
import type { components, paths } from '../../../openapi-types';
import { MailOutbox } from '../../support/emulators/mail-outbox';
import { type PlatformEmulator, startPlatformEmulator } from '../../support/emulators/platform-emulator';
import { editApi } from '../../support/emulators/shotstack-sdk';
import { DashboardVisitor } from '../../support/harness/dashboard-visitor';
import { type InstanceDetails, TestInstance } from '../../support/harness/instance-harness';
import { PublishingVisitor } from '../../support/harness/publishing-visitor';
import { itInBrowser, runInBrowser, withPage } from '../../support/harness/real-browser';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { waitUntil } from '../../support/harness/wait-until';
import { driveTrack, makeVideo, writeLargeVideo } from '../../support/media/upload-videos';

jest.setTimeout(480_000);

const RENDER_MS = 200_000;
/** The requests of a client that polls each second for an hour. */
const POLLS = 3_600;
const AT_A_TIME = 16;

const edit: components['schemas']['Edit'] = {
  timeline: {
    background: '#0000ff',
    tracks: [{ clips: [{ asset: { type: 'title', text: 'Hello' }, start: 0, length: 1 }] }],
  },
  output: { format: 'mp4', size: { width: 64, height: 36 }, fps: 25 },
};

/** A default instance, as `npm start` makes it, and clients that do not depend on our code. */
describeWithFfmpeg('stock clients', () => {
  let platform: PlatformEmulator;
  let instance: TestInstance;
  let here: InstanceDetails;
  beforeAll(async () => {
    platform = await startPlatformEmulator(tiktok());
    instance = new TestInstance(platform.env);
    here = await instance.start();
  });
  afterAll(async () => {
    await instance?.dispose();
    await platform?.close();
  });

  const curl = async (method: string, path: string, body?: object) => {
    const data = body ? ['-H', 'content-type: application/json', '-d', JSON.stringify(body)] : [];
    const options = [
      '-sS',
      '--fail-with-body',
      '-X',
      method,
      '-H',
      `x-api-key: ${here.api_key}`,
      ...data,
      here.url + path,
    ];
    return JSON.parse((await promisify(execFile)('curl', options)).stdout) as {
      response: { id: string; status: string; url: string };
    };
  };
  const client = (key = here.api_key) =>
    createClient<paths>({ baseUrl: here.url, headers: { Authorization: `Bearer ${key}` } });
  const start = async () => (await client().POST('/api/v1/render', { body: edit })).data?.job_id ?? '';

  it('of Shotstack: the official SDK renders and reads the result', async () => {
    const sdk = editApi(`${here.url}/edit/v1`, here.api_key);
    const { id } = (await sdk.postRender(edit)).response;
    const done = await waitUntil(
      async () => {
        const { response } = await sdk.getRender(id, { data: false });
        return ['done', 'failed'].includes(response.status) ? response : undefined;
      },
      { timeoutMs: RENDER_MS },
    );
    expect(done).toMatchObject({ status: 'done', duration: 1 });
    expect((await fetch(done.url ?? '')).status).toBe(200);
  });

  it('curl renders and reads the result', async () => {
    const { id } = (await curl('POST', '/edit/stage/render', edit)).response;
    const { url } = await waitUntil(
      async () => {
        const { response } = await curl('GET', `/edit/stage/render/${id}?data=false`);
        return response.status === 'done' ? response : undefined;
      },
      { timeoutMs: RENDER_MS },
    );
    expect((await fetch(url)).headers.get('content-type')).toBe('video/mp4');
  });

  it('openapi-fetch polls for an hour at one request a second, on every door, without a 429', async () => {
    const job_id = await start();
    const api = client();
    const reads = [
      () => api.GET('/api/v1/job/{job_id}', { params: { path: { job_id } } }),
      () => api.GET('/edit/v1/render/{id}', { params: { path: { id: job_id }, query: { data: false } } }),
      () => api.GET('/ingest/v1/sources'),
      () => api.GET('/serve/v1/assets/render/{id}', { params: { path: { id: job_id } } }),
    ];
    const statuses = new Map<number, number>();
    let sent = 0;
    const poll = async () => {
      while (sent < POLLS) {
        const { response } = await (reads[sent++ % reads.length] as (typeof reads)[number])();
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, poll));
    expect(Object.fromEntries(statuses)).toEqual({ 200: POLLS });
    await waitUntil(
      async () =>
        (await reads[0]?.())?.data &&
        (await api.GET('/api/v1/job/{job_id}', { params: { path: { job_id } } })).data?.status === 'completed',
      { timeoutMs: RENDER_MS },
    );
  });

  it('eventsource follows a render to its end and is told not to connect again', async () => {
    const id = await start();
    const source = new EventSource(`${here.url}/api/v1/job/${id}/events`, {
      fetch: (url, init) =>
        fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${here.api_key}` } }),
    });
    const heard: string[] = [];
    for (const status of ['queued', 'fetching', 'rendering', 'saving', 'transferring', 'completed', 'failed'])
      source.addEventListener(status, () => heard.push(status));
    try {
      await waitUntil(() => source.readyState === source.CLOSED, { timeoutMs: RENDER_MS });
      expect(heard.at(-1)).toBe('completed');
      expect(heard.filter((status) => status === 'completed')).toHaveLength(1);
    } finally {
      source.close();
    }
  });

  itInBrowser('a page on another origin renders, follows the events and plays the video', async () => {
    const result = await runInBrowser(
      `const api = ${JSON.stringify(here.url)};
       const headers = { authorization: 'Bearer ${here.api_key}', 'content-type': 'application/json' };
       const call = async (method, path, body) => {
         const answer = await fetch(api + path, { method, headers, body: body && JSON.stringify(body) });
         if (!answer.ok) throw new Error(answer.status + ' ' + (await answer.text()));
         return answer.json();
       };
       const { job_id } = await call('POST', '/api/v1/render', ${JSON.stringify(edit)});
       const { url } = await call('POST', '/api/v1/job/' + job_id + '/events/ticket');
       const events = new EventSource(url);
       const ended = await new Promise((resolve) => {
         for (const status of ['completed', 'failed']) events.addEventListener(status, () => resolve(status));
       });
       events.close();
       const { video_url } = await call('GET', '/api/v1/videos/' + job_id);
       const video = document.createElement('video');
       video.muted = true;
       video.src = video_url;
       const size = await new Promise((resolve, reject) => {
         video.onloadedmetadata = () => resolve([video.videoWidth, video.videoHeight]);
         video.onerror = () => reject(new Error(video.error.message));
       });
       const refused = await fetch(api + '/api/v1/job/nothing', { headers });
       report({ ended, size, refused: (await refused.json()).code });`,
      RENDER_MS,
    );
    expect(result).toEqual({ ended: 'completed', size: [64, 36], refused: 'not_found' });
  });

  itInBrowser.each([
    ['/docs', 'Sign in'],
    ['/docs/render', 'Render an edit'],
    ['/docs/admin', 'List the audit log, newest first'],
  ])('a browser shows the reference at %s', async (path, text) => {
    await withPage(async (page) => {
      await page.goto(here.url + path);
      const shows = (words: string) =>
        page.evaluate<boolean>(`document.body.outerHTML.includes(${JSON.stringify(words)})`);
      await waitUntil(async () => (await shows(text)) && (await shows('Search')), { timeoutMs: RENDER_MS });
    });
  });

  itInBrowser(
    'a person signs up at the dashboard, confirms the address, renders an example and sees it play',
    async () => {
      const person = { name: 'Ada', email: `${randomUUID()}@example.test`, password: `pass ${randomUUID()}` };
      await withPage(async (page) => {
        const visitor = new DashboardVisitor(page, here.url, new MailOutbox(instance.dataDir));
        await visitor.signUp(person);
        await visitor.look();
        await visitor.confirmAddress(person.email);
        await visitor.renderExample('Countdown');
        await visitor.watch(RENDER_MS);
        await visitor.look();
        // Only the cookie survives: no script keeps a token.
        await visitor.reload();
        await visitor.watch(RENDER_MS);
        await visitor.open('Renders');
        await visitor.look();
        const key = await visitor.makeKey('Editor');
        const jobs = () => fetch(`${here.url}/api/v1/jobs`, { headers: { authorization: `Bearer ${key}` } });
        expect(((await (await jobs()).json()) as { jobs: unknown[] }).jobs).toHaveLength(1);
        await visitor.followInSecondTab(() => client(key).POST('/api/v1/render', { body: edit }));
        await visitor.revokeKey('Editor');
        expect((await jobs()).status).toBe(401);
        for (const screen of ['Connected accounts', 'Tokens and plan']) {
          await visitor.open(screen);
          await visitor.look();
        }
        await visitor.open('Account');
        await visitor.look();
        await visitor.signOut();
        await visitor.look();
        const password = `chosen ${randomUUID()}`;
        await visitor.resetPassword(person.email, password);
        await visitor.signIn({ ...person, password });
        expect(visitor.faults).toEqual([]);
      });
    },
  );

  itInBrowser('a large video arrives once through a lost connection, a pause and a reload', async () => {
    const person = { name: 'Grace', email: `${randomUUID()}@example.test`, password: `pass ${randomUUID()}` };
    const folder = mkdtempSync(join(tmpdir(), 'reelway-upload-'));
    const video = join(folder, 'ride.mp4');
    const parts = writeLargeVideo(video);
    const track = join(folder, 'ride.gpx');
    writeFileSync(track, driveTrack());
    try {
      await withPage(async (page) => {
        const visitor = new DashboardVisitor(page, here.url, new MailOutbox(instance.dataDir));
        await visitor.signUp(person);
        await visitor.confirmAddress(person.email);
        await instance.grantTier(person.email);
        const arrived: number[] = [];
        page.on('response', (answer) => {
          if (answer.request().method() === 'PUT') arrived.push(answer.status());
        });
        let sent = 0;
        await page.route('**/objects/**', (route) => (sent++ < 3 ? route.continue() : route.abort('connectionfailed')));
        await visitor.sendVideo(video, track);
        await visitor.pauseWithoutConnection();
        expect(arrived).toHaveLength(3);
        await page.unroute('**/objects/**');
        await visitor.sendVideo(video, track);
        expect(await visitor.filesOfUpload(RENDER_MS)).toContainEqual(expect.stringMatching(/^Download rendition/));
        // The track and each part once: what had arrived was not sent again.
        expect(arrived).toEqual(Array.from({ length: 1 + parts }, () => 200));
        expect(await visitor.previewOverlay('Minimal')).toEqual([1_280, 1_280]);
        await visitor.moveTrack(RENDER_MS);
        expect(visitor.faults.filter((fault) => !fault.includes('ERR_CONNECTION_FAILED'))).toEqual([]);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  itInBrowser('[peers 3.21] a person connects an account, moves a post, approves it, and sees it live', async () => {
    const person = { name: 'Mary', email: `${randomUUID()}@example.test`, password: `pass ${randomUUID()}` };
    const folder = mkdtempSync(join(tmpdir(), 'reelway-post-'));
    const day = new Date(Date.now() + 2 * DAY_MS).toISOString().slice(0, 10);
    const post = { video: join(folder, 'lap.mp4'), track: join(folder, 'lap.gpx'), title: 'Evening lap', day };
    writeFileSync(post.video, makeVideo());
    writeFileSync(post.track, driveTrack());
    try {
      await withPage(async (page) => {
        const visitor = new PublishingVisitor(page, here.url, new MailOutbox(instance.dataDir));
        await visitor.signUp(person);
        await visitor.confirmAddress(person.email);
        await instance.grantTier(person.email);
        await visitor.connectAccount();
        await visitor.planPost(post);
        await visitor.approve('Scheduled', RENDER_MS);
        await visitor.movePost(post, '20:30');
        expect(await platform.posts()).toEqual([]);
        await visitor.approve('Scheduled', RENDER_MS);
        await visitor.publishNow(post);
        await visitor.approve('Live', RENDER_MS);
        expect(await platform.posts()).toMatchObject([
          { privacy: 'SELF_ONLY', caption: expect.stringContaining(post.title) },
        ]);
        await visitor.open('Insights');
        await visitor.look();
        expect(visitor.faults).toEqual([]);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const DAY_MS = 86_400_000;
