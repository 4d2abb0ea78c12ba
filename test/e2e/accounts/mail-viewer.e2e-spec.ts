import { Mailer } from '@app/notifications';
import { MailOutbox } from '../../support/emulators/mail-outbox';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { sendRaw } from '../../support/servers/raw-http';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const PATH = '/dev/mail';
const TOKEN = 'a-token-of-this-start';
const COOKIE = `rw_dev=${TOKEN}`;

describe('the mail viewer', () => {
  const outbox = new MailOutbox();
  let database: TestDatabase;
  const start = (env: Record<string, string> = {}): Promise<TestApi> =>
    startTestApi({
      databaseUrl: database.url,
      env: { DATA_DIR: outbox.dataDir, TRUST_PROXY: '1', MAIL_VIEWER_TOKEN: TOKEN, ...env },
    });
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    outbox.remove();
  });

  it('shows mails as text, to this machine only', async () => {
    const api = await start();
    const get = async (path: string, from = '127.0.0.1') => {
      const answer = await fetch(`${api.url}${path}`, {
        headers: { 'x-forwarded-for': from, cookie: COOKIE },
      });
      return { status: answer.status, html: await answer.text() };
    };
    expect((await get(PATH)).html).toContain('No mail has been sent yet');
    await api.app.get(Mailer, { strict: false }).send({
      to: 'ada@example.test',
      subject: 'Grüße <b>',
      text: 'See https://app.example.test/x#token=1\n<script>alert(1)</script> and a long line of text that no mail may carry in one piece: ä',
      id: '1',
    });
    const { html } = await get(PATH);
    expect(html).toContain('Grüße &lt;b&gt;');
    const page = await get(/href="(\/dev\/mail\/[^"]+)"/.exec(html)?.[1] ?? '');
    expect(page.html).toContain('<a href="https://app.example.test/x#token=1">');
    expect(page.html).toContain('in one piece: ä');
    expect(page.html).not.toContain('<script>');
    expect((await get(PATH, '203.0.113.1')).status).toBe(404);
    expect((await get(`${PATH}/..%2f..%2fsecrets`)).status).toBe(404);
    await api.close();
  });

  it('opens only with the token of this start, and only by a name of this machine', async () => {
    const api = await start();
    const { port } = new URL(api.url);
    const get = async (path: string, host: string, cookie = 'none=1') =>
      (
        await sendRaw(
          api.url,
          `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
        )
      ).head;
    expect(await get(PATH, `127.0.0.1:${port}`)).toMatch(/^HTTP\/1.1 404/);
    expect(await get(`${PATH}?token=another`, `127.0.0.1:${port}`)).toMatch(/^HTTP\/1.1 404/);
    expect(await get(PATH, `127.0.0.1:${port}`, 'rw_dev=another')).toMatch(/^HTTP\/1.1 404/);
    const opened = await get(`${PATH}?token=${TOKEN}`, `localhost:${port}`);
    expect(opened).toMatch(/^HTTP\/1.1 303/);
    expect(opened.toLowerCase()).toContain(`set-cookie: ${COOKIE}; path=/dev/mail; httponly; samesite=strict`);
    expect(await get(PATH, `localhost:${port}`, COOKIE)).toMatch(/^HTTP\/1.1 200/);
    for (const host of ['rebound.example', `rebound.example:${port}`, '127.0.0.1.rebound.example'])
      expect(await get(PATH, host, COOKIE)).toMatch(/^HTTP\/1.1 404/);
    await api.close();
  });

  it('does not exist when mail goes to a server', async () => {
    const api = await start({ SMTP_URL: 'smtp://127.0.0.1:1' });
    expect((await fetch(`${api.url}${PATH}`, { headers: { cookie: COOKIE } })).status).toBe(404);
    await api.close();
  });
});
