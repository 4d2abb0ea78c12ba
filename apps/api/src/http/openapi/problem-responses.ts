import { STATUS_CODES } from 'node:http';
import {
  type AccessRule,
  accountSuspended,
  noSeatsLeft,
  passwordResetRequired,
  scopesOf,
  usesWorkspace,
  workspaceChanged,
  workspaceEnding,
  workspaceUnavailable,
} from '@app/auth';
import {
  accessDenied,
  authenticationRequired,
  databaseUnavailable,
  type ErrorFactory,
  idempotencyInProgress,
  idempotencyKeyInvalid,
  idempotencyKeyReused,
  internalError,
  invalidInput,
  malformedRequest,
  notFound,
  payloadTooComplex,
  payloadTooLarge,
  rateLimited,
  requestTimeout,
  STATUS_BY_KIND,
  shuttingDown,
  toProblem,
  unsupportedMediaType,
} from '@app/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { asShotstackAnswers, isShotstackPath, kindAt } from '../shotstack-problems';
import { EXAMPLE_REQUEST_ID, problemSchemaOf } from './problem-schemas';
import type { RouteMetadata } from './route-metadata';

export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Responses = Record<string, object>;

/** The errors of an operation that follow from its access rule, its input and the limits of the server. */
function impliedErrors({ parameters = [], requestBody }: Operation, { rule, query }: RouteMetadata): ErrorFactory[] {
  const inputs = parameters.flatMap((parameter) => ('in' in parameter ? [parameter] : []));
  const isPublic = rule?.allow === 'public';
  const takesKey = inputs.some(({ name }) => name === 'Idempotency-Key');
  return [
    ...(isPublic ? [] : [authenticationRequired, accessDenied, accountSuspended, passwordResetRequired]),
    ...(rule && usesWorkspace(rule) ? [workspaceUnavailable, workspaceChanged] : []),
    // Viewers may call the rest, and a member is at least that.
    ...(rule && needsMoreThanViewer(rule) ? [noSeatsLeft, workspaceEnding] : []),
    ...(inputs.some((parameter) => parameter.in === 'path') ? [notFound] : []),
    ...(takesKey ? [idempotencyKeyInvalid, idempotencyKeyReused, idempotencyInProgress] : []),
    ...(requestBody
      ? [malformedRequest, payloadTooComplex, requestTimeout, payloadTooLarge, unsupportedMediaType]
      : []),
    ...(query || takesDto(requestBody) ? [invalidInput] : []),
    rateLimited,
    internalError,
    databaseUnavailable,
    shuttingDown,
  ];
}

const needsMoreThanViewer = (rule: AccessRule): boolean =>
  (rule.allow === 'scope' && !scopesOf('viewer').includes(rule.scope)) ||
  (rule.allow === 'session' && !['viewer', 'owner', undefined].includes(rule.workspaceRole));

const takesDto = (body: Operation['requestBody']): boolean =>
  /"#\/components\/schemas\/\w+Dto"/.test(JSON.stringify(body ?? {}));

/** Lists the error codes of an operation for each status, and describes the answers without an error. */
export function describeResponses(path: string, operation: Operation, route: RouteMetadata, shared: Responses): void {
  for (const [status, response] of Object.entries(operation.responses))
    if (response && !('$ref' in response)) response.description ||= STATUS_CODES[status] ?? '';
  const byStatus = new Map<number, ErrorFactory[]>();
  for (const error of new Set([...impliedErrors(operation, route), ...route.errors])) {
    const status = STATUS_BY_KIND[kindAt(path, error.definition.kind)];
    byStatus.set(status, [...(byStatus.get(status) ?? []), error]);
  }
  for (const [status, errors] of byStatus) {
    if (operation.responses[status] !== undefined) continue;
    const name = `${problemSchemaOf(path)}${errors.map(({ definition }) => pascalCase(definition.code)).join('Or')}`;
    shared[name] ??= problemResponse(path, errors);
    operation.responses[status] = { $ref: `#/components/responses/${name}` };
  }
}

function problemResponse(path: string, errors: readonly ErrorFactory[]): object {
  const codes = errors.map(({ definition }) => definition.code);
  return {
    description: errors.map(({ definition: { code, title } }) => `\`${code}\`: ${title}.`).join(' '),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: `#/components/schemas/${problemSchemaOf(path)}` },
            { type: 'object', properties: { code: { type: 'string', enum: codes } } },
          ],
        },
        examples: Object.fromEntries(errors.map((error) => [error.definition.code, { value: exampleOf(error, path) }])),
      },
    },
  };
}

/** The body of an error below a path, as the server makes it. */
function exampleOf(make: ErrorFactory, path: string): object {
  const error = isShotstackPath(path) ? asShotstackAnswers(make(), path) : make();
  return toProblem(error, EXAMPLE_REQUEST_ID, 'https://api.example.com/errors');
}

const pascalCase = (code: string): string =>
  code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
