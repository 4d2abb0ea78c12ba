import { RenderInstallation, titleEdit } from '../../support/harness/render-installation';
import { createTestUser } from '../../support/harness/test-credentials';
import { waitUntil } from '../../support/harness/wait-until';
import { RawConnection } from '../../support/servers/raw-http';

interface Announced {
  data: { id: string; attributes: { url: string } };
}

describe('the free storage of an account', () => {
  let here: RenderInstallation;
  beforeAll(async () => {
    here = await RenderInstallation.start();
  });
  afterAll(() => here?.close());

  it('is nothing before its address is confirmed', async () => {
    const stranger = await createTestUser(here.database.url, { isConfirmed: false });
    const file = { url: 'https://example.com/film.mp4' };
    const answers = [
      await here.call<{ code: string }>('POST', '/ingest/v1/sources', file, stranger),
      await here.call<{ code: string }>('POST', '/ingest/v1/upload', undefined, stranger),
      await here.call<{ code: string }>('POST', '/serve/v1/assets', { ...file, destinations: [] }, stranger),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 3 }, () => [403, 'email_not_verified']),
    );
  });

  it('accepts a file from one request at a time, and from the next one when that fails', async () => {
    const { body } = await here.call<Announced>('POST', '/ingest/v1/upload');
    const { url } = body.data.attributes;
    const put = () => fetch(url, { method: 'PUT', body: 'a file' });
    const begin = async () => {
      const connection = await RawConnection.open(url);
      return connection.send(`PUT ${new URL(url).pathname} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf`);
    };
    const isHeld = async () =>
      (
        await here.sql.query<{ held: boolean }>(
          'select lease_until is not null as held from ingest_sources where id = $1',
          [body.data.id],
        )
      ).rows[0]?.held;
    const slow = await begin();
    await waitUntil(isHeld);
    const refused = await put();
    expect([refused.status, await refused.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'source_in_transfer' }),
    ]);
    slow.socket.destroy();
    await waitUntil(async () => !(await isHeld()));
    expect((await put()).status).toBe(200);
    expect((await put()).status).toBe(404);
  });

  it('is 100 MB of templates', async () => {
    const template = { name: 'one', template: titleEdit() };
    const { body } = await here.call<{ response: { id: string } }>('POST', '/edit/v1/templates', template);
    await here.sql.query('update render_templates set bytes = 100 * 1048576 where id = $1', [body.response.id]);
    const refused = await here.call<{ code: string }>('POST', '/edit/v1/templates', template);
    expect([refused.status, refused.body.code]).toEqual([409, 'template_storage_full']);
    expect((await here.call('PUT', `/edit/v1/templates/${body.response.id}`, template)).status).toBe(200);
    expect((await here.call('POST', '/edit/v1/templates', template)).status).toBe(201);
  });
});
