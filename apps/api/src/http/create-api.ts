import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from '../api.module';
import { type ApiOptions, configureHttp, serverOptions } from './configure-http';

/** The API, ready to listen: the same for `main` and for tests. */
export async function createApi(options: ApiOptions = {}): Promise<NestFastifyApplication> {
  const root = { imports: [ApiModule, ...(options.modules ?? [])] };
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(serverOptions(options)), { abortOnError: false, return503OnClosing: true, rawBody: true });
  configureHttp(app);
  return app;
}
