import { randomUUID } from 'node:crypto';
import type { Servers } from './installation';
import { type ArmResult, median } from './measurement';
import { type Section, section } from './section';
import { ServerProcess } from './server-process';

interface Question {
  path: string;
  body: (email: string) => object;
}

const QUESTIONS: Readonly<Record<string, Question>> = {
  'Sign-in with a wrong password': {
    path: '/api/auth/login',
    body: (email) => ({ email, password: 'a wrong password' }),
  },
  'Asking for a password reset': { path: '/api/auth/password-reset', body: (email) => ({ email }) },
};

/**
 * Measures whether response times reveal that an address has an account: alternates known and unknown addresses, each
 * used once.
 */
export async function measureTiming(machine: Servers, { pairs }: { pairs: number }): Promise<Section[]> {
  const { env } = await machine.install('timing');
  const server = await ServerProcess.start('apps/api/src/main', {
    ...env,
    API_HOST: '127.0.0.1',
    API_PORT: '0',
    RATE_LIMIT_MAX: '100000',
    ENVIRONMENT: 'test',
  });
  try {
    const ask = callerOf(server.url);
    const known = Array.from({ length: pairs }, () => `known-${randomUUID()}@example.test`);
    for (const email of known)
      await ask('/api/auth/register', { email, password: `a long one ${randomUUID()}`, name: 'A user' });
    const sections: Section[] = [];
    for (const [title, question] of Object.entries(QUESTIONS))
      sections.push(await compare(title, question, known, ask));
    return sections;
  } finally {
    await server.stop();
  }
}

type Ask = (path: string, body: object) => Promise<number>;

/** Measures calls in milliseconds. Each comes from a separate network, so that no delay for guessers is included. */
function callerOf(url: string): Ask {
  let caller = 0;
  return async (path, body) => {
    caller += 1;
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': `10.${caller >> 8}.${caller & 255}.1` };
    const began = performance.now();
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    await answer.arrayBuffer();
    return performance.now() - began;
  };
}

/** Sends one request for each known address and for as many unknown ones, in turn. */
async function compare(title: string, { path, body }: Question, known: readonly string[], ask: Ask): Promise<Section> {
  const times = { known: [] as number[], unknown: [] as number[] };
  for (const [index, email] of known.entries()) {
    const pair = [['known', email] as const, ['unknown', `other-${randomUUID()}@example.test`] as const];
    for (const [kind, address] of index % 2 === 0 ? pair : pair.reverse())
      times[kind].push(await ask(path, body(address)));
  }
  const results: ArmResult[] = Object.entries(times).map(([kind, rounds]) => ({
    name: `${kind} address`,
    median: median(rounds),
    rounds,
  }));
  const t = welch(times.known, times.unknown).toFixed(2);
  const note = `${known.length} of each, in turn. Welch's t is ${t}: from -3 to 3 the two are indistinguishable.`;
  return section(title, 'ms', note, results);
}

/**
 * Difference of the means in standard errors (Welch 1947), without the top and bottom tenth, which pauses of the
 * machine distort.
 */
function welch(first: readonly number[], second: readonly number[]): number {
  const [a, b] = [momentsOf(first), momentsOf(second)];
  return (a.mean - b.mean) / Math.sqrt(a.squaredError + b.squaredError);
}

function momentsOf(values: readonly number[]): { mean: number; squaredError: number } {
  const cut = Math.floor(values.length / 10);
  const kept = [...values].sort((a, b) => a - b).slice(cut, values.length - cut);
  const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
  const variance = kept.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (kept.length - 1);
  return { mean, squaredError: variance / kept.length };
}
