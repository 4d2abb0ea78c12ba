import { execFileSync } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FfmpegLocatorService, MediaProbe } from '@app/media';
import { RemoteProbe } from '@app/render-proxy';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';
import { failureOf } from '../../support/servers/safe-http';
import { setEnvironment } from '../../support/set-environment';

const MOVING = [
  '-f',
  'lavfi',
  '-i',
  'testsrc2=s=320x180:r=25:d=6',
  '-f',
  'lavfi',
  '-i',
  'sine=d=6',
  '-c:v',
  'rawvideo',
  '-pix_fmt',
  'uyvy422',
];
/** A tenth of the sound, repeated ten times, because encoding all of it would take ten times as long. */
const SOUND = (seconds: number) => ['-f', 'lavfi', '-i', `anoisesrc=d=${seconds / 10}:r=48000`, '-ac', '2'];

/** Each is larger than the part that is fetched. */
const FILES: Readonly<Record<string, { args: string[]; seconds: number; repeated?: string[] }>> = {
  'index-last.mp4': { args: [...MOVING, '-f', 'mov'], seconds: 6 },
  'index-first.mp4': { args: [...MOVING, '-f', 'mov', '-movflags', 'faststart'], seconds: 6 },
  'film.webm': { args: [...MOVING, '-f', 'matroska'], seconds: 6 },
  'sound.m4a': { args: [...SOUND(240), '-b:a', '320k'], seconds: 240, repeated: [] },
  'constant.mp3': {
    args: [...SOUND(180), '-b:a', '320k'],
    seconds: 180,
    repeated: ['-write_xing', '0'],
  },
  'variable.mp3': { args: [...SOUND(360), '-q:a', '0'], seconds: 360, repeated: [] },
  'sound.wav': { args: SOUND(40), seconds: 40, repeated: [] },
  'sound.ogg': { args: [...SOUND(400), '-c:a', 'libopus', '-b:a', '256k'], seconds: 400, repeated: [] },
  'film.ts': {
    args: [...MOVING.slice(0, -4), '-c:v', 'mpeg2video', '-q:v', '1', '-f', 'mpegts', '-muxrate', '20M'],
    seconds: 6,
  },
};

describeWithFfmpeg('RemoteProbe', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reelway-remote-probe-'));
  const workRoot = mkdtempSync(join(tmpdir(), 'reelway-remote-probe-'));
  const temporary = () => readdirSync(workRoot).filter((name) => name.startsWith('reelway-render-'));
  let remote: RemoteServer;
  let probe: RemoteProbe;
  let sent = 0;

  beforeAll(async () => {
    const run = (...args: string[]) => execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);
    for (const [name, { args, seconds, repeated }] of Object.entries(FILES)) {
      const file = join(folder, name);
      if (!repeated) run(...args, file);
      else {
        const tenth = join(folder, `tenth-of-${name}`);
        run(...args, tenth);
        run('-stream_loop', '9', '-i', tenth, '-c', 'copy', '-t', String(seconds), ...repeated, file);
      }
    }
    setEnvironment({ TMPDIR: workRoot });
    remote = await startRemoteServer();
    probe = new RemoteProbe(remote.http, new MediaProbe(new FfmpegLocatorService({})));
  });
  afterAll(() => {
    remote.close();
    for (const made of [folder, workRoot]) rmSync(made, { recursive: true });
  });
  beforeEach(() => {
    sent = 0;
    remote.respond(serveRanges);
  });

  const notCaptions = (): Promise<number | undefined> => Promise.reject(new Error('These are no captions.'));
  const secondsOf = (
    url: string,
    captionsEnd: (path: string, bytes: number) => Promise<number | undefined> = notCaptions,
  ) => probe.seconds(url, captionsEnd);

  function serveRanges({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const file = openSync(join(folder, url.slice(1)), 'r');
    const { size } = fstatSync(file);
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    const [from, to] = [Number(first), Math.min(Number(last), size - 1)];
    const bytes = Buffer.alloc(to - from + 1);
    readSync(file, bytes, 0, bytes.length, from);
    closeSync(file);
    sent += bytes.length;
    response
      .writeHead(206, { 'content-range': `bytes ${from}-${to}/${size}`, 'content-length': bytes.length })
      .end(bytes);
  }

  it.each(Object.keys(FILES))('determines the length of %s from parts of it', async (name) => {
    const { size } = statOf(join(folder, name));
    const seconds = await secondsOf(`${remote.base}/${name}`);
    expect(Math.abs((seconds ?? 0) - (FILES[name]?.seconds ?? 0))).toBeLessThan(0.25);
    expect(size).toBeGreaterThan(5 * 2 ** 20);
    expect(sent).toBeLessThan(size);
  });

  it("answers with ffprobe's own output, and the address as the name of the file", async () => {
    const { metadata, seconds } = await probe.probe(`${remote.base}/index-last.mp4`);
    expect(seconds).toBeCloseTo(6, 1);
    expect(metadata.format).toMatchObject({ filename: `${remote.base}/index-last.mp4`, nb_streams: 2 });
    expect(metadata.streams[0]).toMatchObject({ codec_type: 'video', width: 320, height: 180, r_frame_rate: '25/1' });
    expect(metadata.streams[1]).toMatchObject({ codec_type: 'audio', sample_rate: '44100' });
    expect(metadata.chapters).toEqual([]);
    expect(JSON.stringify(metadata)).not.toContain(tmpdir());
    expect(temporary()).toEqual([]);
  });

  it('reads whole files of servers without ranges', async () => {
    remote.respond(({ url = '' }, response) => response.end(readFileSync(join(folder, url.slice(1)))));
    for (const name of ['index-last.mp4', 'sound.ogg'])
      expect(await secondsOf(`${remote.base}/${name}`)).toBeCloseTo(FILES[name]?.seconds ?? 0, 1);
  });

  it('has captions read whose whole file is here, and describes them as no media', async () => {
    let text = '1\n00:00:01,000 --> 00:03:00,000\nHello\n';
    remote.respond((_request, response) => response.end(text));
    const read: [text: string, bytes: number][] = [];
    const captionsEnd = (path: string, bytes: number) => {
      read.push([readFileSync(path, 'utf8'), bytes]);
      return Promise.resolve(180);
    };
    expect(await secondsOf(`${remote.base}/words.srt`, captionsEnd)).toBe(180);
    expect(read).toEqual([[text, text.length]]);
    await expect(probe.probe(`${remote.base}/words.srt`)).rejects.toMatchObject({ code: 'render_source_refused' });
    // No render accepts as many.
    text += ' '.repeat(2 << 20);
    expect(await secondsOf(`${remote.base}/words.srt`, captionsEnd)).toBeUndefined();
    expect(read).toHaveLength(1);
    expect(temporary()).toEqual([]);
  });

  it('does not report the length of fragments that it has not seen', async () => {
    execFileSync('ffmpeg', [
      '-v',
      'error',
      ...MOVING,
      '-f',
      'mov',
      '-movflags',
      'frag_keyframe+empty_moov',
      '-g',
      '12',
      join(folder, 'fragments.mp4'),
    ]);
    expect(await secondsOf(`${remote.base}/fragments.mp4`)).toBeCloseTo(6, 0);
    remote.respond((request, response) =>
      request.headers.range?.startsWith('bytes=0-') ? serveRanges(request, response) : response.end('no'),
    );
    expect(await secondsOf(`${remote.base}/fragments.mp4`)).toBeUndefined();
  });

  it('reports no length for pictures', async () => {
    execFileSync('ffmpeg', [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'color=red:s=16x16',
      '-frames:v',
      '1',
      join(folder, 'red.png'),
    ]);
    const { metadata, seconds } = await probe.probe(`${remote.base}/red.png`);
    expect([metadata.streams[0]?.width, seconds]).toEqual([16, undefined]);
  });

  it.each([
    ['a playlist', '#EXTM3U\n#EXTINF:1,\nfile:/etc/passwd\n', 'render_source_refused'],
    ['text', 'hello', 'render_source_refused'],
    ['a torn film', `\x00\x00\x00\x18ftypisom${'\x00'.repeat(40)}`, 'unreadable_media'],
    [
      'an index out of reach',
      `\x00\x00\x00\x08ftyp\x00\x00\x00\x01mdat\x00\x00\x00\x00\x01\x00\x00\x00`,
      'unreadable_media',
    ],
  ])('refuses %s', async (_name, body, code) => {
    remote.respond((_request, response) => response.end(Buffer.from(body, 'latin1')));
    expect((await failureOf(probe.probe(remote.base))).code).toBe(code);
    expect(temporary()).toEqual([]);
  });

  it('refuses addresses that are forbidden, missing or endless', async () => {
    expect((await failureOf(probe.probe('http://127.0.0.1:1/a.mp4'))).code).toBe('url_not_allowed');
    remote.respond((_request, response) => response.writeHead(404).end('no'));
    expect((await failureOf(probe.probe(remote.base))).code).toBe('remote_fetch_failed');
    const leave = new AbortController();
    remote.respond((_request, response) => {
      response.write('ID3');
      leave.abort(new Error('left'));
    });
    await expect(probe.probe(remote.base, leave.signal)).rejects.toThrow('left');
    expect(temporary()).toEqual([]);
  });
});

function statOf(path: string): { size: number } {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  closeSync(file);
  return { size };
}
