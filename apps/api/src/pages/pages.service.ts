import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CoreConfig, coreConfig, VERSION } from '@app/core';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml, prefersHtml, sendPage } from '../http/html-page';
import { ACCOUNT_PAGES, DASHBOARD_PAGES } from './account-pages';

const STYLE = readFileSync(join(__dirname, 'static/page.css'));

interface Entry {
  name: string;
  path: string;
  meaning: string;
}

const ENTRIES: readonly Entry[] = [
  { name: 'dashboard', path: '/app/', meaning: 'The dashboard: sign in, render and see your videos' },
  {
    name: 'documentation',
    path: '/docs',
    meaning: 'Reference for accounts, uploads and billing, with a form to try each route',
  },
  { name: 'documentation_render', path: '/docs/render', meaning: 'Reference for renders and clients of Shotstack' },
  { name: 'documentation_admin', path: '/docs/admin', meaning: 'Reference for operators' },
  { name: 'openapi', path: '/openapi.json', meaning: 'The complete contract for programs' },
  { name: 'health', path: '/health', meaning: 'The state of every part' },
  { name: 'errors', path: '/errors', meaning: 'Every error code and what to do about it' },
];
const DEVELOPMENT_ENTRIES: readonly Entry[] = [
  {
    name: 'queues',
    path: '/admin/queues',
    meaning: "Jobs and their queues, with an administrator's email and password",
  },
];

/** The start page, and the pages behind the links in mails unless FRONTEND_URL names another dashboard. */
@Injectable()
export class PagesService implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  onModuleInit(): void {
    const server = this.http.httpAdapter.getInstance<FastifyInstance>();
    server.get('/', (request, reply) => this.sendStartPage(request, reply));
    server.get('/pages/page.css', (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('Cache-Control', 'no-cache').send(STYLE),
    );
    if (this.config.frontendUrl !== this.config.baseUrl) return;
    for (const [path, target] of Object.entries(DASHBOARD_PAGES))
      server.get(path, ({ url }, reply) => reply.redirect(target + url.slice(path.length)));
    for (const { path, ...page } of ACCOUNT_PAGES) server.get(path, (_request, reply) => sendPage(reply, page));
  }

  private sendStartPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const entries = this.config.isProduction ? ENTRIES : [...ENTRIES, ...DEVELOPMENT_ENTRIES];
    reply.header('Vary', 'Accept');
    if (!prefersHtml(request))
      return reply.send({
        name: 'Reelway',
        version: VERSION,
        ...Object.fromEntries(entries.map(({ name, path }) => [name, `${this.config.baseUrl}${path}`])),
      });
    const rows = entries.map(
      ({ path, meaning }) => `<tr><td><a href="${path}">${path}</a></td><td>${escapeHtml(meaning)}</td></tr>`,
    );
    const { frontendUrl, baseUrl } = this.config;
    const address = escapeHtml(frontendUrl);
    const dashboard =
      frontendUrl === baseUrl
        ? ''
        : `<p>The dashboard is at <a href="${address}">${address}</a>.</p>
`;
    return sendPage(reply, {
      title: 'Reelway',
      body: `<p>This is the API of Reelway ${escapeHtml(VERSION)}: it renders, stores and publishes video.</p>\n${dashboard}<table>\n${rows.join('\n')}\n</table>`,
    });
  }
}
