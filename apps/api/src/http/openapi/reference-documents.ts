import type { OpenAPIObject } from '@nestjs/swagger';
import { usedComponents } from './used-components';

export interface ReferenceDocument {
  name: 'product' | 'render' | 'admin';
  /** Path of its page. */
  path: string;
  title: string;
  /** Text at the top of the page, in Markdown. */
  introduction: string;
  chapters: readonly string[];
}

/** Every document begins with this list, because each page shows only one of them. */
const DOCUMENTS = `This reference has three documents:

- [Product](/docs): accounts, workspaces, API keys, settings, uploads, payments
- [Rendering](/docs/render): renders, and the routes for clients of Shotstack
- [Operators](/docs/admin): administration and health`;

const CONVENTIONS = `**JSON.** Fields are snake_case, times are ISO 8601 in UTC, ids are UUIDs, money is an integer in the smallest unit of its currency. A request with an
unknown field is refused.

**Errors.** Every error is \`application/problem+json\` with a stable \`code\`; each operation lists its codes and [Errors](/errors) explains all of them. Quote
\`request_id\` when you ask for help.

**Limits.** \`RateLimit\` and \`RateLimit-Policy\` show the budget; after a 429, wait for the seconds in \`Retry-After\`.`;

/** The reference, one document for each kind of reader. A chapter may be in several documents. */
export const REFERENCE_DOCUMENTS: readonly ReferenceDocument[] = [
  {
    name: 'product',
    path: '/docs',
    title: 'Product',
    introduction: `What a dashboard needs: accounts, workspaces, keys, settings, uploads, connected platforms and payments.

${DOCUMENTS}

**Credentials.** \`Authorization: Bearer <access token>\`, from [signing in](#tag/account).

${CONVENTIONS}`,
    chapters: [
      'Account',
      'API keys',
      'Workspace',
      'Settings',
      'Uploads',
      'Approvals',
      'Platforms',
      'Billing',
      'Analytics',
      'Events',
      'Webhooks',
      'Callbacks',
      'Errors',
    ],
  },
  {
    name: 'render',
    path: '/docs/render',
    title: 'Rendering',
    introduction: `Renders edits to video. Clients of Shotstack work after changing the base URL and the key.

${DOCUMENTS}

**Credentials.** \`Authorization: Bearer <API key>\`, or \`x-api-key: <API key>\` as clients of Shotstack send it. [Create a key](/docs#tag/api-keys) first.

**Retries.** POSTs that create or spend take an \`Idempotency-Key\`: the same key and body get the first answer again for 24 hours. Those that show a secret or send an invitation refuse the header, because we store no such answer.

${CONVENTIONS}`,
    chapters: [
      'Renders',
      'Shotstack: Edit',
      'Shotstack: Serve',
      'Shotstack: Ingest',
      'Events',
      'Webhooks',
      'Callbacks',
      'Errors',
    ],
  },
  {
    name: 'admin',
    path: '/docs/admin',
    title: 'Operators',
    introduction: `For the operators of the installation.

${DOCUMENTS}

**Credentials.** \`Authorization: Bearer <access token>\` of an administrator, or \`X-Admin-Key: <ADMIN_API_KEY>\`.

${CONVENTIONS}`,
    chapters: ['Admin', 'Provider webhooks', 'Self-checks', 'Health', 'Errors'],
  },
];

type Item = Record<string, { tags?: string[] }>;

/** The part of the contract that one document shows, with nothing that only other parts use. */
export function partOfContract(contract: OpenAPIObject, { title, introduction, chapters }: ReferenceDocument): object {
  const inChapters = (items: object = {}): Record<string, Item> =>
    Object.fromEntries(
      Object.entries(items as Record<string, Item>).flatMap(([name, item]) => {
        const operations = Object.entries(item).filter(([, { tags = [] }]) =>
          tags.some((tag) => chapters.includes(tag)),
        );
        return operations.length > 0 ? [[name, Object.fromEntries(operations)] as const] : [];
      }),
    );
  const paths = inChapters(contract.paths) as OpenAPIObject['paths'];
  const webhooks = inChapters((contract as { webhooks?: object }).webhooks);
  return {
    ...contract,
    info: { ...contract.info, title, description: introduction },
    tags: contract.tags?.filter(({ name }) => chapters.includes(name)),
    paths,
    webhooks,
    components: usedComponents({ paths, webhooks }, contract.components as never),
  };
}
