import { readFileSync } from 'node:fs';
import { DiscoveryModule } from '@nestjs/core';
import { apiRoutes } from '../../support/harness/api-routes';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

interface Operation {
  operationId: string;
  summary?: string;
  tags?: string[];
  security: object[];
  responses: Record<string, { description?: string; $ref?: string }>;
}
interface Document {
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: object };
}

describe('the contract', () => {
  let database: TestDatabase;
  let api: TestApi;
  let document: Document;
  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startTestApi({
      databaseUrl: database.url,
      modules: [DiscoveryModule],
      env: { BASE_URL: 'https://api.example.com' },
    });
    document = (await (await fetch(`${api.url}/openapi.json`)).json()) as Document;
  });
  afterAll(async () => {
    await api?.close();
    await database.drop();
  });

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, ...operation })),
    );

  it('is the committed one; after a wanted change run `npm run openapi` and commit openapi.json', () => {
    const committed = flat(JSON.parse(readFileSync('openapi.json', 'utf8')) as Document);
    const served = flat(document);
    expect(
      [...new Set([...committed.keys(), ...served.keys()])].filter((part) => committed.get(part) !== served.get(part)),
    ).toEqual([]);
  });

  /** Each path, each schema and what is beside them, so that a difference can be named. */
  const flat = ({ paths, components, ...rest }: Document): Map<string, string> =>
    new Map(
      Object.entries({
        ...rest,
        ...paths,
        ...components,
        ...(components as { schemas?: object }).schemas,
        schemas: undefined,
      }).map(([name, part]) => [name, JSON.stringify(part)]),
    );

  it('knows every route, and only those', () => {
    const routes = apiRoutes(api.app).map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(
      operations()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(routes.filter((route) => route !== 'GET /metrics' && !route.endsWith(' /objects/*')).sort());
  });

  it('says for every operation what it is for, in which chapter, and who may call it', () => {
    const chapters = document.tags.map(({ name }) => name);
    const incomplete = operations().filter(
      ({ summary, tags, security }) => !summary || !security || tags?.length !== 1 || !chapters.includes(tags[0] ?? ''),
    );
    expect(
      incomplete.map(
        ({ name, tags }) =>
          `${name}: give it a summary, and a tag that TAGS in openapi.ts describes (it has ${tags?.join() ?? 'none'})`,
      ),
    ).toEqual([]);
    expect(Object.keys(document.components.securitySchemes)).toEqual(['bearer', 'api_key', 'admin_key']);
    const names = operations().map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('describes the errors that the access rule and the input bring along', () => {
    expect(Object.keys(document.paths['/api/auth/me']?.get?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '401', '403', '429', 'default']),
    );
    expect(Object.keys(document.paths['/api/auth/login']?.post?.responses ?? {})).toEqual(
      expect.arrayContaining(['400', '413', '415', '422']),
    );
    expect(document.paths['/api/auth/me']?.get?.security).toEqual([{ bearer: [] }]);
    expect(document.paths['/health']?.get?.security).toEqual([]);
  });

  it('is shown at /docs from our own server, within the content security policy', async () => {
    const page = await fetch(`${api.url}/docs`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    const assets = [...html.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(
      ([, path]) => new URL(path ?? '', `${api.url}/docs`),
    );
    expect(assets.length).toBeGreaterThanOrEqual(4);
    for (const asset of assets) {
      const answer = await fetch(asset);
      expect({
        asset: asset.pathname,
        status: answer.status,
        empty: (await answer.arrayBuffer()).byteLength === 0,
      }).toEqual({
        asset: asset.pathname,
        status: 200,
        empty: false,
      });
    }
  });
});
