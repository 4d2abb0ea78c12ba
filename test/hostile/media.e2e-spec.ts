import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithFfmpeg } from '../support/harness/render-harness';
import { waitUntil } from '../support/harness/wait-until';
import { WatchedInstance } from '../support/harness/watched-instance';
import { httpClient } from '../support/servers/http-client';
import { type RemoteServer, startRemoteServer } from '../support/servers/remote-server';

jest.setTimeout(600_000);

type Json = Record<string, unknown>;
interface Job {
  status: string;
  error: { code: string } | null;
  tokens: { charged: number };
}

interface SourceAnswer {
  data: { attributes: { status: string; outputs?: { renditions?: { status: string }[] } } };
}

/** Maximum wall time of a hostile render, whatever its outcome. */
const END_MS = 120_000;

const NOISE = '<feTurbulence type="fractalNoise" baseFrequency="0.9" numOctaves="8"/>';
const filtered = (filter: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000" viewBox="0 0 4000 4000"><filter id="f" x="0" y="0" width="1" height="1">${filter}</filter><rect width="4000" height="4000" filter="url(#f)"/></svg>`;

describeWithFfmpeg('hostile media (needs ffmpeg)', () => {
  let here: WatchedInstance;
  let remote: RemoteServer;
  let folder: string;
  let call: ReturnType<typeof httpClient>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reelway-hostile-'));
    remote = await startRemoteServer();
    here = await new WatchedInstance({ FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}` }).start();
    call = httpClient(here.details.url);
  });
  afterAll(async () => {
    await here?.dispose();
    remote?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const clip = (asset: Json, more: Json = {}): Json => ({ asset, start: 0, length: 2, ...more });
  const edit = (tracks: Json[][]): Json => ({
    timeline: { tracks: tracks.map((clips) => ({ clips })) },
    output: { format: 'mp4', resolution: 'preview' },
  });

  /** Posts a render and waits until it has ended; a refusal counts as an end. */
  async function render(body: Json): Promise<Job | undefined> {
    const accepted = await here.attackJson('/api/v1/render', body, here.details.api_key);
    if (accepted.status !== 201) return undefined;
    const { job_id: id } = JSON.parse(accepted.text) as { job_id: string };
    return waitUntil(
      async () => {
        const { body: job } = await call<Job>('GET', `/api/v1/job/${id}`, { token: here.details.api_key });
        return ['completed', 'failed', 'cancelled'].includes(job.status) ? job : undefined;
      },
      { timeoutMs: END_MS, intervalMs: 250 },
    );
  }

  /** Requests a source, and waits until it and its renditions have ended. */
  async function ingest(source: Json): Promise<void> {
    const headers = { 'x-api-key': here.details.api_key };
    const { status, body } = await call<{ data: { id: string } }>('POST', '/ingest/v1/sources', {
      headers,
      body: source,
    });
    expect(status).toBe(201);
    const ended = (state: string | undefined) => ['ready', 'failed'].includes(state ?? 'ready');
    await waitUntil(
      async () => {
        const found = await call<SourceAnswer>('GET', `/ingest/v1/sources/${body.data.id}`, { headers });
        const { status: state, outputs } = found.body.data.attributes;
        return ended(state) && (outputs?.renditions ?? []).every((rendition) => ended(rendition.status));
      },
      { timeoutMs: END_MS, intervalMs: 250 },
    );
  }

  const serve = (bytes: Buffer | string, type = 'application/octet-stream') => {
    remote.respond((_request, response) => response.writeHead(200, { 'content-type': type }).end(bytes));
    return `${remote.base}/file`;
  };

  it.each([
    ['noise', filtered(NOISE)],
    ['dilation', filtered('<feMorphology operator="dilate" radius="200"/>')],
    ['a wide blur', filtered('<feGaussianBlur stdDeviation="900"/>')],
    ['a long chain of filters', filtered(`${NOISE}<feGaussianBlur stdDeviation="90"/>`.repeat(40))],
    ['a light', filtered('<feDiffuseLighting><fePointLight x="1" y="1" z="9"/></feDiffuseLighting>'.repeat(40))],
    [
      'many copies',
      `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000"><defs>${doubling(16)}</defs><use href="#g16"/></svg>`,
    ],
    [
      'an enormous size',
      '<svg xmlns="http://www.w3.org/2000/svg" width="1000000" height="1000000"><rect width="9" height="9"/></svg>',
    ],
  ])('an SVG with %s ends soon and delays nobody', async (_name, svg) => {
    await here.during(() => render(edit([[clip({ type: 'svg', src: svg })]])));
    await here.during(() => render(edit([[clip({ type: 'image', src: serve(svg, 'image/svg+xml') })]])));
  });

  it.each([
    ['open comments', { html: '<!--'.repeat(25_000) }],
    ['open tags', { html: '<p '.repeat(33_000) }],
    ['nested tags', { html: `${'<b>'.repeat(20_000)}x` }],
    ['open braces', { html: '<p>x</p>', css: '{'.repeat(60_000) }],
    ['selectors', { html: '<p>x</p>'.repeat(2_000), css: `${'p p>'.repeat(15_000)}p{color:red}` }],
  ])('HTML with %s ends soon and delays nobody', async (_name, markup) => {
    await here.during(() => render(edit([[clip({ type: 'html', width: 400, height: 200, ...markup })]])));
  });

  it.each([
    ['comments that almost end', `${'<!---->'.repeat(29)}x`],
    ['open tags', `<svg>${'<g '.repeat(3_000_000)}`],
    ['comments', `<svg>${'<!---->'.repeat(1_300_000)}`],
  ])('a source of %s is inspected quickly', async (_name, svg) => {
    const url = serve(svg, 'image/svg+xml');
    await here.during(() => ingest({ url }));
  });

  it('boxes larger than any picture are only painted as large as their visible part', async () => {
    const layers = Array.from({ length: 12 }, () => [
      clip(
        { type: 'text', text: 'WIDE', width: 20_000, height: 20_000, font: { size: 400 } },
        { transition: { in: 'fade' } },
      ),
    ]);
    await here.during(() => render(edit(layers)));
  });

  it('subtitles of digits end soon', async () => {
    for (const digits of [60_000, 120_000, 1_200_000]) {
      const src = serve(`1\n${'0'.repeat(digits)}\n`, 'text/plain');
      await here.during(() => render(edit([[clip({ type: 'caption', src })]])));
    }
  });

  it('a picture bomb is refused', async () => {
    const file = join(folder, 'bomb.png');
    execFileSync('ffmpeg', [
      '-v',
      'error',
      '-y',
      '-f',
      'lavfi',
      '-i',
      'color=c=red:s=16000x16000',
      '-frames:v',
      '1',
      file,
    ]);
    await here.during(() => render(edit([[clip({ type: 'image', src: serve(readFileSync(file), 'image/png') })]])));
  });

  it('a GIF of a long source holds no palette of all frames', async () => {
    const file = join(folder, 'long.mp4');
    const source = ['-f', 'lavfi', '-i', 'color=c=red:s=1280x720:r=25:d=40'];
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, '-preset', 'ultrafast', file]);
    const url = serve(readFileSync(file), 'video/mp4');
    await here.during(() => ingest({ url, outputs: { renditions: [{ format: 'gif' }] } }));
  });

  it.each([
    ['videos', 'video', 'mp4', 500],
    ['sounds', 'audio', 'mp3', 1_000],
  ])('hundreds of %s at one moment start no decoders', async (_name, type, format, count) => {
    const file = join(folder, 'short.mp4');
    const inputs = ['-f', 'lavfi', '-i', 'color=c=red:s=64x36:r=25:d=1', '-f', 'lavfi', '-i', 'sine=d=1'];
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...inputs, file]);
    const src = serve(readFileSync(file), 'video/mp4');
    const crowd = (length: number | string): Json => ({
      ...edit([Array.from({ length: count }, () => clip({ type, src }, { length }))]),
      output: { format, resolution: 'preview' },
    });
    await here.during(async () => {
      expect(await render(crowd(1))).toBeUndefined();
      expect(await render(crowd('auto'))).toMatchObject({ status: 'failed', error: { code: 'invalid_edit' } });
    });
  });

  it('others can still render', async () => {
    const job = await render(edit([[clip({ type: 'title', text: 'Still here' })]]));
    expect(job).toMatchObject({ status: 'completed' });
  });
});

/** 2^levels copies of one shape. */
function doubling(levels: number): string {
  const groups = Array.from(
    { length: levels },
    (_, index) => `<g id="g${index + 1}"><use href="#g${index}"/><use href="#g${index}" x="1"/></g>`,
  );
  return `<g id="g0"><circle r="2000" opacity="0.1"/></g>${groups.join('')}`;
}
