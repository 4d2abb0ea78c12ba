import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { errorCatalogue } from '@app/core';
import { DiscoveryModule } from '@nestjs/core';
import { createConfig, lint as redocly } from '@redocly/openapi-core';
import { apiRoutes } from '../../support/harness/api-routes';
import { installation } from '../../support/harness/test-installation';

interface Operation {
  security: object[];
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: object };
}

describe('the contract', () => {
  const instance = installation({ modules: [DiscoveryModule], env: { BASE_URL: 'https://api.example.com' } });
  let document: Document;
  beforeAll(async () => {
    document = (await (await fetch(`${instance.api.url}/openapi.json`)).json()) as Document;
  });

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );

  it('matches the sources, and so do the types of the client; otherwise run `npm run openapi`', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reelway-contract-'));
    // Not execFileSync: the API of this process must notice that connections were closed meanwhile.
    await promisify(execFile)(process.execPath, ['scripts/openapi.mjs', folder]);
    const types = 'openapi-types.ts';
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
    const routes = apiRoutes(instance.api.app).map(
      ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
    );
    /** Not for programs: the metrics, the signed links of files, and the pages of review links. */
    const others = ['GET /metrics', 'GET /review/{token}', 'POST /review/{token}'];
    expect(operations().sort()).toEqual(
      routes.filter((route) => !others.includes(route) && !route.endsWith(' /objects/*')).sort(),
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

  describe('is shown', () => {
    it.each([
      ['/docs', 'product'],
      ['/docs/render', 'render'],
      ['/docs/admin', 'admin'],
    ])('at %s from our own server, within a strict content security policy, on phones too', async (path, name) => {
      const page = await fetch(`${instance.api.url}${path}`);
      const html = await page.text();
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'; script-src 'self';");
      expect(policy).not.toMatch(/https?:|unsafe-eval|\*/);
      expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
      expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
      expect(html).toContain(`data-document="/docs/${name}.json"`);
      const assets = [...html.matchAll(/(?:src|href)="(\/docs\/assets\/[^"]+)"/g)].map(([, asset]) => String(asset));
      expect(assets.length).toBe(3);
      for (const asset of assets) {
        const answer = await fetch(`${instance.api.url}${asset}`);
        expect([asset, answer.status, answer.headers.get('content-encoding')]).toEqual([asset, 200, 'gzip']);
        expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(500);
      }
    });

    const part = async (name: string) =>
      (await (await fetch(`${instance.api.url}/docs/${name}.json`)).json()) as Document;
    const operationsOf = ({ paths }: Document) =>
      Object.entries(paths).flatMap(([path, item]) =>
        Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
      );

    it('in three documents that have every operation together, each with what it refers to and nothing else', async () => {
      const parts = await Promise.all(['product', 'render', 'admin'].map(part));
      expect([...new Set(parts.flatMap(operationsOf))].sort()).toEqual(operations().sort());
      for (const document of parts) {
        const problems = await lint(document);
        expect(problems).toEqual([]);
      }
      expect(parts.map(({ components }) => Object.keys(components.securitySchemes))).toEqual([
        ['bearer', 'api_key'],
        ['bearer', 'api_key'],
        ['bearer', 'api_key', 'admin_key'],
      ]);
    });

    it('to users without variables of the operator, codes that only jobs have, and other routes in its examples', async () => {
      const internal = errorCatalogue().filter(({ isInternal }) => isInternal);
      expect(internal.length).toBeGreaterThan(5);
      for (const name of ['product', 'render']) {
        const text = JSON.stringify(await part(name));
        expect(
          text.match(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]*(?:KEYS?|URL|SECRET|TOKEN|PATH|SECONDS|WINDOW|MAX|REQUESTS)\b/g),
        ).toBeNull();
        expect(internal.filter(({ code }) => text.includes(`"${code}"`)).map(({ code }) => code)).toEqual([]);
      }
      const { components } = (await part('render')) as unknown as {
        components: {
          responses: Record<
            string,
            { content: Record<string, { examples?: Record<string, { value: { code: string } }> }> }
          >;
        };
      };
      const named = Object.values(components.responses).flatMap(({ content }) =>
        Object.entries(content['application/problem+json']?.examples ?? {}),
      );
      expect(named.length).toBeGreaterThan(30);
      expect(named.filter(([code, { value }]) => value.code !== code)).toEqual([]);
    });
  });
});

/** The findings of redocly's recommended rules in a document. */
async function lint(document: object): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'reelway-contract-'));
  try {
    const ref = join(folder, 'openapi.json');
    writeFileSync(ref, JSON.stringify(document));
    const problems = await redocly({ ref, config: await createConfig({ extends: ['recommended'], telemetry: 'off' }) });
    return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
