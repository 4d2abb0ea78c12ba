import type { Servers } from './installation';
import { requestsPerSecond } from './load';
import { type Arm, interleave } from './measurement';
import { type Section, section } from './section';
import { ServerProcess } from './server-process';

const CALLERS = 2_000;

/** The cost of Nest, the access guard and the limiter on a route that does nothing. */
export async function measureRoutes(machine: Servers, pace: { rounds: number; seconds: number }): Promise<Section> {
  // A window of one second: the budget never runs out, but each caller still has a window to maintain.
  const limits = { RATE_LIMIT_REQUESTS: '100000', RATE_LIMIT_WINDOW: '1' };
  const { env, apiKey } = await machine.install('routes');
  const servers = await Promise.all([
    ServerProcess.start('bench/servers/bare-fastify', {}),
    ServerProcess.start('bench/servers/nest-routes', { ...env, ...limits }),
    ...(machine.redis
      ? [ServerProcess.start('bench/servers/nest-routes', { ...env, ...limits, REDIS_URL: machine.redis.url })]
      : []),
  ]);
  const [bare, nest, nestWithRedis] = servers;
  const callers = Array.from({ length: CALLERS }, (_, index) => ({
    'x-forwarded-for': `10.1.${index >> 8}.${index & 255}`,
  }));
  const withKey = [{ authorization: `Bearer ${apiKey}` }];
  const arm = (
    name: string,
    server: ServerProcess | undefined,
    route: string,
    headers?: readonly Record<string, string>[],
  ): Arm => ({
    name,
    measure: () => requestsPerSecond({ url: `${server?.url}/bench/${route}`, seconds: pace.seconds, headers }),
  });
  try {
    const results = await interleave(
      [
        arm('bare Fastify', bare, 'open'),
        arm('Nest route', nest, 'open'),
        arm('… with API key', nest, 'authenticated', withKey),
        arm('… with API key and limiter, local', nest, 'authenticated-limited', withKey),
        arm('… with limiter, local', nest, 'limited', callers),
        ...(nestWithRedis ? [arm('… with limiter, Redis', nestWithRedis, 'limited', callers)] : []),
      ],
      pace.rounds,
    );
    return section(
      'HTTP routes',
      'requests/s',
      'The client shares the processors with the server, which flatters slower arms.',
      results,
    );
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
