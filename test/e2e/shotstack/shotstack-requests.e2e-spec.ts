import { readFileSync } from 'node:fs';
import { refusal, ShotstackClients } from '../../support/emulators/shotstack-clients';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { titleEdit } from '../../support/harness/render-installation';
import { createTestUser } from '../../support/harness/test-credentials';

/** The shape of the first example in Shotstack's guide, with a font that is named together with its weight. */
const HELLO_WORLD = {
  timeline: {
    soundtrack: { src: 'https://example.com/music.mp3', effect: 'fadeOut' },
    tracks: [
      {
        clips: [
          {
            asset: {
              type: 'text',
              text: 'HELLO WORLD',
              font: { family: 'Montserrat ExtraBold', color: '#ffffff', size: 32 },
              alignment: { horizontal: 'left' },
            },
            start: 0,
            length: 5,
            transition: { in: 'fade', out: 'fade' },
          },
        ],
      },
    ],
  },
  output: { format: 'mp4', size: { width: 1024, height: 576 } },
};

describeWithFfmpeg("requests of Shotstack's clients", () => {
  let clients: ShotstackClients;
  beforeAll(async () => {
    clients = await ShotstackClients.start();
  });
  afterAll(() => clients?.close());

  it('find nothing that belongs to others', async () => {
    const [theirs, source] = [
      await clients.edit(clients.stranger).postTemplate({ name: 'x', template: titleEdit() }),
      await clients.ingest(clients.stranger).getUploadSignedUrl(),
    ];
    const render = await clients.edit(clients.stranger).postRender(titleEdit());
    await clients
      .serve(clients.stranger)
      .postServeAsset({ url: `${clients.remote.base}/red.png`, id: 'theirs', destinations: [] });
    const calls = [
      clients.edit().getRender(render.response.id),
      clients.edit().getTemplate(theirs.response.id),
      clients.edit().putTemplate(theirs.response.id, { name: 'y', template: {} }),
      clients.edit().deleteTemplate(theirs.response.id),
      clients.edit().postTemplateRender({ id: theirs.response.id }),
      clients.serve().getAsset(render.response.id),
      clients.serve().getAssetByRenderId(render.response.id),
      clients.serve().deleteAsset(render.response.id),
      clients.serve().getAsset('theirs'),
      clients.serve().deleteAsset('theirs'),
      clients.ingest().getSource(source.data.id),
      clients.ingest().deleteSource(source.data.id),
    ];
    const refusals = await Promise.all(calls.map(refusal));
    expect(refusals.map(({ status, response }) => [status, response.body.code])).toEqual(
      calls.map(() => [404, 'not_found']),
    );
    expect((await clients.ingest(clients.stranger).getSource(source.data.id)).data.attributes.status).toBe('queued');
  });

  describe('as plain requests, as curl sends them', () => {
    const send = async (
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = { 'x-api-key': clients.here.user.apiKey },
    ) => {
      const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const answer = await fetch(`${clients.here.api.url}${path}`, {
        method,
        headers: { accept: 'application/json', ...json, ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        body: (text ? JSON.parse(text) : undefined) as Record<string, unknown> | undefined,
      };
    };

    it.each([
      ['POST', '/edit/v1/render', () => titleEdit(), 201, { success: true, message: 'Created' }],
      [
        'POST',
        '/edit/v1/render',
        () => HELLO_WORLD,
        201,
        { success: true, message: 'Created', response: { message: 'Render Successfully Queued' } },
      ],
      ['POST', '/edit/stage/render', () => titleEdit(), 201, { success: true, message: 'Created' }],
      ['POST', '/v1/render', () => titleEdit(), 201, { success: true }],
      ['POST', '/stage/render', () => titleEdit(), 201, { success: true }],
      [
        'GET',
        '/edit/v1/templates',
        undefined,
        200,
        { success: true, message: 'OK', response: { owner: expect.any(String) } },
      ],
      ['GET', '/edit/v1/probe/{film}', undefined, 200, { success: true }],
      ['GET', '/ingest/v1/sources', undefined, 200, { data: expect.any(Array) }],
      ['POST', '/ingest/stage/upload', undefined, 200, { data: { type: 'upload' } }],
      [
        'POST',
        '/ingest/v1/sources',
        () => ({ url: `${clients.remote.base}/red.png` }),
        201,
        { data: { type: 'source' } },
      ],
      [
        'POST',
        '/edit/v1/render',
        () => ({ timeline: {} }),
        400,
        {
          success: false,
          message: 'Bad Request',
          response: { error: expect.any(String), details: expect.arrayContaining([expect.any(String)]) },
          status: 400,
          code: 'invalid_edit',
        },
      ],
      [
        'GET',
        '/edit/v1/render/2abd5c11-0f3d-4c6d-ba20-235fc9b8e8b7',
        undefined,
        404,
        { success: false, message: 'Not Found', code: 'not_found' },
      ],
      ['GET', '/edit/v1/render/x?data=perhaps', undefined, 404, { success: false }],
      [
        'POST',
        '/ingest/v1/sources',
        () => ({}),
        400,
        { status: 400, errors: [{ status: '400', title: expect.any(String), detail: 'url is required', path: 'url' }] },
      ],
      [
        'GET',
        '/serve/v1/assets/2abd5c11-0f3d-4c6d-ba20-235fc9b8e8b7',
        undefined,
        404,
        { code: 'not_found', errors: [{ status: '404' }] },
      ],
    ] as const)('%s %s', async (method, path, body, status, answer) => {
      const address = path.replace('{film}', encodeURIComponent(`${clients.remote.base}/film.mp4`));
      expect(await send(method, address, body?.())).toMatchObject({ status, body: answer });
    });

    it('with invalid input are answered 400, never 422, on every route that takes a body', async () => {
      const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
        paths: Record<string, Record<string, { requestBody?: { content: object }; responses: object }>>;
      };
      const operations = Object.entries(paths)
        .filter(([path]) => /^\/(edit|serve|ingest)\//.test(path))
        .flatMap(([path, item]) =>
          Object.entries(item).map(([method, { requestBody, responses }]) => ({
            path,
            method,
            requestBody,
            responses,
          })),
        );
      expect(operations.filter(({ responses }) => '422' in responses)).toEqual([]);
      const taking = operations.filter(({ requestBody }) => 'application/json' in (requestBody?.content ?? {}));
      expect(taking.length).toBeGreaterThanOrEqual(5);
      for (const { path, method } of taking) {
        const address = path.replace(/\{\w+\}/g, '2abd5c11-0f3d-4c6d-ba20-235fc9b8e8b7');
        const { status, body } = await send(method.toUpperCase(), address, { nonsense: true });
        expect([path, status, body?.status]).toEqual([path, 400, 400]);
        if (path.startsWith('/edit/')) expect(body).toMatchObject({ success: false, message: 'Bad Request' });
        else expect(body?.errors).toContainEqual(expect.objectContaining({ status: '400' }));
      }
    });

    it('are refused without a key, and with one that may only read', async () => {
      expect(await send('POST', '/edit/v1/render', titleEdit(), {})).toMatchObject({
        status: 401,
        body: { success: false, message: 'Unauthorized', code: 'authentication_required' },
      });
      expect(await send('GET', '/ingest/v1/sources', undefined, {})).toMatchObject({
        status: 401,
        body: { errors: [{ status: '401' }] },
      });
      const reader = {
        'x-api-key': (await createTestUser(clients.here.database.url, { scopes: ['render:read'] })).apiKey,
      };
      expect((await send('GET', '/edit/v1/templates', undefined, reader)).status).toBe(200);
      for (const path of [
        '/edit/v1/render',
        '/edit/v1/templates',
        '/ingest/v1/sources',
        '/ingest/v1/upload',
        '/serve/v1/assets',
      ])
        expect(await send('POST', path, {}, reader)).toMatchObject({ status: 403, body: { code: 'access_denied' } });
    });

    it.each([
      [
        'templates',
        '/edit/v1/templates',
        'render_templates',
        `id, user_id, name, template, bytes`,
        `$1, 'x', '{}', 2`,
        () => ({ name: 'One more', template: {} }),
        'too_many_templates',
      ],
      [
        'sources',
        '/ingest/v1/sources',
        'ingest_sources',
        'id, user_id, kind, storage, input_url',
        `$1, 'source', 'local', 'http://x'`,
        () => ({ url: `${clients.remote.base}/red.png` }),
        'too_many_sources',
      ],
    ] as const)(
      'have room for 1,000 %s, even when they come concurrently',
      async (_name, path, table, columns, values, body, code) => {
        const { userId, apiKey } = await clients.here.newUser();
        await clients.here.sql.query(
          `insert into ${table} (${columns}) select gen_random_uuid(), ${values} from generate_series(1, 998)`,
          [userId],
        );
        const answers = await Promise.all(
          Array.from({ length: 6 }, () => send('POST', path, body(), { 'x-api-key': apiKey })),
        );
        expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 201, 409, 409, 409, 409]);
        expect(answers.find(({ status }) => status === 409)?.body?.code).toBe(code);
      },
    );

    it('are answered once for one Idempotency-Key', async () => {
      const headers = { 'x-api-key': clients.here.user.apiKey, 'idempotency-key': 'once' };
      const answers = [
        await send('POST', '/ingest/v1/sources', { url: `${clients.remote.base}/red.png` }, headers),
        await send('POST', '/ingest/v1/sources', { url: `${clients.remote.base}/red.png` }, headers),
      ];
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]).toMatchObject({ status: 201, body: { data: { type: 'source' } } });
    });
  });
});
