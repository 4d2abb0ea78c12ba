import { type CoreConfig, coreConfig, isSameSecret } from '@app/core';
import { Mailer, OutboxAdapter, type ReadableMail } from '@app/notifications';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLocalHost } from '../http/access/local-host';
import { escapeHtml, sendPage } from '../http/html-page';
import { writeCookie } from '../http/write-cookie';
import { type MailViewerConfig, mailViewerConfig } from './mail-viewer.config';

const PATH = '/dev/mail';
const MOST_SHOWN = 100;
/** A framed mail keeps the inline styles that mail programs need; it loads nothing from elsewhere. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'none'";

/**
 * Shows mails in local files to a browser on this machine. They contain sign-in links, so the page does not exist in
 * production, nor for requests from elsewhere or without the token of this start.
 */
@Injectable()
export class MailViewerService implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly mailer: Mailer,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
    @Inject(mailViewerConfig.KEY) private readonly viewer: MailViewerConfig,
  ) {}

  onModuleInit(): void {
    const { MAIL_VIEWER_TOKEN: token } = this.viewer;
    if (this.config.isProduction || token === undefined || !(this.mailer instanceof OutboxAdapter)) return;
    const outbox = this.mailer;
    const onRequest = admission(token);
    const server = this.http.httpAdapter.getInstance<FastifyInstance>();
    server.get(PATH, { onRequest }, async (_request, reply) => {
      const names = (await outbox.list()).slice(0, MOST_SHOWN);
      const mails = await Promise.all(names.map(async (name) => ({ name, mail: await outbox.read(name) })));
      return sendPage(reply, {
        title: 'Mails',
        body: mails.length === 0 ? '<p>No mail has been sent yet.</p>' : `<table>${mails.map(rowOf).join('')}</table>`,
      });
    });
    server.get<{ Params: { name: string } }>(`${PATH}/:name`, { onRequest }, async (request, reply) => {
      const mail = await outbox.read(request.params.name);
      return mail
        ? sendPage(
            reply,
            {
              title: mail.subject,
              body: `<p>To ${escapeHtml(mail.to)}, ${escapeHtml(mail.date)}</p>${framed(mail)}<pre>${linked(mail.text)}</pre><p><a href="${PATH}">All mails</a></p>`,
            },
            MAIL_POLICY,
          )
        : reply.callNotFound();
    });
  }
}

/** Accepts browsers on this machine that have the token. */
const admission = (token: string) => (request: FastifyRequest, reply: FastifyReply, next: () => void) => {
  const { query, headers } = request as FastifyRequest<{ Querystring: { token?: string } }>;
  const isHere = /^(127\.|::1$|::ffff:127\.)/.test(request.ip) && isLocalHost(headers.host);
  const cookie = /(?:^|; ?)rw_dev=([\w-]+)/.exec(headers.cookie ?? '')?.[1];
  if (!isHere || ![query.token, cookie].some((given) => isSame(given, token))) reply.callNotFound();
  else if (query.token === undefined) next();
  else {
    writeCookie(reply, 'rw_dev', token, { path: PATH, sameSite: 'Strict', isSecure: false });
    reply
      .code(303)
      .header('Cache-Control', 'no-store')
      .header('Location', request.url.split('?', 1)[0] ?? PATH)
      .send();
  }
};

const isSame = (given: unknown, token: string): boolean => typeof given === 'string' && isSameSecret(given, token);

const rowOf = ({ name, mail }: { name: string; mail?: ReadableMail }): string =>
  mail
    ? `<tr><td>${escapeHtml(mail.date)}</td><td>${escapeHtml(mail.to)}</td><td><a href="${PATH}/${encodeURIComponent(name)}">${escapeHtml(mail.subject)}</a></td></tr>`
    : '';

/** Shows it as a mail program does: nothing in it runs, and its links open outside the frame. */
const framed = ({ html }: ReadableMail): string =>
  html === undefined
    ? ''
    : `<iframe title="As HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(`<base target="_blank">${html}`)}"></iframe>`;

const linked = (text: string): string => escapeHtml(text).replaceAll(/https?:\/\/[^\s&]+/g, '<a href="$&">$&</a>');
