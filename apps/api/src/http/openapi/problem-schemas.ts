import type { JsonSchema, Schemas } from './json-schema';

const REF = '#/components/schemas/';

const text = (description: string, example: string): JsonSchema => ({
  type: 'string',
  description,
  examples: [example],
});

const FAULT: JsonSchema = {
  type: 'object',
  description: 'One fault in the input.',
  required: ['path', 'code', 'message'],
  properties: {
    path: text('JSON path of the field.', 'targets[0].account_id'),
    code: text('Stable code of the fault.', 'required'),
    message: text('What is wrong, for people.', 'is required'),
  },
};

const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'The answer to a request that failed (RFC 9457). Some codes have further fields.',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: {
      type: 'string',
      format: 'uri',
      description: 'Address of the page that explains the error.',
      examples: ['https://api.example.com/errors/invalid_input'],
    },
    title: text('Short summary, the same every time.', 'The input is not valid'),
    status: { type: 'integer', minimum: 400, maximum: 599, description: 'HTTP status.', examples: [422] },
    detail: text('What happened this time.', 'The input is not valid.'),
    code: text('Stable code for programs to test.', 'invalid_input'),
    request_id: text('`X-Request-Id` of the request; quote it when you ask for help.', 'c0ffee00-1234'),
    errors: { type: 'array', description: 'Every fault in the input.', items: { $ref: `${REF}InputFault` } },
  },
};

const EDIT_PROBLEM: JsonSchema = {
  description: 'A problem with additional fields that clients of Shotstack read.',
  allOf: [
    { $ref: `${REF}Problem` },
    {
      type: 'object',
      required: ['success', 'message', 'response'],
      properties: {
        success: { type: 'boolean', const: false, description: 'Always false.' },
        message: text("Shotstack's word for the status.", 'Bad Request'),
        response: {
          type: 'object',
          description: 'What happened.',
          required: ['error'],
          properties: {
            error: text('What happened this time.', 'The edit cannot be rendered'),
            details: {
              type: 'array',
              description: 'Every fault in the edit, in words.',
              items: { type: 'string', examples: ['output.format is required.'] },
            },
          },
        },
      },
    },
  ],
};

const JSON_API_PROBLEM: JsonSchema = {
  description: 'A problem whose `errors` are also JSON:API errors.',
  allOf: [
    { $ref: `${REF}Problem` },
    {
      type: 'object',
      required: ['errors'],
      properties: {
        errors: {
          type: 'array',
          minItems: 1,
          description: 'Every fault, at least one.',
          items: {
            allOf: [
              { $ref: `${REF}InputFault` },
              {
                type: 'object',
                required: ['status', 'title', 'detail'],
                properties: {
                  status: text('HTTP status as text.', '422'),
                  title: text('Short summary, the same every time.', 'The input is not valid'),
                  detail: text('What happened this time.', 'url is required'),
                },
              },
            ],
          },
        },
      },
    },
  ],
};

/** The schemas of answers to failed requests. */
export const PROBLEM_SCHEMAS: Schemas = {
  InputFault: FAULT,
  Problem: PROBLEM,
  EditProblem: EDIT_PROBLEM,
  JsonApiProblem: JSON_API_PROBLEM,
};

/** The schema of problems below a path: Shotstack's services have fields of their own. */
export function problemSchemaOf(path: string): string {
  if (path.startsWith('/edit/')) return 'EditProblem';
  return path.startsWith('/serve/') || path.startsWith('/ingest/') ? 'JsonApiProblem' : 'Problem';
}
