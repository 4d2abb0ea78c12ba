import { COMPONENTS } from './json-schema';

const HEADERS = [
  {
    name: 'webhook-id',
    description: 'Id of the callback: the same whenever it is repeated.',
    required: true,
    example: 'render-0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10',
  },
  {
    name: 'webhook-timestamp',
    description: 'When this attempt was sent, in seconds since 1970.',
    required: true,
    example: '1790000000',
  },
  {
    name: 'webhook-signature',
    description:
      'One or two signatures, separated by a space: `v1,` and the HMAC-SHA256 in base64 of `<webhook-id>.<webhook-timestamp>.<body>`. Absent while the account has no secret.',
    required: false,
    example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  },
].map(({ example, ...header }) => ({ ...header, in: 'header', schema: { type: 'string', examples: [example] } }));

const callback = (operationId: string, body: string, summary: string) => ({
  post: {
    operationId,
    tags: ['Callbacks'],
    summary,
    security: [],
    parameters: HEADERS,
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: `${COMPONENTS}${body}` } } },
    },
    responses: {
      '200': {
        description:
          'Any status from 200 to 399 within 10 seconds ends the callback; otherwise it is repeated, ten times within about an hour.',
      },
    },
  },
});

/** What we send to the addresses that clients give as `callback`, and to webhook endpoints. */
export const WEBHOOKS = {
  eventHappened: {
    post: {
      ...callback('eventHappened', 'WebhookMessage', 'An event of the account').post,
      tags: ['Webhooks'],
      responses: {
        '200': {
          description:
            'Any 2xx status within 10 seconds accepts the event, and 410 disables the endpoint; otherwise it is sent again, ten times within three days.',
        },
      },
    },
  },
  renderEnded: callback('renderEnded', 'RenderCallback', 'A render is done or has failed'),
  renderFileStored: callback('renderFileStored', 'FileCallback', 'A file of a render is stored'),
  sourceEnded: callback('sourceEnded', 'SourceCallback', 'A source is stored or has failed'),
  renditionEnded: callback('renditionEnded', 'RenditionCallback', 'A rendition of a source is stored or has failed'),
};
