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

/** Measures whether response times reveal that an address has an account: alternates known and unknown addresses, each used once. */
export async function measureTiming(machine: Servers, { pairs }: { pairs: number }): Promise<Section[]> {
  const { env } = await machine.install('timing');
  const server = await ServerProcess.start('apps/api/src/main', {
    ...env,
    API_HOST: '127.0.0.1',
    API_PORT: '0',
    RATE_LIMIT_MAX: '100000',
    ENVIRONMENT: 'test',
  });
  let caller = 0;
  /** Milliseconds; every call comes from a network of its own, so that no delay for guessers is in it. */
  const ask = async (path: string, body: object): Promise<number> => {
    caller += 1;
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': `10.${caller >> 8}.${caller & 255}.1` };
    const began = performance.now();
    const answer = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    await answer.arrayBuffer();
    return performance.now() - began;
  };
  try {
    const known = Array.from({ length: pairs }, () => `known-${randomUUID()}@example.test`);
    for (const email of known)
      await ask('/api/auth/register', { email, password: `a long one ${randomUUID()}`, name: 'Somebody' });
    const sections: Section[] = [];
    for (const [title, { path, body }] of Object.entries(QUESTIONS)) {
      const times = { known: [] as number[], unknown: [] as number[] };
      for (const [index, email] of known.entries()) {
        const stranger = `other-${randomUUID()}@example.test`;
        const pair = [['known', email] as const, ['unknown', stranger] as const];
        for (const [kind, address] of index % 2 === 0 ? pair : pair.reverse())
          times[kind].push(await ask(path, body(address)));
      }
      const results: ArmResult[] = Object.entries(times).map(([kind, rounds]) => ({
        name: `${kind} address`,
        median: median(rounds),
        rounds,
      }));
      const t = welch(times.known, times.unknown).toFixed(2);
      sections.push(
        section(
          title,
          'ms',
          `${pairs} of each, in turn. Welch's t is ${t}: from -3 to 3 the two are indistinguishable.`,
          results,
        ),
      );
    }
    return sections;
  } finally {
    await server.stop();
  }
}

/** Difference of the means in standard errors (Welch 1947), without the tenth of either end: pauses of the machine say nothing about addresses. */
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
