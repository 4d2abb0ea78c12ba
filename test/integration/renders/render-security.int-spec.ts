import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describeWithFfmpeg, editOf, image, RenderHarness, video } from '../../support/harness/render-harness';
import { waitUntil } from '../../support/harness/wait-until';

/** A PNG that claims to be this large; its pixels compress to almost nothing. */
function bombImage(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length);
    return Buffer.concat([frame.subarray(0, 4), body, crc(body)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width / 8 + 1) * height);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): Buffer {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  const result = Buffer.alloc(4);
  result.writeUInt32BE(~value >>> 0);
  return result;
}

describeWithFfmpeg('untrusted sources (needs ffmpeg)', () => {
  const hits: string[] = [];
  let server: Server;
  let origin = '';
  let harness: RenderHarness;

  beforeAll(async () => {
    server = createServer((request, response) => {
      hits.push(request.url ?? '');
      if (request.url === '/endless.mp4') {
        const send = () => {
          while (response.write(Buffer.alloc(65_536)));
        };
        response.on('drain', send).on('error', () => undefined);
        return send();
      }
      if (request.url === '/to-metadata.png')
        return response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
      if (request.url === '/to-file.png') return response.writeHead(302, { location: 'file:///etc/passwd' }).end();
      return response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    origin = `http://127.0.0.1:${port}`;
    harness = new RenderHarness([`127.0.0.1:${port}`]);
    harness.color('red.png', 'red');
    harness.make(
      'secret.mp4',
      '-f',
      'lavfi',
      '-i',
      'color=c=red:s=160x90:r=25:d=1',
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
    );
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await harness.close();
  });

  const refused = async (edit: unknown, options = {}) => {
    const error: { code?: string; options?: { errors?: { path: string; code: string; message: string }[] } } =
      await harness.render(edit, options).then(
        () => ({ code: 'rendered' }),
        (reason: object) => reason,
      );
    return { code: error.code, faults: error.options?.errors ?? [] };
  };

  it.each([
    'http://127.0.0.1:1/a.png',
    'http://localhost/a.png',
    'http://10.0.0.1/a.png',
    'http://192.168.1.1/a.png',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/a.png',
    'http://[::ffff:127.0.0.1]/a.png',
    'http://0x7f.1/a.png',
    'http://2130706433/a.png',
    'http://metadata.internal/a.png',
    'file:///etc/passwd',
    'concat:/etc/passwd|/etc/hosts',
    'data:image/png;base64,AAAA',
    'ftp://example.com/a.png',
    'subfile,,start,0,end,0,,:/etc/passwd',
    'http://user:secret@example.com/a.png',
  ])('never fetches %s', async (src) => {
    const { code, faults } = await refused(editOf([[image(src)]]));
    expect([code, faults.map(({ path }) => path)]).toEqual([
      'render_source_refused',
      ['timeline.tracks[0].clips[0].asset.src'],
    ]);
    expect(JSON.stringify(faults)).not.toContain('secret');
  });

  it.each(['/to-metadata.png', '/to-file.png', '/missing.png'])('follows %s nowhere', async (path) => {
    expect((await refused(editOf([[image(origin + path)]]))).code).toBe('render_source_refused');
  });

  it('cuts off an endless file and an oversized job', async () => {
    const [maxFileBytes, maxJobBytes, timeoutMs] = [2_000_000, 4_000_000, 150_000];
    const times = { timeoutMs, allTimeoutMs: timeoutMs, afterFaultMs: timeoutMs };
    const sourceLimits = { maxFileBytes, maxJobBytes, maxUnrolledBytes: maxJobBytes, ...times };
    expect((await refused(editOf([[video(`${origin}/endless.mp4`)]]), { sourceLimits })).faults[0]?.code).toBe(
      'remote_file_too_large',
    );
  });

  it.each([
    ['an HLS playlist', '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:secret.mp4\n#EXT-X-ENDLIST\n'],
    ['an ffconcat script', 'ffconcat version 1.0\nfile secret.mp4\n'],
    ['a DASH manifest', '<?xml version="1.0"?><MPD><BaseURL>file:secret.mp4</BaseURL></MPD>'],
  ])('does not open %s that pretends to be a video', async (_, text) => {
    harness.write('trick.mp4', text);
    expect((await refused(editOf([[video('trick.mp4')]]))).code).toBe('render_source_refused');
  });

  it('does not open a playlist after the first bytes of a video', async () => {
    harness.write('trick.mp4', '\0\0\0\x20ftypisom#EXTM3U\nfile:secret.mp4\n');
    expect((await refused(editOf([[video('trick.mp4')]]))).faults[0]?.code).toBe('unreadable_media');
  });

  it('quickly refuses a picture with too many pixels from its header', async () => {
    harness.write('bomb.png', bombImage(40_000, 40_000));
    const { faults } = await refused(editOf([[image('bomb.png')]]));
    expect(faults).toHaveLength(1);
  });

  it.each([
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    '<svg><image href="file:///etc/passwd"/></svg>',
    '<svg><script>1</script></svg>',
  ])('refuses %s', async (markup) => {
    harness.write('evil.svg', markup);
    expect((await refused(editOf([[image('evil.svg')]]))).code).toBe('render_source_refused');
    expect((await refused(editOf([[{ asset: { type: 'svg', src: markup }, start: 0, length: 1 }]]))).code).toBe(
      'invalid_edit',
    );
  });

  it('ffmpeg never interprets text', async () => {
    const text = "%{pts} ':x=1,drawtext=textfile=/etc/passwd [out]; \\N{}";
    expect(
      (await harness.render(editOf([[{ asset: { type: 'title', text }, start: 0, length: 1 }], [image('red.png')]])))
        .frameCount,
    ).toBe(12);
  });

  it('nothing survives a renderer that is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reelway-killed-'));
    harness.make(
      'long.mp4',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=640x360:r=30:d=20',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
    );
    writeFileSync(
      join(folder, 'edit.json'),
      JSON.stringify(
        editOf([[video(harness.path('long.mp4'), {}, { length: 20, effect: 'zoomIn' })]], {
          size: { width: 1280, height: 720 },
          fps: 60,
        }),
      ),
    );
    const child = spawn(
      process.execPath,
      [join(process.cwd(), 'dist/src/render.js'), join(folder, 'edit.json'), '-o', join(folder, 'out.mp4')],
      {
        env: { ...process.env, TMPDIR: folder },
        stdio: 'ignore',
      },
    );
    const mine = () =>
      spawnSync('pgrep', ['-f', folder], { encoding: 'utf8' })
        .stdout.split('\n')
        .filter((pid) => pid && Number(pid) !== child.pid);
    await waitUntil(() => mine().length > 0);
    child.kill('SIGKILL');
    await waitUntil(() => mine().length === 0);
    expect(readdirSync(folder)).not.toContain('out.mp4');
    const left = () => readdirSync(folder).filter((name) => name.startsWith('reelway-render-'));
    expect(left()).toHaveLength(1);
    await harness.render(editOf([[image('red.png')]]), { workRoot: folder });
    expect(left()).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });
});
