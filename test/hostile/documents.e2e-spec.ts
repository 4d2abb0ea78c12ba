import { signUp } from '../support/harness/test-account';
import { WatchedInstance } from '../support/harness/watched-instance';
import { type RemoteServer, startRemoteServer } from '../support/servers/remote-server';

jest.setTimeout(300_000);

type Json = Record<string, unknown>;

const output = { format: 'mp4', resolution: 'preview' };
const clip = (asset: Json, more: Json = {}): Json => ({ asset, start: 0, length: 2, ...more });
const edit = (clips: Json[], more: Json = {}): Json => ({ timeline: { tracks: [{ clips }] }, output, ...more });
const text = (value: string) =>
  edit([clip({ type: 'text', text: value })], { merge: [{ find: 'name', replace: 'x' }] });
const html = (markup: string, css = '') => edit([clip({ type: 'html', html: markup, css, width: 400, height: 200 })]);
const sized = (size: number, unit: string) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

/** The cost must not grow faster than the size; the larger size is ten times the smaller. */
const DOCUMENTS: readonly [name: string, make: (size: number) => Json, size: number][] = [
  ['an open placeholder and spaces', (n) => text(`{{${' '.repeat(n)}`), 2_000],
  ['many open placeholders', (n) => text(sized(n, '{{ ')), 20_000],
  ['a placeholder of spaces that almost ends', (n) => text(`{{${' '.repeat(n)}}`), 20_000],
  [
    'an alias of spaces',
    (n) => edit([clip({ type: 'text', text: 'x' }, { start: `alias://${' '.repeat(n)}` })]),
    20_000,
  ],
  ['open comments in HTML', (n) => html(sized(n, '<!--')), 160_000],
  ['open tags', (n) => html(sized(n, '<p ')), 100_000],
  ['nested tags', (n) => html(sized(n, '<b>')), 60_000],
  ['open attributes', (n) => html(`<p ${sized(n, 'style="')}`), 100_000],
  ['entities without an end', (n) => html(sized(n, '&#')), 100_000],
  ['open braces in CSS', (n) => html('<p>x</p>', sized(n, '{')), 60_000],
  ['open comments in CSS', (n) => html('<p>x</p>', sized(n, '/*')), 100_000],
  ['open strings in CSS', (n) => html('<p>x</p>', `p{font-family:${sized(n, '"\\')}`), 100_000],
  ['open brackets in CSS', (n) => html('<p>x</p>', `p{color:${sized(n, 'rgb(')}`), 100_000],
  ['selectors of one rule', (n) => html('<p>x</p>', `${sized(n, 'p p>')}p{color:red}`), 60_000],
  ['a wrong enum value', (n) => edit([clip({ type: 'text', text: 'x' }, { fit: 'c'.repeat(n) })]), 100_000],
  ['a wrong asset type', (n) => edit([clip({ type: 'v'.repeat(n), src: 'https://example.com/a.mp4' })]), 100_000],
  ['an unknown member', (n) => edit([clip({ type: 'text', text: 'x', ['m'.repeat(n)]: 1 })]), 100_000],
  ['many unknown members', (n) => edit([clip({ type: 'text', text: 'x', ...members(n / 10) })]), 100_000],
  ['a font name', (n) => edit([clip({ type: 'text', text: 'x', font: { family: `A${' '.repeat(n)}A` } })]), 100_000],
  ['a colour', (n) => edit([clip({ type: 'text', text: 'x', font: { color: `#${'f'.repeat(n)}` } })]), 100_000],
  ['an SVG of open tags', (n) => edit([clip({ type: 'svg', src: `<svg${sized(n, '<g ')}` })]), 50_000],
  ['an SVG of open comments', (n) => edit([clip({ type: 'svg', src: `<svg>${sized(n, '<!--')}` })]), 50_000],
  ['a Unicode text without a break', (n) => text(sized(n, '漢')), 20_000],
  ['a text of joiners', (n) => text(sized(n, '\u200d\ufe0f')), 20_000],
  ['a list of numbers nested deeply', (n) => JSON.parse(`{"timeline":${'['.repeat(n)}${']'.repeat(n)}}`) as Json, 60],
];

const members = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, 0]));

describe('hostile documents', () => {
  let here: WatchedInstance;
  let remote: RemoteServer;
  beforeAll(async () => {
    remote = await startRemoteServer();
    here = await new WatchedInstance({ FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}` }).start();
  });
  afterAll(async () => {
    await here?.dispose();
    remote?.close();
  });

  it.each(DOCUMENTS)('%s costs other users no more than a quarter of a second', async (_name, make, size) => {
    for (const length of [size, size * 2, size * 10])
      await here.during(() => here.attackJson('/api/v1/estimate', make(length)));
  });

  it('a wrong value of a megabyte is not sent back', async () => {
    const wrong = edit([clip({ type: 'text', text: 'x' }, { fit: 'c'.repeat(1_000_000) })]);
    const { status, text: answer } = await here.during(() => here.attackJson('/api/v1/estimate', wrong));
    expect(status).toBe(422);
    const { errors } = JSON.parse(answer) as { errors: { path: string; message: string }[] };
    expect(errors).toEqual([expect.objectContaining({ path: 'timeline.tracks[0].clips[0].fit' })]);
    for (const { message } of errors) expect(message.length).toBeLessThan(500);
  });

  it('values are counted after merging: bytes', async () => {
    const texts = Array.from({ length: 14 }, () => clip({ type: 'text', text: '{{a}}'.repeat(480) }));
    const merge = [{ find: 'a', replace: 'x'.repeat(1_000_000) }];
    const answer = await here.during(() => here.attackJson('/api/v1/estimate', edit(texts, { merge })));
    expect(answer).toMatchObject({ status: 422, text: expect.stringContaining('edit_too_expensive') });
  });

  it('values are counted after merging: clips', async () => {
    const clips = Array.from({ length: 100 }, () => clip({ type: 'text', text: 'x' }));
    const tracks = Array.from({ length: 200 }, () => '{{track}}');
    const merge = [{ find: 'track', replace: { clips } }];
    const answer = await here.during(() =>
      here.attackJson('/api/v1/estimate', { timeline: { tracks }, output, merge }),
    );
    expect(answer.status).toBe(422);
  });

  it('values are counted after merging: depth', async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(30)}1${'}'.repeat(30)}`) as Json;
    const answer = await here.during(() =>
      here.attackJson(
        '/api/v1/estimate',
        edit([clip({ type: 'text', text: '{{d}}' })], { merge: [{ find: 'd', replace: deep }] }),
      ),
    );
    expect(answer.status).toBe(422);
  });

  it('every edit of a batch is bounded', async () => {
    const renders = Array.from({ length: 50 }, () => text(sized(20_000, '{{ ')));
    const wrong = edit([clip({ type: 'text', text: 'x' }, { fit: 'c'.repeat(10_000) })]);
    const answer = await here.during(() => here.attackJson('/api/v1/batch-render', [...renders.slice(1), wrong]));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('renders[49].timeline.tracks[0].clips[0].fit');
    const large = edit([clip({ type: 'text', text: '{{a}}'.repeat(480) })], {
      merge: [{ find: 'a', replace: 'x'.repeat(100_000) }],
    });
    expect(await here.during(() => here.attackJson('/api/v1/batch-render', [large]))).toMatchObject({
      status: 422,
      text: expect.stringContaining('"renders[0]'),
    });
  });

  it('values of a template are counted after merging', async () => {
    const template = edit(Array.from({ length: 14 }, () => clip({ type: 'text', text: '{{a}}'.repeat(480) })));
    const saved = await here.during(() => here.attackJson('/edit/v1/templates', { name: 'large', template }));
    expect(saved.status).toBe(201);
    const { id } = (JSON.parse(saved.text) as { response: { id: string } }).response;
    const merge = [{ find: 'a', replace: 'x'.repeat(1_000_000) }];
    const answer = await here.during(() => here.attackJson('/edit/v1/templates/render', { id, merge }));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).toContain('edit_too_expensive');
  });

  it('a template of 120,000 objects is stored and shown without delaying anyone', async () => {
    const template = { timeline: { tracks: Array.from({ length: 120_000 }, () => ({})) } };
    const saved = await here.during(() => here.attackJson('/edit/v1/templates', { name: 'many', template }));
    expect(saved.status).toBe(201);
    const { id } = (JSON.parse(saved.text) as { response: { id: string } }).response;
    const merge = [{ find: 'a', replace: Array.from({ length: 120_000 }, () => ({})) }];
    const rendered = await here.during(() => here.attackJson('/edit/v1/templates/render', { id, merge }));
    expect(rendered.status).toBe(400);
  });

  it.each(['callback', 'webhook'])('a %s of a megabyte is refused immediately', async (member) => {
    const answer = await here.during(() =>
      here.attackJson(
        '/api/v1/estimate',
        edit([clip({ type: 'text', text: 'x' })], { [member]: 'h'.repeat(1_000_000) }),
      ),
    );
    expect(answer.status).toBe(422);
  });

  it('one account with many expensive edits leaves a thread to the others', async () => {
    const expensive = html('<p>x</p>', `${sized(90_000, 'p p>')}p{color:red}`);
    const attack = Array.from({ length: 12 }, () =>
      here.send('POST', '/api/v1/estimate', {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${here.stranger.accessToken}` },
        body: JSON.stringify(expensive),
      }),
    );
    const other = await signUp(here.details.url);
    const answer = await here.during(() =>
      here.attackJson('/api/v1/estimate', edit([clip({ type: 'text', text: 'x' })]), other.accessToken),
    );
    expect(answer.status).toBe(200);
    for (const { status } of await Promise.all(attack)) expect(status).toBeLessThan(500);
  });

  it.each([
    ['comments that almost end', (n: number) => `${'<!---->'.repeat(n)}x`, 29],
    ['a declaration without end', (n: number) => `<?xml ${' '.repeat(n)}`, 4_000],
    ['white space', (n: number) => ' '.repeat(n), 4_000],
    ['digits', (n: number) => '00'.repeat(n), 60_000],
    ['times without an arrow', (n: number) => '00:00,'.repeat(n), 20_000],
  ])('a file of %s is recognised immediately', async (_name, make, size) => {
    for (const length of [size, size * 2, size * 10]) {
      remote.respond((_request, response) => response.end(make(length)));
      const source = encodeURIComponent(`${remote.base}/file-${length}`);
      await here.during(() =>
        here.attack('GET', `/edit/v1/probe/${source}`, { headers: { 'x-api-key': here.details.api_key } }),
      );
    }
  });
});
