import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const REF = '#/components/schemas/Problem';

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457. Some codes add members of their own.',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'Where this error is explained.' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', description: 'What happened this time.' },
    code: { type: 'string', description: 'Stable; test for this in code.', example: 'invalid_input' },
    request_id: { type: 'string' },
    errors: {
      type: 'array',
      description: 'Each fault in the input.',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: {
          path: { type: 'string', example: 'targets[0].account_id' },
          code: { type: 'string', example: 'required' },
          message: { type: 'string', example: 'is required' },
        },
      },
    },
  },
};

/** Named answers, so that the document says each of them once. */
const ANSWERS: Readonly<Record<string, readonly [name: string, description: string]>> = {
  400: ['Malformed', 'The request could not be read.'],
  401: ['Unauthenticated', 'No credential, or one that is invalid, expired or revoked.'],
  403: ['Forbidden', 'The credential may not do this.'],
  404: ['NotFound', 'There is nothing here, or it belongs to somebody else.'],
  409: ['Conflict', 'It contradicts the present state, or the `Idempotency-Key` was used for something else.'],
  413: ['TooLarge', 'The body is too large.'],
  415: ['UnsupportedMediaType', 'The body is not JSON.'],
  422: ['InvalidInput', 'The input is not valid; `errors` names every fault.'],
  429: ['TooManyRequests', 'Too many requests; see `Retry-After`.'],
  default: ['Error', 'Any other error.'],
};

/** Every operation of the document. */
export function* operationsOf(document: OpenAPIObject): Generator<{ path: string; operation: Operation }> {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) yield { path, operation };
    }
  }
}

/** Adds the errors that follow from the shape of an operation, and the problem schema to those that a route names itself. */
export function describeProblems(document: OpenAPIObject): void {
  const content = { 'application/problem+json': { schema: { $ref: REF } } };
  const responses = Object.fromEntries(
    Object.values(ANSWERS).map(([name, description]) => [name, { description, content }]),
  );
  document.components = {
    ...document.components,
    responses,
    schemas: { ...document.components?.schemas, Problem: PROBLEM as never },
  };
  for (const { operation } of operationsOf(document)) {
    for (const status of statusesOf(operation)) operation.responses[status] ??= { description: '' };
    for (const [status, response] of Object.entries(operation.responses)) {
      if (!response || '$ref' in response) continue;
      const answer = ANSWERS[status];
      if (status < '400') response.description ||= STATUS_CODES[status] ?? '';
      else if (!response.content)
        operation.responses[status] =
          answer && !response.description ? { $ref: `#/components/responses/${answer[0]}` } : { ...response, content };
    }
  }
}

function statusesOf({ security = [], parameters = [], requestBody }: Operation): string[] {
  const inputs = parameters.flatMap((parameter) => ('in' in parameter ? [parameter] : []));
  const has = (place: string) => inputs.some((parameter) => parameter.in === place);
  return [
    ...(security.length === 0 ? [] : ['401', '403']),
    ...(has('path') ? ['404'] : []),
    ...(inputs.some(({ name }) => name === 'Idempotency-Key') ? ['409'] : []),
    ...(requestBody ? ['400', '413', '415', '422'] : has('query') ? ['422'] : []),
    '429',
    'default',
  ];
}
