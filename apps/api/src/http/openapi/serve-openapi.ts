import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdminPageAccessService } from '@app/auth';
import { type CoreConfig, PACKAGE_ROOT, sendProblem, toAppError } from '@app/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { docsConfig } from './docs.config';

const DOCS = /^\/(?:docs(?:[/?]|-|$)|openapi\.json(?:\?|$))/;

/**
 * Serves `/docs` for people and `/openapi.json` for programs: the committed contract, read on the first request. `DOCS`
 * decides who may see it.
 */
export function serveOpenApi(app: NestFastifyApplication, config: CoreConfig): void {
  const { DOCS: audience = config.isProduction ? 'admin' : 'public' } = docsConfig();
  if (audience === 'off') return;
  if (audience === 'admin') admitAdministratorsOnly(app, config);
  const readContract = () => JSON.parse(readFileSync(join(PACKAGE_ROOT, 'openapi.json'), 'utf8')) as OpenAPIObject;
  SwaggerModule.setup('docs', app, readContract, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Reelway API',
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true, docExpansion: 'none' },
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
      if (error.kind === 'unauthenticated' && /\btext\/html\b/.test(request.headers.accept ?? ''))
        reply.code(303).header('Location', '/admin/sign-in?next=/docs').send();
      else sendProblem(reply, error, request.id, `${config.baseUrl}/errors`);
      await reply;
    }
  });
}
