import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiscoveryModule } from '@nestjs/core';
import { apiRoutes } from '../../support/harness/api-routes';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

interface Operation {
  security: object[];
}
interface Document {
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
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );

  it('matches the sources, and so do the types of the client; otherwise run `npm run openapi`', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reelway-contract-'));
    execFileSync(process.execPath, ['scripts/openapi.mjs', folder]);
    const types = 'test/support/contract/api-types.ts';
    const made = flat(JSON.parse(readFileSync(join(folder, 'openapi.json'), 'utf8')) as Document);
    const haveSameTypes = readFileSync(join(folder, types), 'utf8') === readFileSync(types, 'utf8');
    rmSync(folder, { recursive: true });
    const served = flat(document);
    const parts = [...new Set([...made.keys(), ...served.keys()])];
    expect(parts.filter((part) => made.get(part) !== served.get(part))).toEqual([]);
    expect(haveSameTypes).toBe(true);
  }, 180_000);

  /** Each path, each schema and everything else, so that a difference can be named. */
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
    expect(operations().sort()).toEqual(
      routes.filter((route) => route !== 'GET /metrics' && !route.endsWith(' /objects/*')).sort(),
    );
  });

  it('says who may call an operation, with the scope or role of its access rule', () => {
    const securityOf = (path: string, method: string) => document.paths[path]?.[method]?.security;
    expect(securityOf('/health', 'get')).toEqual([]);
    expect(securityOf('/api/auth/me', 'get')).toEqual([{ bearer: [] }]);
    expect(securityOf('/api/keys', 'get')).toEqual([{ bearer: ['admin'] }]);
    expect(securityOf('/api/v1/render', 'post')).toEqual([{ bearer: ['render:write'] }, { api_key: ['render:write'] }]);
    expect(securityOf('/api/admin/users/search', 'get')).toEqual([{ bearer: ['admin'] }, { admin_key: [] }]);
    expect(Object.keys(document.components.securitySchemes)).toEqual(['bearer', 'api_key', 'admin_key']);
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
