import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ShotstackClients } from '../../support/emulators/shotstack-clients';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { waitUntil } from '../../support/harness/wait-until';
import { RawConnection } from '../../support/servers/raw-http';

const MOST_BYTES = 100 * 2 ** 30;

describeWithFfmpeg('the 100 GB of sources', () => {
  let clients: ShotstackClients;
  beforeAll(async () => {
    clients = await ShotstackClients.start();
    await clients.here.worker();
  });
  afterAll(() => clients?.close());
  afterEach(() => clients.here.sql.query(`delete from ingest_sources where object_key like 'filler-%'`));

  /** Uses up the account's room, except for this many bytes. */
  const leave = async (bytes: number) => {
    const { rows } = await clients.here.sql.query<{ used: string }>(
      `select coalesce(sum(stored_bytes), 0) as used from ingest_sources where user_id = $1`,
      [clients.here.user.userId],
    );
    const id = randomUUID();
    await clients.here.sql.query(
      `insert into ingest_sources (id, user_id, kind, status, input_url, storage, object_key, size_bytes, stored_bytes, finished_at)
       values ($1, $2, 'source', 'ready', 'https://example.com/a', 'local', 'filler-' || $1::uuid, $3, $3, now())`,
      [id, clients.here.user.userId, MOST_BYTES - Number(rows[0]?.used) - bytes],
    );
  };
  const storedBytes = async (id: string) =>
    (
      await clients.here.sql.query<{ bytes: string }>(
        'select stored_bytes as bytes from ingest_sources where id = $1',
        [id],
      )
    ).rows.map(({ bytes }) => Number(bytes))[0];
  const objects = (id: string) =>
    readdirSync(join(clients.here.dataDir, 'objects'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => path.includes(id));
  const announce = async () => (await clients.ingest().getUploadSignedUrl()).data;
  const put = (url: string, body: string | Buffer) =>
    fetch(url, { method: 'PUT', body: new Uint8Array(Buffer.from(body)) });

  it('refuses a direct file that would exceed it, and accepts the file once there is room', async () => {
    const { id, attributes } = await announce();
    const file = clients.file('red.png');
    await leave(file.length - 1);
    const refused = await put(attributes.url, file);
    expect([refused.status, await refused.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'too_many_sources' }),
    ]);
    expect(objects(id)).toEqual([]);
    await clients.here.sql.query(`delete from ingest_sources where object_key like 'filler-%'`);
    await leave(file.length);
    expect((await put(attributes.url, file)).status).toBe(200);
    expect((await clients.settled(id)).status).toBe('ready');
    expect(await storedBytes(id)).toBe(file.length);
  });

  it('refuses a fetched file that would exceed it, and stores nothing', async () => {
    await leave(clients.file('film.mp4').length - 1);
    const { data } = await clients.ingest().postSource({ url: `${clients.remote.base}/film.mp4` });
    const { status, error } = await clients.settled(data.id);
    expect([status, error]).toEqual(['failed', 'The sources would exceed 100 GB in total.']);
    expect(objects(data.id)).toEqual([]);
  });

  it('contains the renditions, and one for which there is no room fails', async () => {
    const order = { url: `${clients.remote.base}/film.mp4`, outputs: { renditions: [{ format: 'gif' }] } };
    const { data: first } = await clients.ingest().postSource(order);
    const source = await clients.settled(first.id);
    const [rendition] = source.outputs.renditions;
    expect(rendition).not.toHaveProperty('sizeBytes');
    const bytes = (await (await fetch(rendition?.url ?? '')).arrayBuffer()).byteLength;
    const size = clients.file('film.mp4').length;
    expect(await storedBytes(first.id)).toBe(size + bytes);

    await leave(size + bytes - 1);
    const { data: second } = await clients.ingest().postSource(order);
    const { status, outputs } = await clients.settled(second.id);
    expect([status, outputs.renditions]).toEqual([
      'ready',
      [expect.objectContaining({ status: 'failed', error: 'The sources would exceed 100 GB in total.' })],
    ]);
    expect(await storedBytes(second.id)).toBe(size);
  });

  it('gets back what a direct file used that turned out to be unreadable', async () => {
    const { id, attributes } = await announce();
    expect((await put(attributes.url, 'neither a picture nor a film')).status).toBe(200);
    expect((await clients.settled(id)).status).toBe('failed');
    await waitUntil(async () => (await storedBytes(id)) === 0);
    expect(objects(id)).toEqual([]);
    expect((await clients.source(id)).status).toBe('failed');
  });

  it('gets it back as well when the job that deletes the file was lost', async () => {
    const { id, attributes } = await announce();
    await put(attributes.url, 'neither a picture nor a film');
    await clients.settled(id);
    await waitUntil(async () => (await storedBytes(id)) === 0);
    await clients.here.sql.query(
      `update ingest_sources set stored_bytes = 1, deadline_at = now() - interval '1 second' where id = $1`,
      [id],
    );
    await clients.here.runMaintenance('30s');
    await waitUntil(async () => (await storedBytes(id)) === 0);
  });

  it('does not lose room to a file that arrives after its source was deleted', async () => {
    const { id, attributes } = await announce();
    const connection = await RawConnection.open(attributes.url);
    connection.send(`PUT ${new URL(attributes.url).pathname} HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\nhalf`);
    await waitUntil(async () => {
      const held = 'select from ingest_sources where id = $1 and lease_until is not null';
      return (await clients.here.sql.query(held, [id])).rowCount === 1;
    });
    await clients.ingest().deleteSource(id);
    await waitUntil(async () => (await storedBytes(id)) === undefined);
    connection.send('half');
    await waitUntil(() => connection.text.includes('HTTP/1.1 404'));
    expect(objects(id)).toEqual([]);
  });
});
