import { VERSION } from '@app/core';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { describeAccess } from './openapi-access';
import { describeProblems } from './openapi-problems';

const DESCRIPTION = `Renders, stores, bills and publishes video.

**Credentials.** \`Authorization: Bearer <API key or access token>\`; Shotstack clients send the API key as \`x-api-key\`.

**JSON.** Members are snake_case, times ISO 8601 in UTC, ids UUIDs, money integers in minor units. Fields that a request does not know are refused.

**Errors.** Every error is \`application/problem+json\` with a stable \`code\`; all codes are listed at [/errors](/errors). Quote \`request_id\`
(also in \`X-Request-Id\`, which you may send yourself) when you ask for help.

**Lists.** \`?limit=\` 1 to 100 and \`?cursor=\`, which is \`next_cursor\` of the page before; newest first.

**Retries.** POSTs that create or spend take an \`Idempotency-Key\`: the same key and body get the first answer again for 24 hours.

**Limits.** \`RateLimit\` and \`RateLimit-Policy\` show the budget; a 429 says in \`Retry-After\` when to come back.`;

/** Chapters of the documentation, in their order. */
const TAGS: readonly (readonly [name: string, description: string])[] = [
  ['Account', 'Sign-up, sign-in and sessions.'],
  ['API keys', 'Credentials for programs.'],
  ['Workspace', 'People who work on one account together.'],
  ['Settings', 'How videos are made, and what is told where.'],
  ['Billing', 'Plans, payments and tokens.'],
  ['Admin', 'For the operators of the installation.'],
  ['Renders', 'Edits in, videos out: jobs, batches, their events and files.'],
  [
    'Shotstack: Edit',
    'What clients of Shotstack find at `/edit/v1` and `/edit/stage`: renders, templates, probe. Errors carry `success`, `message` and `response` beside the usual members.',
  ],
  ['Shotstack: Serve', 'Stored files, in JSON:API. Entries of `errors` are JSON:API errors, too.'],
  ['Shotstack: Ingest', 'Files that are fetched or uploaded, and their renditions, in JSON:API.'],
  ['Self-checks', 'Jobs without effect that go the whole way through database, queue and worker.'],
  ['Health', 'How the service and its parts do.'],
  ['Errors', 'The catalogue of error codes.'],
];

/** The contract of the API, made from its controllers. It names no address, so that it is the same everywhere. */
export function createOpenApi(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Reelway API')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key (`rw_live_…`) or an access token.' })
    .addApiKey(
      {
        type: 'apiKey',
        in: 'header',
        name: 'x-api-key',
        description: 'An API key, the way Shotstack clients send it.',
      },
      'api_key',
    )
    .addApiKey(
      {
        type: 'apiKey',
        in: 'header',
        name: 'X-Admin-Key',
        description: "The operator's ADMIN_API_KEY, for admin routes.",
      },
      'admin_key',
    );
  for (const [name, description] of TAGS) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), { operationIdFactory: operationId });
  describeAccess(document, app, operationId);
  describeProblems(document);
  return {
    ...document,
    paths: sorted(document.paths),
    components: { ...document.components, schemas: sorted(document.components?.schemas ?? {}) },
  };
}

/** `/docs` for people, `/openapi.json` for programs. The document is made when it is first asked for. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => createOpenApi(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Reelway API',
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true, docExpansion: 'none' },
  });
}

/** `Sessions_list`: what generated clients call the method. */
const operationId = (controller: string, method: string): string =>
  `${controller.replace(/Controller$/, '')}_${method}`;

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
