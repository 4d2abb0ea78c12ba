import { readFileSync } from 'node:fs';
import { type AppError, acceptsNull, createValidationPipe, type InputFault, RULE_MESSAGES } from '@app/core';
import { getMetadataStorage } from 'class-validator';
import { ruledClasses } from '../../../apps/api/src/http/openapi/validation-rules';
import { allowsNull, NullCases, type Schemas } from '../../support/fuzz/null-cases';
import type { JsonSchema } from '../../support/fuzz/schema-arbitrary';
import { signUpConfirmed, type TestAccount } from '../../support/harness/test-account';
import { installation } from '../../support/harness/test-installation';
import { grantTier } from '../../support/model/grant-tier';

interface Operation {
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
}
interface Contract {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas };
}
interface Answer {
  status: number;
  body: { code?: string; errors?: { path: string; code: string }[] };
}

const { paths, components } = JSON.parse(readFileSync('openapi.json', 'utf8')) as Contract;

/** Every operation of ours with a body, except edits, which have a schema of their own. */
const operations = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, { requestBody }]) => {
    const schema = requestBody?.content['application/json']?.schema;
    return path.startsWith('/api/') && schema?.$ref?.endsWith('Dto')
      ? [{ method: method.toUpperCase(), path, schema }]
      : [];
  }),
);

/** Operations whose valid requests succeed here, so that a null would reach the code behind the validation. */
const SUCCESSFUL = [
  'PATCH /api/uploads/{id}',
  'PATCH /api/webhooks/{id}',
  'POST /api/admin/entitlements/grant',
  'POST /api/admin/tokens/grant',
  'POST /api/callbacks/secret',
  'POST /api/keys',
  'POST /api/keys/{id}/rotate',
  'POST /api/uploads/estimate',
  'POST /api/uploads/presign',
  'POST /api/uploads/schedule/preview',
  'POST /api/uploads/{id}/parts',
  'POST /api/uploads/{id}/review-links',
  'POST /api/webhooks',
  'POST /api/webhooks/{id}/rotate-secret',
  'PUT /api/settings',
];

/** Rules of ours, which bring their sentences. */
const OWN_RULES = new Set(['isTimeZoneName', 'not_offered']);
/** Phrases of class-validator's own messages, which people stop at. */
const WORDS_OF_THE_LIBRARY =
  /an email$|longer than|shorter than|less than|greater than|\d elements|'s |each value|following|conforming|valid|nested|array|boolean|integer|should/;
const WRONG_VALUES = [{}, [], 'x'.repeat(20_000), '', -1e15, 1e15, [{}, {}], Array(2_000).fill('x'), true];

const requests = () => [...ruledClasses()].filter(([name]) => /(Dto|Query)$/.test(name));

async function faultsOf(metatype: new () => object, field: string) {
  const found: InputFault[] = [];
  for (const value of WRONG_VALUES)
    await createValidationPipe()
      .transform({ [field]: value }, { type: 'body', metatype })
      .catch(({ options }: AppError) => found.push(...(options.errors ?? [])));
  return found.filter(({ path }) => path.startsWith(field));
}

describe('the rules of requests', () => {
  const instance = installation();
  let account: TestAccount;

  beforeAll(async () => {
    account = await signUpConfirmed(instance.api.url, instance.db);
    await instance.db.query(`update users set role = 'admin' where id = $1`, [account.userId]);
    await grantTier(instance.db, account.userId);
  });

  const send = (method: string, path: string, body: unknown): Promise<Answer> =>
    instance.call<Answer['body']>(method, path, { token: account.accessToken, body });

  /** The path with the ids of objects that exist, as far as an object of the account has them. */
  async function pathOf(path: string, cases: NullCases): Promise<string> {
    const [, creation] = /^(\/api\/(?:keys|webhooks|uploads))\/\{id\}/.exec(path) ?? [];
    if (!creation) return path.replace('{platform}', 'youtube').replaceAll(/\{\w+\}/g, crypto.randomUUID());
    const route = creation === '/api/uploads' ? `${creation}/presign` : creation;
    const schema = paths[route]?.post?.requestBody?.content['application/json']?.schema ?? {};
    const { body } = await send('POST', route, cases.valid(schema));
    const { id, upload_id } = body as { id?: string; upload_id?: string };
    return path.replace('{id}', id ?? upload_id ?? '').replaceAll(/\{\w+\}/g, crypto.randomUUID());
  }

  it('answer null in an optional field of any request like a field that is left out', async () => {
    const cases = new NullCases(components.schemas, { user_id: account.userId, password: 'not the password' });
    const wrong: string[] = [];
    const succeeded: string[] = [];
    let tried = 0;
    for (const { method, path, schema } of operations) {
      const sendTo = async (body: unknown) => {
        // Accounts have at most 25 keys, 20 webhooks and one unfinished self-check, and wait after wrong passwords.
        for (const table of ['api_keys', 'webhook_endpoints', 'self_checks', 'sign_in_delays'])
          await instance.db.query(`delete from ${table}`);
        return send(method, await pathOf(path, cases), body);
      };
      const known = new Map<string, Answer>();
      for (const { field, given, absent } of cases.of(schema)) {
        const key = JSON.stringify(absent);
        const expected = absent === undefined ? undefined : (known.get(key) ?? (await sendTo(absent)));
        if (expected) known.set(key, expected);
        const answer = await sendTo(given);
        tried += 1;
        if (answer.status !== (expected?.status ?? 422))
          wrong.push(`${method} ${path} ${field}: ${answer.status}, ${expected?.status}`);
        if (answer.status < 300) succeeded.push(`${method} ${path}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(SUCCESSFUL.filter((name) => !succeeded.includes(name))).toEqual([]);
    expect(tried).toBeGreaterThan(120);
  });

  it('accept null in exactly the fields whose type has it', () => {
    const differing = [...ruledClasses()].flatMap(([name, { prototype }]) =>
      Object.entries(components.schemas[name]?.properties ?? {})
        .filter(([field, schema]) => allowsNull(schema) !== acceptsNull(prototype as object, field))
        .map(([field]) => `${name}.${field}`),
    );
    expect(differing).toEqual([]);
  });

  it('have a sentence for people each, and stand once at a field', () => {
    const rules = requests().flatMap(([request, target]) =>
      getMetadataStorage()
        .getTargetValidationMetadatas(target, '', false, false)
        .flatMap(({ name, propertyName, message }) =>
          name && name !== 'isOptional' ? [{ name, message, at: `${request}.${propertyName}` }] : [],
        ),
    );
    const silent = rules.filter(({ name, message }) => !message && !OWN_RULES.has(name) && !(name in RULE_MESSAGES));
    const named = rules.map(({ name, at }) => `${at} ${name}`);
    expect(rules.length).toBeGreaterThan(400);
    expect(silent).toEqual([]);
    expect(named.filter((rule, index) => named.indexOf(rule) !== index)).toEqual([]);
    expect(Object.keys(RULE_MESSAGES).filter((rule) => !rules.some(({ name }) => name === rule))).toEqual([]);
  });

  it('explain in natural words what a field must be, its name first', async () => {
    const explained = new Set<string>();
    const odd: string[] = [];
    for (const [request, target] of requests()) {
      const fields = getMetadataStorage().getTargetValidationMetadatas(target, '', false, false);
      for (const field of new Set(fields.map(({ propertyName }) => propertyName)))
        for (const { path, code, message } of await faultsOf(target, field)) {
          explained.add(code);
          if (!message.startsWith(field) || WORDS_OF_THE_LIBRARY.test(message))
            odd.push(`${request} ${path} ${code}: ${message}`);
        }
    }
    expect(odd).toEqual([]);
    expect([...explained].sort()).toEqual(expect.arrayContaining(['array_unique', 'is_email', 'is_length', 'max']));
    expect(explained.size).toBeGreaterThan(18);
  });
});
