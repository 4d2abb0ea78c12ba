import type { AccessRule } from '@app/auth';
import { CoreEnv, readEnv, VERSION } from '@app/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { createApi } from '../create-api';
import { componentSchemas } from './component-schemas';
import { type JsonSchema, mapValues, type Schemas } from './json-schema';
import { describeResponses, type Operation } from './problem-responses';
import { PROBLEM_SCHEMAS } from './problem-schemas';
import { type RouteMetadata, routeMetadata } from './route-metadata';
import { usedComponents } from './used-components';
import { WEBHOOKS } from './webhooks';

const DESCRIPTION = `Renders, stores, bills and publishes video.

**Credentials.** \`Authorization: Bearer <API key or access token>\`; Shotstack clients send the API key as \`x-api-key\`.

**Workspaces.** A session works in one workspace at a time. A request with the header \`X-Workspace-Id\` is refused with \`workspace_changed\` when the session works in another workspace.

**JSON.** Fields are snake_case, times ISO 8601 in UTC, ids UUIDs, money integers in minor units. Requests with unknown fields are refused; \`null\` counts as left out unless the type of the field has it.

**Errors.** Every error is \`application/problem+json\` with a stable \`code\`. Each operation lists its codes; [/errors](/errors) lists all of them. Quote \`request_id\`
(also in \`X-Request-Id\`, which you may send yourself) when you ask for help.

**Lists.** The newest entry comes first. \`?limit=\` is 1 to 100; \`?cursor=\` is the \`next_cursor\` of the previous page.

**Retries.** POSTs that create or spend take an \`Idempotency-Key\`: the same key and body get the first answer again for 24 hours. Those that show a secret or send an invitation refuse the header, because we store no such answer.

**Limits.** \`RateLimit\` and \`RateLimit-Policy\` show the budget; after a 429, wait for the seconds in \`Retry-After\`.`;

/** Sections of the documentation, in their order. */
const TAGS: readonly (readonly [name: string, description: string])[] = [
  ['Account', 'Sign-up, sign-in and sessions.'],
  ['API keys', 'Credentials for programs.'],
  ['Workspace', 'Members, roles and invitations.'],
  ['Settings', 'How videos are made, and which notifications are sent.'],
  ['Billing', 'Plans, payments and tokens.'],
  ['Analytics', 'Figures of the account, each with its definition.'],
  ['Admin', 'For the operators of the installation.'],
  ['Uploads', 'Videos on their way to platforms: sending, processing, downloading.'],
  [
    'Approvals',
    'Posts that someone must approve before they are published, and links for reviewers without an account.',
  ],
  ['Platforms', 'Accounts at TikTok, YouTube, Instagram and Facebook: connecting them, their state, groups of them.'],
  ['Renders', 'Renders of edits: jobs, batches, their events and files.'],
  [
    'Shotstack: Edit',
    'Renders, templates and probe, as clients of Shotstack call them at `/edit/v1` and `/edit/stage`.',
  ],
  ['Shotstack: Serve', 'Stored files, in JSON:API.'],
  ['Shotstack: Ingest', 'Sources that are fetched or uploaded, and their renditions, in JSON:API.'],
  ['Events', 'What happens in the account, as a stream.'],
  ['Webhooks', 'Endpoints that receive events of the account, and the log of what was sent.'],
  ['Callbacks', 'What we send to the `callback` of edits and sources, and the secret that signs it.'],
  ['Self-checks', 'Jobs without effect that pass through database, queue and worker.'],
  ['Health', 'State of the service and its parts.'],
  ['Provider webhooks', 'What Stripe and render providers call. No client calls these.'],
  ['Errors', 'The catalogue of error codes.'],
];

/** The meaning of path parameters. */
const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  id: 'Id of the object.',
  job_id: 'Id of the render job.',
  delivery_id: 'Id of the delivery.',
  batch_id: 'Id of the batch.',
  render_id: 'Id of the render, or the id that the render provider gave it.',
  token: 'The unguessable part of the address, which is the credential.',
  url: 'Address of the file, URL encoded.',
  code: 'Code of the error.',
  link: 'Id of the review link.',
  target: 'Id of the post, from `posts` of the upload.',
  platform: '`tiktok`, `youtube` (or `google`), `instagram` or `facebook` (or `meta`).',
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/**
 * The contract of the API, derived from its controllers and the types of their requests and responses. It names no
 * address, so that it is the same everywhere.
 * @param types JSON Schemas of the request and response classes, as `scripts/type-schemas.mjs` makes them
 */
export async function describeApi(types: Schemas): Promise<OpenAPIObject> {
  const app = await createApi({ config: readEnv(CoreEnv), preview: true });
  const operationIdFactory = (_controller: string, method: string): string => method;
  const document = SwaggerModule.createDocument(app, outline(), { operationIdFactory });
  const routes = routeMetadata(app);
  const schemas = { ...componentSchemas(types), ...PROBLEM_SCHEMAS };
  const responses = { Error: otherError() };
  for (const { path, operation } of operationsOf(document)) {
    const route = routes.get(operation.operationId ?? '');
    if (!route) throw new Error(`the operation ${operation.operationId} has no route`);
    describeAccess(operation, route.rule);
    describeParameters(operation, route, schemas);
    describeResponses(path, operation, route, responses);
    operation.responses.default = { $ref: '#/components/responses/Error' };
  }
  const described = { paths: sorted(document.paths), webhooks: WEBHOOKS };
  const components = usedComponents(described, { ...document.components, responses, schemas });
  return { ...document, ...described, components } as OpenAPIObject;
}

/** General information in the document. */
function outline(): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
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
        description: 'An API key, as Shotstack clients send it.',
      },
      'api_key',
    )
    .addApiKey(
      {
        type: 'apiKey',
        in: 'header',
        name: 'X-Admin-Key',
        description: "The operator's key, for admin routes.",
      },
      'admin_key',
    );
  for (const [name, description] of TAGS) builder.addTag(name, description);
  const { info, ...rest } = builder.build();
  // OpenAPI 3.1 names a license by identifier, which the builder's types lack.
  const license = { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' };
  return { ...rest, info: { ...info, license } };
}

function* operationsOf({ paths }: OpenAPIObject): Generator<{ path: string; operation: Operation }> {
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS) if (item[method]) yield { path, operation: item[method] };
  }
}

/** The credentials that an access rule accepts, with the required role or scope. */
function describeAccess(operation: Operation, rule: AccessRule | undefined): void {
  const needs = rule && 'scope' in rule ? [rule.scope] : [];
  operation.security =
    rule?.allow === 'public'
      ? []
      : rule?.allow === 'role'
        ? [{ bearer: [rule.role] }, { admin_key: [] }]
        : rule?.allow === 'session'
          ? [{ bearer: rule.workspaceRole ? [rule.workspaceRole] : [] }]
          : [{ bearer: needs }, { api_key: needs }];
  const note = rule && noteOn(rule);
  if (note) operation.description = [operation.description, note].filter(Boolean).join('\n\n');
}

function noteOn(rule: AccessRule): string | undefined {
  if (rule.allow === 'scope') return `API keys need the scope \`${rule.scope}\`.`;
  if (rule.allow === 'role') return `Requires the role \`${rule.role}\`; API keys are refused.`;
  if (rule.allow !== 'session') return undefined;
  return rule.workspaceRole
    ? `Requires the workspace role \`${rule.workspaceRole}\`; API keys are refused.`
    : 'API keys are refused: sign in.';
}

function describeParameters(operation: Operation, { query, ids }: RouteMetadata, schemas: Schemas): void {
  for (const parameter of operation.parameters ?? []) {
    if (!('in' in parameter) || parameter.in !== 'path') continue;
    parameter.description = PATH_PARAMETERS[parameter.name];
    if (ids.includes(parameter.name)) parameter.schema = { type: 'string', format: 'uuid' };
  }
  if (query) operation.parameters = [...(operation.parameters ?? []), ...queryParameters(schemas[query])];
}

/** The fields of a query class as parameters; a list is one comma-separated parameter. */
function queryParameters(schema: JsonSchema | undefined): NonNullable<Operation['parameters']> {
  const parameters = mapValues(schema?.properties ?? {}, ({ description, ...field }, name) => ({
    name,
    in: 'query' as const,
    required: schema?.required?.includes(name) ?? false,
    description,
    ...(field.type === 'array' && { style: 'form' as const, explode: false }),
    schema: field as never,
  }));
  return Object.values(parameters);
}

const otherError = () => ({
  description: 'Any other error.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
