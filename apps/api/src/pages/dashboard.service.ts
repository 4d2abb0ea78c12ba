import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CoreConfig, coreConfig, notFound } from '@app/core';
import { ObjectStores, type StorageProvider } from '@app/storage';
import fastifyStatic from '@fastify/static';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The build of apps/dashboard: at the same path relative to the sources and to the compiled files. */
const BUILD = join(__dirname, '../../../dashboard/dist');
const PREFIX = '/app/';
const YEAR_MS = 31_536_000_000;
/** The build has no folders below its assets. */
const ASSET = /^\w[\w.-]*$/;
const SAMPLE_KEY = 'dashboard';

/** Serves the browser app below `/app`: its files and, for every other address, its page. */
@Injectable()
export class DashboardService implements OnModuleInit {
  private policy?: string;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly stores: ObjectStores,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    const server = this.http.httpAdapter.getInstance<FastifyInstance>();
    const page = readFileSync(join(BUILD, 'index.html'));
    await server.register(async (scope) => {
      await scope.register(fastifyStatic, { root: join(BUILD, 'assets'), serve: false, preCompressed: true });
      scope.get<{ Params: { '*': string } }>(`${PREFIX}assets/*`, ({ params }, reply) => {
        const name = params['*'];
        if (!ASSET.test(name)) throw notFound();
        // Their names change with their content.
        return reply.sendFile(name, { maxAge: YEAR_MS, immutable: true });
      });
    });
    server.get('/app', (_request, reply) => reply.redirect(PREFIX));
    server.get(`${PREFIX}*`, (request, reply) => this.sendPage(request, reply, page));
  }

  private async sendPage({ headers }: FastifyRequest, reply: FastifyReply, page: Buffer): Promise<Buffer> {
    // A script or picture that does not exist must not be answered with a page.
    if (headers['sec-fetch-dest'] !== undefined && headers['sec-fetch-dest'] !== 'document') throw notFound();
    reply.type('text/html; charset=utf-8').headers({
      'Cache-Control': 'no-cache',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': await this.contentSecurityPolicy(),
    });
    return page;
  }

  /** Nothing inline and nothing from elsewhere, except the files of users, which browsers exchange with the stores. */
  private async contentSecurityPolicy(): Promise<string> {
    if (this.policy !== undefined) return this.policy;
    const stores = [this.stores.renders, this.stores.sources];
    const addresses = await Promise.allSettled(stores.flatMap(addressesOf));
    const origins = addresses.flatMap((found) => (found.status === 'fulfilled' ? [new URL(found.value).origin] : []));
    const policy = policyFor([...new Set([new URL(this.config.baseUrl).origin, ...origins])]);
    // If a store does not answer now, the next page queries it again.
    if (origins.length === addresses.length) this.policy = policy;
    return policy;
  }
}

/** One address that a browser reads from the store, and one to which it writes. */
function addressesOf(store: StorageProvider): Promise<string>[] {
  return [store.url(SAMPLE_KEY), store.presignPut(SAMPLE_KEY, { contentType: 'video/mp4', size: 1 })].map(
    async (link) => (await link).url,
  );
}

function policyFor(origins: readonly string[]): string {
  const files = ["'self'", ...origins].join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src ${files} blob: data:`,
    `media-src ${files} blob:`,
    `connect-src ${files}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
