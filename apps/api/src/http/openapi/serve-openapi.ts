import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AdminPageAccessService } from '@app/auth';
import { type CoreConfig, PACKAGE_ROOT, sendProblem, toAppError } from '@app/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { prefersHtml } from '../html-page';
import { docsConfig } from './docs.config';
import { partOfContract, REFERENCE_DOCUMENTS } from './reference-documents';
import { REFERENCE_CONTENT_SECURITY_POLICY, referencePage } from './reference-page';

const DOCS = /^\/(?:docs(?:[/?]|$)|openapi\.json(?:\?|$))/;
const JSON_TYPE = 'application/json; charset=utf-8';
const SCRIPT_TYPE = 'text/javascript; charset=utf-8';

/** A text that is made and compressed at the first request; all answers share its bytes. */
interface ServedText {
  type: string;
  make: () => string;
  /** Whether its address changes with its content. */
  isVersioned?: boolean;
}

/**
 * The reference for people at `/docs`, `/docs/render` and `/docs/admin`, and the contract for programs at
 * `/openapi.json`. Everything comes from this server. `DOCS` decides who may read it.
 */
export function serveOpenApi(app: NestFastifyApplication, config: CoreConfig): void {
  const { DOCS: audience = config.isProduction ? 'admin' : 'public' } = docsConfig();
  if (audience === 'off') return;
  if (audience === 'admin') admitAdministratorsOnly(app, config);
  const server = app.getHttpAdapter().getInstance();
  const contract = () => readFileSync(join(PACKAGE_ROOT, 'openapi.json'), 'utf8');
  serveText(server, '/openapi.json', { type: JSON_TYPE, make: contract });
  for (const document of REFERENCE_DOCUMENTS) {
    const make = () => JSON.stringify(partOfContract(JSON.parse(contract()) as OpenAPIObject, document));
    serveText(server, `/docs/${document.name}.json`, { type: JSON_TYPE, make });
    const page = referencePage(document, viewer.version);
    server.get(document.path, (_request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .headers({ 'Cache-Control': 'no-cache', 'Content-Security-Policy': REFERENCE_CONTENT_SECURITY_POLICY })
        .send(page),
    );
  }
  const own = (file: string) => () => readFileSync(join(__dirname, 'static', file), 'utf8');
  serveText(server, '/docs/assets/reference.js', { type: SCRIPT_TYPE, make: own('reference.js') });
  serveText(server, '/docs/assets/reference.css', { type: 'text/css; charset=utf-8', make: own('reference.css') });
  const script = () => readFileSync(viewer.script, 'utf8');
  serveText(server, `/docs/assets/viewer-${viewer.version}.js`, { type: SCRIPT_TYPE, make: script, isVersioned: true });
}

/** The package that draws the reference in browsers; only its bundle is used, its server part is not. */
const viewer = (() => {
  const folder = dirname(require.resolve('@scalar/fastify-api-reference'));
  const { version } = JSON.parse(readFileSync(join(folder, '../package.json'), 'utf8')) as { version: string };
  return { version, script: join(folder, 'js/standalone.js') };
})();

function serveText(server: FastifyInstance, path: string, { type, make, isVersioned = false }: ServedText): void {
  let plain: Buffer | undefined;
  let compressed: Promise<Buffer> | undefined;
  server.get(path, async (request: FastifyRequest, reply: FastifyReply) => {
    reply.type(type).headers({
      'Cache-Control': isVersioned ? 'private, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Origin, Accept-Encoding',
    });
    plain ??= Buffer.from(make());
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding']))) return plain;
    compressed ??= promisify(gzip)(plain);
    reply.header('Content-Encoding', 'gzip');
    return compressed;
  });
}

function admitAdministratorsOnly(app: NestFastifyApplication, config: CoreConfig): void {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', async (request, reply) => {
    if (!DOCS.test(request.url)) return;
    try {
      await app.get(AdminPageAccessService, { strict: false }).verify(request);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.kind === 'unauthenticated' && prefersHtml(request))
        reply
          .code(303)
          .header('Location', `/admin/sign-in?next=${encodeURIComponent(request.url)}`)
          .send();
      else sendProblem(reply, error, request.id, `${config.baseUrl}/errors`);
      await reply;
    }
  });
}
