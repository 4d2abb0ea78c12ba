import { type Answer, type Call, Refusal } from '../platform/call';
import type { Operation } from '../platform/operations';
import { callerOf, presentedToken } from './access';
import { graphFailure } from './graph-failure';
import type { MetaWorld } from './meta-world';

const VERSION = ':version(^v[0-9]+[.][0-9]+$)';

/** A call of the Graph API, with a version in its path or without one; the answer has Meta's headers. */
export function graphOperations(
  world: MetaWorld,
  operation: Omit<Operation, 'host' | 'account'> & { host?: string; account?: Operation['account'] },
): Operation[] {
  const { path, answer } = operation;
  return [`/${VERSION}${path}`, path].map((versioned) => ({
    host: 'graph',
    account: (call: Call) => callerOf(world, call),
    ...operation,
    path: versioned,
    answer: (call: Call) => withHeaders(world, call, answer),
  }));
}

async function withHeaders(world: MetaWorld, call: Call, answer: Operation['answer']): Promise<Answer | undefined> {
  const served = versionOf(world, call);
  const headers = { 'facebook-api-version': served, 'x-fb-trace-id': 'Aemulator', ...usage(world, call) };
  try {
    checkUsage(world, call);
    const given = await answer(call);
    return given && { ...given, headers: { ...headers, ...given.headers } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal({ ...error.answer, headers: { ...headers, ...error.answer.headers } });
  }
}

/** Requests with an expired version get the oldest supported one. */
function versionOf(world: MetaWorld, call: Call): string {
  const versions = Object.entries(world.app.versions);
  const isAlive = (ends: string | null) => ends === null || Date.parse(ends) > world.now();
  const oldest = versions.find(([, ends]) => isAlive(ends))?.[0] ?? '';
  const asked = call.param('version');
  if (asked === '') return oldest;
  const known = versions.find(([version]) => version === asked);
  const isOlder = Number(asked.slice(1)) < Number((versions[0]?.[0] ?? 'v0').slice(1));
  if (!known && !isOlder) throw graphFailure(2635, `(#2635) The version ${asked} of the Graph API is unknown.`);
  if (known && isAlive(known[1])) return asked;
  call.violate('version_mismatch', asked);
  return oldest;
}

function usage(world: MetaWorld, call: Call): Record<string, string> {
  const percent = world.app.buc_percent;
  const numbers = { call_count: percent, total_cputime: 1, total_time: 1 };
  const token = world.tokens.get(presentedToken(call) ?? '');
  const headers: Record<string, string> = {
    'x-app-usage': JSON.stringify(token?.page ? { ...numbers, call_count: 1 } : numbers),
  };
  if (!token?.page) return headers;
  const type = call.seen.op.startsWith('ig.') ? 'instagram' : 'pages';
  const regain = percent >= 100 ? world.app.regain_minutes : 0;
  const business = { [token.page.id]: [{ type, ...numbers, estimated_time_to_regain_access: regain }] };
  return { ...headers, 'x-business-use-case-usage': JSON.stringify(business) };
}

function checkUsage(world: MetaWorld, call: Call): void {
  if (world.app.buc_percent < 100 || !world.tokens.get(presentedToken(call) ?? '')?.page) return;
  const code = call.seen.op.startsWith('ig.') ? 80_002 : 80_001;
  throw graphFailure(code, `(#${code}) There have been too many calls to this account.`);
}
