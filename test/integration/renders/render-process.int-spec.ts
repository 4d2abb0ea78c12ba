import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, PACKAGE_ROOT } from '@app/core';
import { type RenderOptions, renderInProcess, validateEdit } from '@app/render-proxy';
import { ffmpegsIn, leaderOf, processesIn, textOf } from '../../support/harness/processes-in';
import {
  describeWithFfmpeg,
  editOf,
  image,
  RED,
  Rendered,
  RenderHarness,
  video,
} from '../../support/harness/render-harness';
import { waitUntil } from '../../support/harness/wait-until';
import { setEnvironment } from '../../support/set-environment';

describeWithFfmpeg('a render in its own process (needs ffmpeg)', () => {
  let harness: RenderHarness;
  let server: Server;
  let origin = '';
  let work = '';
  let requests: string[] = [];

  beforeAll(async () => {
    harness = new RenderHarness();
    harness.color('red.png', 'red');
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
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      if (request.url === '/silent.mp4') return;
      if (request.url === '/to-metadata.png')
        return response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
      if (request.url === '/to-file.png') return response.writeHead(302, { location: 'file:///etc/passwd' }).end();
      if (request.url === '/ten-gigabytes.mp4')
        return response.writeHead(200, { 'content-length': 10 * 2 ** 30 }).write('x');
      if (request.url === '/endless.mp4') {
        const send = () => {
          while (response.write(Buffer.alloc(65_536)));
        };
        response.on('drain', send).on('error', () => undefined);
        return send();
      }
      const path = harness.path((request.url ?? '').slice(1));
      response.writeHead(existsSync(path) ? 200 : 404).end(existsSync(path) ? readFileSync(path) : undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    origin = `http://127.0.0.1:${port}`;
    setEnvironment({ FETCH_ALLOW_HOSTS: `127.0.0.1:${port}`, SECRET_OF_OURS: 'do not tell' });
  });
  afterAll(async () => {
    setEnvironment({ FETCH_ALLOW_HOSTS: undefined, SECRET_OF_OURS: undefined });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await harness.close();
  });
  beforeEach(() => {
    requests = [];
    work = mkdtempSync(join(tmpdir(), 'reelway-process-test-'));
  });
  afterEach(() => rmSync(work, { recursive: true, force: true }));

  const longEdit = () =>
    editOf([[video(`${origin}/long.mp4`, {}, { length: 20, effect: 'zoomIn' })]], {
      size: { width: 1280, height: 720 },
      fps: 60,
    });
  const render = (edit: unknown, more: Partial<RenderOptions> = {}) =>
    renderInProcess(validateEdit(edit), { destination: join(work, 'result'), workRoot: work, ...more });
  const leftovers = () => readdirSync(work).filter((name) => name.startsWith('reelway-render-'));

  it('renders, reports progress and leaves only the result', async () => {
    const heard: [string, number][] = [];
    const files = await render(editOf([[image(`${origin}/red.png`)]]), {
      onProgress: (stage, progress) => heard.push([stage, progress]),
    });
    expect(new Rendered(files).at(0.5, 0.5, 0.5)).toEqual(expect.arrayContaining([expect.closeTo(RED[0], -1)]));
    expect(heard.map(([stage]) => stage)).toContain('rendering');
    expect(readdirSync(work)).toEqual(['result']);
    expect(processesIn(work)).toEqual([]);
  });

  it('returns errors with their code, paths and texts', async () => {
    const error = await render(editOf([[image(`${origin}/missing.png`)]])).catch(
      (reason: unknown) => reason as AppError,
    );
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'render_source_refused', kind: 'invalid', retryable: false });
    expect((error as AppError).options.errors).toEqual([
      {
        path: 'timeline.tracks[0].clips[0].asset.src',
        code: 'remote_fetch_failed',
        message: expect.stringMatching(/404/),
      },
    ]);
    expect(leftovers()).toEqual([]);
  });

  it('refuses an edit that turns out to be longer than its hold', async () => {
    const edit = editOf([[video(`${origin}/long.mp4`, {}, { length: 'auto' })]]);
    await expect(render(edit, { timeline: { seconds: 10, message: 'is not paid for.' } })).rejects.toMatchObject({
      code: 'invalid_edit',
      options: { errors: [expect.objectContaining({ code: 'too_long', message: 'is not paid for.' })] },
    });
  });

  it('connects only to public addresses, and those that the operator allows', async () => {
    const error = await render(editOf([[image('http://127.0.0.1:1/a.png')]])).catch(
      (reason: unknown) => reason as AppError,
    );
    expect((error as AppError).options.errors?.[0]?.code).toBe('url_not_allowed');
  });

  it('sees only the environment that it needs', async () => {
    const running = render(editOf([[video(`${origin}/silent.mp4`)]]), { signal: AbortSignal.timeout(150_000) }).catch(
      () => undefined,
    );
    const pid = await waitUntil(() => requests.length > 0 && processesIn(work)[0]);
    const names = textOf(`/proc/${pid}/environ`)
      .split('\0')
      .map((line) => line.split('=')[0] ?? '');
    expect(
      names.filter(
        (name) =>
          name &&
          !/^(PATH|TMPDIR|TEMP|TMP|FFMPEG_PATH|FFPROBE_PATH|FETCH_ALLOW_HOSTS|NODE_CHANNEL_\w+|MALLOC_\w+|GLIBC_TUNABLES)$/.test(
            name,
          ),
      ),
    ).toEqual([]);
    // Without them, each thread that decodes a picture keeps the memory of the largest one, in small pages.
    expect(names).toEqual(expect.arrayContaining(['MALLOC_ARENA_MAX', 'GLIBC_TUNABLES']));
    process.kill(-Number(pid), 'SIGKILL');
    await running;
  });

  it.each(['fetching', 'rendering'])('ends everything when it is cancelled while %s', async (stage) => {
    const cancel = new AbortController();
    const edit = stage === 'fetching' ? editOf([[video(`${origin}/silent.mp4`)]]) : longEdit();
    const running = render(edit, { signal: cancel.signal });
    running.catch(() => undefined);
    await waitUntil(() => (stage === 'fetching' ? requests.length > 0 : ffmpegsIn(work).length > 1));
    const pids = processesIn(work);
    cancel.abort(new Error('cancelled by its owner'));
    await expect(running).rejects.toThrow('cancelled by its owner');
    await waitUntil(() => pids.every((pid) => !/^\d+ \(.*\) [^Z]/.test(textOf(`/proc/${pid}/stat`))));
    expect(leftovers()).toEqual([]);
  });

  it('fails as a retryable error when its process is killed, and ends ffmpeg with it', async () => {
    const running = render(longEdit());
    running.catch(() => undefined);
    const ffmpegs = await waitUntil(() => {
      const found = ffmpegsIn(work);
      return found.length > 1 ? found : undefined;
    });
    process.kill(leaderOf(ffmpegs[0] ?? ''), 'SIGKILL');
    await expect(running).rejects.toMatchObject({ code: 'render_failed', retryable: true });
    await waitUntil(() => processesIn(work).length === 0);
    expect(leftovers()).toEqual([]);
  });

  it.each([
    ['painting a video', () => longEdit()],
    [
      'making a GIF',
      () => ({
        ...editOf([[video(`${origin}/long.mp4`, {}, { length: 20 })]], {
          format: 'gif',
          size: { width: 640, height: 360 },
        }),
      }),
    ],
    ['fetching', () => editOf([[video(`${origin}/silent.mp4`)]])],
  ])('nothing survives a worker that is killed while %s', async (stage, edit) => {
    // A minimal worker, which renders until the test kills it.
    const script = `
      require('reflect-metadata');
      const { renderInProcess, validateEdit } = require(${JSON.stringify(join(PACKAGE_ROOT, 'dist/libs/render-proxy/src/index.js'))});
      void renderInProcess(validateEdit(${JSON.stringify(edit())}), { destination: ${JSON.stringify(join(work, 'result'))}, workRoot: ${JSON.stringify(work)} });
    `;
    const worker = spawn(process.execPath, ['-e', script], { env: process.env, stdio: 'ignore' });
    const wanted = {
      'painting a video': () => ffmpegsIn(work).length > 1,
      'making a GIF': () => makesGif(),
      fetching: () => requests.length > 0,
    }[stage];
    const makesGif = () => ffmpegsIn(work).some((pid) => textOf(`/proc/${pid}/cmdline`).includes('palette'));
    await waitUntil(() => wanted?.());
    const ended = once(worker, 'exit');
    worker.kill('SIGKILL');
    await ended;
    await waitUntil(() => processesIn(work).length === 0);
    expect(leftovers()).toHaveLength(1);
    await renderInProcess(validateEdit(editOf([[image(`${origin}/red.png`)]])), {
      destination: join(work, 'result'),
      workRoot: work,
    });
    expect(leftovers()).toEqual([]);
  });

  it('removes only folders that no process will use again', async () => {
    const folder = (name: string, owner?: object) => {
      mkdirSync(join(work, name));
      if (owner) writeFileSync(join(work, name, '.owner'), JSON.stringify(owner));
    };
    folder('reelway-render-dead', { host: hostname(), pid: 2 ** 22 + 1, identity: 'x' });
    folder('reelway-render-same-id-later', { host: hostname(), pid: process.pid, identity: 'an earlier one' });
    folder('reelway-render-elsewhere', { host: 'another machine', pid: 1, identity: 'x' });
    folder('reelway-render-new');
    folder('other');
    await render(editOf([[image(`${origin}/red.png`)]]));
    expect(readdirSync(work).sort()).toEqual(['other', 'reelway-render-elsewhere', 'reelway-render-new', 'result']);
  });

  describe('and hostile sources', () => {
    /** A GIF or PNG of a few bytes that claims to be this large. */
    const gif = (width: number, height: number) => {
      const bytes = Buffer.from('474946383961000000008000000000000000002c000000000000000000024c01003b', 'hex');
      for (const at of [6, 24]) bytes.writeUInt16LE(width, at);
      for (const at of [8, 26]) bytes.writeUInt16LE(height, at);
      return bytes;
    };
    const svg = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inner}</svg>`;
    const files: Record<string, string | Buffer> = {
      'playlist.mp4': '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:/etc/passwd\n#EXT-X-ENDLIST\n',
      'script.mp4': "ffconcat version 1.0\nfile '/etc/passwd'\n",
      'manifest.mp4': '<?xml version="1.0"?><MPD><BaseURL>file:/etc/passwd</BaseURL></MPD>',
      'hidden.mp4': '\0\0\0\x20ftypisom#EXTM3U\nfile:/etc/passwd\n',
      'huge.gif': gif(65_535, 65_535),
      'image.svg': svg('<image href="file:///etc/passwd"/>'),
      'entity.svg': `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('&x;')}`,
      'use.svg': svg('<use href="http://169.254.169.254/a.svg#b"/>'),
    };
    const addresses = [
      'http://localhost/a.png',
      'http://10.0.0.1/a.png',
      'http://172.16.0.1/a.png',
      'http://192.168.1.1/a.png',
      'http://100.64.0.1/a.png',
      'http://169.254.169.254/latest/meta-data',
      'http://0.0.0.0/a.png',
      'http://[::1]/a.png',
      'http://[fd00::1]/a.png',
      'http://[::ffff:127.0.0.1]/a.png',
      'http://0x7f.1/a.png',
      'http://2130706433/a.png',
      'file:///etc/passwd',
      'concat:/etc/passwd|/etc/hosts',
      'data:image/png;base64,AAAA',
      'ftp://example.com/a.png',
      'subfile,,start,0,end,0,,:/etc/passwd',
    ];

    it('refuses every one of them immediately, and reveals nothing about their targets', async () => {
      for (const [name, content] of Object.entries(files)) harness.write(name, content);
      const local = [...Object.keys(files), 'endless.mp4', 'ten-gigabytes.mp4', 'to-metadata.png', 'to-file.png'].map(
        (name) => `${origin}/${name}`,
      );
      const sources = [...addresses, ...local];
      const clips = sources.map((src) => (src.endsWith('.mp4') ? video(src) : image(src)));
      const [maxFileBytes, maxJobBytes, timeoutMs] = [5_000_000, 20_000_000, 150_000];
      const times = { timeoutMs, allTimeoutMs: timeoutMs, afterFaultMs: timeoutMs };
      const sourceLimits = { maxFileBytes, maxJobBytes, maxUnrolledBytes: maxJobBytes, ...times };
      const error = (await render(editOf(clips.map((each) => [each])), { sourceLimits }).catch(
        (reason: unknown) => reason,
      )) as AppError;
      expect(error.code).toBe('render_source_refused');
      const paths = (error.options.errors ?? []).map(({ path }) => Number(/tracks\[(\d+)\]/.exec(path)?.[1]));
      expect(sources.filter((_, index) => !paths.includes(index))).toEqual([]);
      const codes = Object.fromEntries(
        (error.options.errors ?? []).map(({ code }, index) => [sources[paths[index] ?? -1], code]),
      );
      expect([codes[`${origin}/endless.mp4`], codes[`${origin}/ten-gigabytes.mp4`]]).toEqual([
        'remote_file_too_large',
        'remote_file_too_large',
      ]);
      // The answer may repeat addresses of the edit, but nothing of the content behind them.
      const rest = sources.reduce((text, source) => text.replaceAll(source, ''), JSON.stringify(error.options));
      expect(rest).not.toMatch(/root:|meta-data/);
      expect(leftovers()).toEqual([]);
    });
  });
});
