import { isShotstackPath } from '../shotstack-problems';
import type { JsonSchema, Schemas } from './json-schema';

const REF = '#/components/schemas/';

export const EXAMPLE_REQUEST_ID = '0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10';

const text = (description: string, example: string): JsonSchema => ({
  type: 'string',
  description,
  examples: [example],
});

const FAULT = {
  type: 'object',
  description: 'One fault in the input.',
  required: ['path', 'code', 'message'],
  properties: {
    path: text('JSON path of the field.', 'targets[0].account_id'),
    code: text('Stable code of the fault.', 'required'),
    message: text('What is wrong, for people.', 'targets[0].account_id is required'),
  },
} satisfies JsonSchema;

const PROBLEM = {
  type: 'object',
  description: 'The answer to a request that failed (RFC 9457). Some codes have further fields.',
  required: ['type', 'title', 'status', 'detail', 'help', 'code', 'request_id'],
  properties: {
    type: {
      type: 'string',
      format: 'uri',
      description: 'Address of the page that explains the error.',
      examples: ['https://api.example.com/errors/invalid_input'],
    },
    title: text('Short summary, the same every time.', 'The input is not valid'),
    status: { type: 'integer', minimum: 400, maximum: 599, description: 'HTTP status.', examples: [422] },
    detail: text('What happened this time.', 'One field is not valid: name.'),
    help: text('What you can do about it, the same every time.', 'Correct every field listed in `errors`.'),
    code: text('Stable code for programs to test.', 'invalid_input'),
    request_id: text('`X-Request-Id` of the request; quote it when you ask for help.', EXAMPLE_REQUEST_ID),
    errors: { type: 'array', description: 'Every fault in the input.', items: { $ref: `${REF}InputFault` } },
  },
} satisfies JsonSchema;

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

const JSON_API_FAULT: JsonSchema = {
  ...FAULT,
  description: 'One fault, which is also an error of JSON:API.',
  required: [...FAULT.required, 'status', 'title', 'detail'],
  properties: {
    ...FAULT.properties,
    status: text('HTTP status as text.', '400'),
    title: text('Short summary, the same every time.', 'The input is not valid'),
    detail: text('What happened this time.', 'url is required'),
  },
};

const JSON_API_PROBLEM: JsonSchema = {
  ...PROBLEM,
  description: 'A problem whose `errors` are also errors of JSON:API.',
  required: [...PROBLEM.required, 'errors'],
  properties: {
    ...PROBLEM.properties,
    errors: {
      type: 'array',
      minItems: 1,
      description: 'Every fault, at least one.',
      items: { $ref: `${REF}JsonApiFault` },
    },
  },
};

/** The schemas of answers to failed requests. */
export const PROBLEM_SCHEMAS: Schemas = {
  InputFault: FAULT,
  Problem: PROBLEM,
  EditProblem: EDIT_PROBLEM,
  JsonApiFault: JSON_API_FAULT,
  JsonApiProblem: JSON_API_PROBLEM,
};

/** The schema of problems below a path: Shotstack's services have fields of their own. */
export function problemSchemaOf(path: string): string {
  if (!isShotstackPath(path)) return 'Problem';
  return path.startsWith('/edit/') ? 'EditProblem' : 'JsonApiProblem';
}
