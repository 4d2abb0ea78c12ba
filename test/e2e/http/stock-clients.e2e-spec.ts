import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EventSource } from 'eventsource';
import createClient from 'openapi-fetch';
import type { components, paths } from '../../../openapi-types';
import { editApi } from '../../support/emulators/shotstack-sdk';
import { dashboardSuite } from '../../support/harness/dashboard-suite';
import { dashboardTabsSuite } from '../../support/harness/dashboard-tabs-suite';
import { type InstanceDetails, TestInstance } from '../../support/harness/instance-harness';
import { longListsSuite } from '../../support/harness/long-lists-suite';
import { itInBrowser, runInBrowser, withPage } from '../../support/harness/real-browser';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { teamSuite } from '../../support/harness/team-suite';
import { waitUntil } from '../../support/harness/wait-until';

jest.setTimeout(480_000);

const RENDER_MS = 200_000;
/** Polling for results that stay true: each look of a client or a browser takes processor time from the render. */
const PATIENTLY = { timeoutMs: RENDER_MS, intervalMs: 250 };
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
  let instance: TestInstance;
  let here: InstanceDetails;
  beforeAll(async () => {
    instance = new TestInstance();
    here = await instance.start('--with-emulators');
  });
  afterAll(() => instance?.dispose());

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
    const done = await waitUntil(async () => {
      const { response } = await sdk.getRender(id, { data: false });
      return ['done', 'failed'].includes(response.status) ? response : undefined;
    }, PATIENTLY);
    expect(done).toMatchObject({ status: 'done', duration: 1 });
    expect((await fetch(done.url ?? '')).status).toBe(200);
  });

  it('curl renders and reads the result', async () => {
    const { id } = (await curl('POST', '/edit/stage/render', edit)).response;
    const { url } = await waitUntil(async () => {
      const { response } = await curl('GET', `/edit/stage/render/${id}?data=false`);
      return response.status === 'done' ? response : undefined;
    }, PATIENTLY);
    expect((await fetch(url)).headers.get('content-type')).toBe('video/mp4');
  });

  it("openapi-fetch polls for an hour at one request a second, through our API and Shotstack's, without a 429", async () => {
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
      PATIENTLY,
    );
  });

  it('eventsource follows a render to its end and does not connect again', async () => {
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
      await waitUntil(async () => (await shows(text)) && (await shows('Search')), PATIENTLY);
    });
  });

  dashboardSuite(() => ({ here, instance }));
  dashboardTabsSuite(() => ({ here, instance }));
  teamSuite(() => ({ here, instance }));
  longListsSuite(() => ({ here, instance }));
});
