import { type CoreConfig, coreConfig } from '@app/core';
import { Mailer, OutboxAdapter, type ReadableMail } from '@app/notifications';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const PATH = '/dev/mail';
const MOST_SHOWN = 100;

/**
 * Shows mails that went to local files, to a browser on this machine. They hold sign-in links, so there is no such page
 * in production, nor for requests from elsewhere.
 */
@Injectable()
export class MailViewerService implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly mailer: Mailer,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  onModuleInit(): void {
    if (this.config.isProduction || !(this.mailer instanceof OutboxAdapter)) return;
    const outbox = this.mailer;
    const server = this.http.httpAdapter.getInstance<FastifyInstance>();
    server.get(PATH, { onRequest: onlyFromHere }, async (_request, reply) => {
      const names = (await outbox.list()).slice(0, MOST_SHOWN);
      const mails = await Promise.all(names.map(async (name) => ({ name, mail: await outbox.read(name) })));
      return sendPage(
        reply,
        'Mails',
        mails.length === 0 ? '<p>Nothing was sent yet.</p>' : `<table>${mails.map(rowOf).join('')}</table>`,
      );
    });
    server.get<{ Params: { name: string } }>(`${PATH}/:name`, { onRequest: onlyFromHere }, async (request, reply) => {
      const mail = await outbox.read(request.params.name);
      return mail
        ? sendPage(
            reply,
            mail.subject,
            `<p>To ${escape(mail.to)}, ${escape(mail.date)}</p>${framed(mail)}<pre>${linked(mail.text)}</pre><p><a href="${PATH}">All mails</a></p>`,
          )
        : reply.callNotFound();
    });
  }
}

function onlyFromHere(request: FastifyRequest, reply: FastifyReply, next: () => void): void {
  if (/^(127\.|::1$|::ffff:127\.)/.test(request.ip)) next();
  else reply.callNotFound();
}

const rowOf = ({ name, mail }: { name: string; mail?: ReadableMail }): string =>
  mail
    ? `<tr><td>${escape(mail.date)}</td><td>${escape(mail.to)}</td><td><a href="${PATH}/${encodeURIComponent(name)}">${escape(mail.subject)}</a></td></tr>`
    : '';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** As a mail program shows it: nothing in it runs, its links open beside it. */
const framed = ({ html }: ReadableMail): string =>
  html === undefined
    ? ''
    : `<iframe title="As HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" style="width:100%;height:36rem;border:1px solid" srcdoc="${escape(`<base target="_blank">${html}`)}"></iframe>`;

const linked = (text: string): string => escape(text).replaceAll(/https?:\/\/[^\s&]+/g, '<a href="$&">$&</a>');

function sendPage(reply: FastifyReply, title: string, body: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .header('Referrer-Policy', 'no-referrer')
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(title)}</title><h1>${escape(title)}</h1>${body}</html>`,
    );
}
