import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type CoreConfig, coreConfig } from '../core.config';
import { metricsRegistry } from '../logging/metrics';
import { isSameSecret } from '../vault/secrets';
import { askWithin } from './health';
import { Readiness } from './readiness';

/**
 * Serves `/metrics`, `/health/live` and `/health/ready` of any process on `METRICS_PORT`, for machines in the private
 * network.
 */
@Injectable()
export class OperationsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(OperationsServer.name);
  private readonly server = createServer(
    { requestTimeout: 5_000, headersTimeout: 5_000 },
    (request, response) => void this.answer(request, response),
  );

  constructor(
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
    private readonly readiness: Readiness,
  ) {}

  /** The port that the server listens on; undefined while it does not listen. */
  get port(): number | undefined {
    return (this.server.address() as AddressInfo | null)?.port;
  }

  /** If the port is taken, this process has no metrics but works otherwise. */
  async onApplicationBootstrap(): Promise<void> {
    const { METRICS_PORT: port, API_HOST: host } = this.config;
    if (port === undefined) return;
    const fault = await new Promise<Error | undefined>((resolve) =>
      this.server.once('error', resolve).listen(port, host, () => resolve(undefined)),
    );
    if (fault)
      this.logger.error('METRICS_PORT cannot be used; this process goes on without it', { reason: fault.message });
    else this.logger.log('metrics and health have their own port', { port: this.port });
  }

  onApplicationShutdown(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer({ url = '/', headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = url.split('?', 1)[0];
    if (path === '/metrics' && !this.mayRead(headers.authorization))
      return sendJson(response, 401, { status: 'authentication_required' });
    if (path === '/metrics') return send(response, 200, metricsRegistry.contentType, await metricsRegistry.metrics());
    if (path === '/health/live') return sendJson(response, 200, { status: 'ok' });
    if (path !== '/health/ready') return sendJson(response, 404, { status: 'not_found' });
    const report = await askWithin(this.readiness, 1_500);
    return sendJson(response, report.status === 'ok' ? 200 : 503, report);
  }

  private mayRead(authorization = ''): boolean {
    const { METRICS_TOKEN: token } = this.config;
    return token === undefined || isSameSecret(authorization, `Bearer ${token}`);
  }
}

const sendJson = (response: ServerResponse, status: number, body: unknown) =>
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body));

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
}
