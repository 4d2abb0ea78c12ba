import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type ApiOptions, createApi } from '../../../apps/api/src/http/create-api';

export interface TestApi {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  app: NestFastifyApplication;
  close(): Promise<void>;
}

export interface TestApiOptions extends ApiOptions {
  databaseUrl: string;
  /** Default: any free one. */
  port?: number;
  /** Environment variables of this instance, in addition to the defaults below. */
  env?: Readonly<Record<string, string | undefined>>;
}

/**
 * The real API on a free port of 127.0.0.1. `process.env` belongs to the test file, so settings made here stay in it.
 */
export async function startTestApi({
  databaseUrl,
  port: wanted = 0,
  env,
  ...options
}: TestApiOptions): Promise<TestApi> {
  const variables = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    API_HOST: '127.0.0.1',
    JWT_SECRET: 'a secret for tests only, 32 bytes or more',
    TOKEN_ENC_KEYS: `v1:${Buffer.from('32 bytes that are just for tests').toString('base64')}`,
    ...env,
  };
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  const app = await createApi(options);
  const server = await app.listen({ host: '127.0.0.1', port: wanted }).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    // The server would wait for answers that the test did not read to the end, and for connections that its client
    // reopens.
    const cutting = setInterval(() => server.closeAllConnections(), 20);
    await app.close().finally(() => clearInterval(cutting));
  };
  return { url: `http://127.0.0.1:${port}`, app, close };
}
