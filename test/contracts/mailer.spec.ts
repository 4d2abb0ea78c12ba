import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ConfigurationError } from '@app/core';
import { Mailer, MailModule, notificationNotDelivered } from '@app/notifications';
import { NestFactory } from '@nestjs/core';
import { setEnvironment } from '../support/set-environment';

const MAIL = {
  to: 'ada@example.test',
  subject: 'Grüße',
  text: 'Hello Ada,\n\nthis is a mail.',
  id: 'account_mail.send-1',
};

/** The mails that a provider under test received, and a way to make it refuse. */
interface Backend {
  mailer: Mailer;
  received(): string[];
  refuse(): void;
  close(): Promise<void>;
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
/** The mailer that the product chooses with these variables. */
async function choose(settings: Readonly<Record<string, string>>): Promise<Mailer> {
  const variables = { DATABASE_URL: 'postgres://127.0.0.1:1/none', ...settings };
  setEnvironment(variables);
  try {
    const context = await NestFactory.createApplicationContext(MailModule, { logger: false, abortOnError: false });
    const mailer = context.get(Mailer);
    return mailer;
  } finally {
    setEnvironment(Object.fromEntries(Object.keys(variables).map((name) => [name, undefined])));
  }
}

async function mailgun(): Promise<Backend> {
  const received: string[] = [];
  let status = 200;
  const server = createHttpServer((request, response) => {
    void text(request).then((body) => {
      const form = new URLSearchParams(body);
      const authorised = request.headers.authorization === `Basic ${Buffer.from('api:key-1').toString('base64')}`;
      if (status === 200 && authorised && request.url === '/v3/mg.example.test/messages')
        received.push(
          [
            form.get('to'),
            form.get('subject'),
            form.get('text'),
            form.get('h:Message-Id'),
            `List-Unsubscribe: ${form.get('h:List-Unsubscribe')}`,
          ].join('\n'),
        );
      response.writeHead(authorised ? status : 401, { 'content-type': 'application/json' }).end('{"id":"<1>"}');
    });
  });
  const port = await listen(server);
  return {
    mailer: await choose({
      MAILGUN_API_KEY: 'key-1',
      MAILGUN_DOMAIN: 'mg.example.test',
      MAILGUN_API_BASE: `http://127.0.0.1:${port}`,
    }),
    received: () => received,
    refuse: () => void (status = 500),
    close: () => closed(server),
  };
}

/** As much of RFC 5321 as one message needs. */
async function smtp(): Promise<Backend> {
  const received: string[] = [];
  let refusing = false;
  const server = createTcpServer((socket) => {
    let message: string | undefined;
    socket.write('220 test ESMTP\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n')) {
        if (message !== undefined && line !== '.') message += `${line}\n`;
        else if (line === '.') {
          received.push(message ?? '');
          message = undefined;
          socket.write('250 taken\r\n');
        } else if (/^(EHLO|HELO|RSET)/.test(line)) socket.write('250 test\r\n');
        else if (line.startsWith('RCPT TO:<nobody@')) socket.write('550 no such mailbox\r\n');
        else if (/^(MAIL|RCPT)/.test(line)) socket.write(refusing ? '550 no\r\n' : '250 ok\r\n');
        else if (line.startsWith('DATA')) {
          message = '';
          socket.write('354 go on\r\n');
        } else if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
      }
    });
  });
  const port = await listen(server);
  return {
    mailer: await choose({ SMTP_URL: `smtp://127.0.0.1:${port}` }),
    received: () => received,
    refuse: () => void (refusing = true),
    close: () => closed(server),
  };
}

async function outbox(): Promise<Backend> {
  const folder = mkdtempSync(join(tmpdir(), 'reelway-outbox-'));
  const files = () =>
    (statSync(join(folder, 'outbox')).isDirectory() ? readdirSync(join(folder, 'outbox')) : []).map((name) =>
      join(folder, 'outbox', name),
    );
  return {
    mailer: await choose({ DATA_DIR: folder }),
    received: () =>
      files().map((file) => `${(statSync(file).mode & 0o777).toString(8)}\n${readFileSync(file, 'utf8')}`),
    // A file blocks the path of the folder.
    refuse: () => writeFileSync(join(folder, 'outbox'), ''),
    close: async () => rmSync(folder, { recursive: true }),
  };
}

describe.each([
  ['Mailgun', mailgun],
  ['SMTP', smtp],
  ['the outbox folder', outbox],
])('Mailer by %s', (_, start) => {
  let backend: Backend;
  beforeEach(async () => {
    backend = await start();
  });
  afterEach(() => backend.close());

  it('delivers one message with its id', async () => {
    await backend.mailer.send(MAIL);
    const [message, ...others] = backend.received();
    expect(others).toEqual([]);
    expect(message).toContain('ada@example.test');
    expect(message).toContain('this is a mail.');
    expect(message).toContain('account_mail.send-1@');
    expect(message).toMatch(/Grüße|Gr=C3=BC=C3=9Fe/);
  });

  it('says in the header where such mails are turned off, if they can be', async () => {
    await backend.mailer.send({ ...MAIL, unsubscribeUrl: 'https://app.example.test/settings' });
    expect(backend.received()[0]).toContain('List-Unsubscribe: <https://app.example.test/settings>');
    await backend.mailer.send({ ...MAIL, id: 'account_mail.send-2' });
    const other = backend.received().find((message) => message.includes('account_mail.send-2@'));
    expect(other).not.toContain('List-Unsubscribe: <');
  });

  it('reports that the message was not accepted', async () => {
    backend.refuse();
    await expect(backend.mailer.send(MAIL)).rejects.toMatchObject({
      code: notificationNotDelivered.definition.code,
      retryable: true,
    });
    expect(backend.received()).toEqual([]);
  });
});

/** What production requires in addition to a mail server. */
const PRODUCTION = {
  BASE_URL: 'https://api.example.test',
  FRONTEND_URL: 'https://app.example.test',
  MAIL_FROM: 'no-reply@example.test',
};

describe('Mailer by SMTP', () => {
  it('gives up immediately when the recipient is permanently refused', async () => {
    const backend = await smtp();
    const refused = { ...MAIL, to: 'nobody@example.test' };
    await expect(backend.mailer.send(refused)).rejects.toMatchObject({
      code: 'mail_address_refused',
      retryable: false,
    });
    await backend.mailer.send(MAIL);
    expect(backend.received()).toHaveLength(1);
    await backend.close();
  });
});

describe('choosing a mailer', () => {
  const fault = (variables: Readonly<Record<string, string>>) =>
    choose(variables).then(
      () => undefined,
      (error: unknown) => (error instanceof ConfigurationError ? error.message : error),
    );

  it('refuses local files in production, and half an account anywhere', async () => {
    expect(await fault({ ENVIRONMENT: 'production', ...PRODUCTION })).toMatch(/MAILGUN_API_KEY or SMTP_URL/);
    expect(await fault({ MAILGUN_DOMAIN: 'mg.example.test' })).toMatch(/belong together/);
  });

  it('prefers Mailgun to SMTP', async () => {
    const variables = { MAILGUN_API_KEY: 'key-1', MAILGUN_DOMAIN: 'mg.example.test', SMTP_URL: 'smtp://127.0.0.1:1' };
    expect((await choose(variables)).constructor.name).toBe('MailgunAdapter');
  });
});
