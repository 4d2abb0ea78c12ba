import 'reflect-metadata';
import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readEnv } from '@app/core';
import {
  alignTrack,
  FfmpegLocatorService,
  FfmpegRunner,
  FRAMINGS,
  HUD_ELEMENTS,
  HUD_FONTS,
  HUD_POSITIONS,
  HUD_PRESETS,
  HUD_SPEED_UNITS,
  type Hud,
  hudSettings,
  MediaEnv,
  MediaProbe,
  MOST_PRIVACY_ZONES,
  paintHudFrame,
  planRenditions,
  produceHudClip,
  produceRenditions,
  RENDITION_DESTINATIONS,
  readHead,
  readTrack,
  SHOWN_SPEED,
  type SourceVideo,
  sniffFormat,
  sourceVideoOf,
  VideoEncodersService,
  withFileSource,
} from '@app/media';
import { assertWritable } from './terminal/assert-writable';
import { explainError } from './terminal/explain-error';
import { hudPrivacy } from './terminal/hud-privacy';
import { showProgress } from './terminal/progress-bar';

const USAGE = `Usage: npm run hud -- video.mp4 [track.gpx] -o out.mp4

Draws the telemetry of a track onto a video, on this machine. Without a track, it uses the GPS data in the video.
The name of the output decides the result:
  .mp4           the video with the HUD
  .mov, .webm    the HUD alone with transparency, for an editing program (ProRes 4444, VP9)
  .png           one frame of the HUD, see --at

  --preset NAME      ${HUD_PRESETS.join(', ')}
  --elements LIST    ${HUD_ELEMENTS.join(',')}
  --position NAME    ${HUD_POSITIONS.join(', ')}
  --unit NAME        ${HUD_SPEED_UNITS.join(', ')}; kmh by default
  --color #RRGGBB    colour of needle, trail and highlights
  --font NAME        ${HUD_FONTS.join(', ')}
  --font-size N      12 to 72; 24 is the designed size
  --offset SECONDS   -86400 to 86400 in steps of 0.1: the frame at t shows the track at t + offset
  --map EXTENT       clip or track: what the route map shows
  --utc-offset MIN   minutes that the clock shows east of the track's; by default
                     local time as the camera's clock shows it, otherwise UTC
  --laps             finds the start line and counts laps
  --privacy-zone=LATITUDE,LONGITUDE,METRES
                     a place that the HUD does not tell; up to ${MOST_PRIVACY_ZONES} times
  --max-shown-speed KMH
                     ${SHOWN_SPEED.least} to ${SHOWN_SPEED.most}: higher speeds are shown as this one with ≥
  --for NAME         ${RENDITION_DESTINATIONS.join(', ')}: in the aspect ratio of the platform
  --framing NAME     ${FRAMINGS.join(', ')}: how a landscape fills a vertical frame
  --at SECONDS       moment of the .png; 0 by default
`;

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  preset: { type: 'string' },
  elements: { type: 'string' },
  position: { type: 'string' },
  unit: { type: 'string' },
  color: { type: 'string' },
  font: { type: 'string' },
  'font-size': { type: 'string' },
  offset: { type: 'string' },
  map: { type: 'string' },
  'utc-offset': { type: 'string' },
  laps: { type: 'boolean' },
  'privacy-zone': { type: 'string', multiple: true },
  'max-shown-speed': { type: 'string' },
  for: { type: 'string' },
  framing: { type: 'string' },
  at: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const parse = () => parseArgs({ allowPositionals: true, options: OPTIONS });
type Values = ReturnType<typeof parse>['values'];

/** The input of the commands below. */
interface Job {
  path: string;
  video: SourceVideo;
  hud: Hud;
  output: string;
  folder: string;
  ffmpeg: FfmpegRunner;
  signal: AbortSignal;
  values: Values;
}

async function main(): Promise<void> {
  const { values, positionals } = parse();
  const [video, track] = positionals;
  if (values.help || video === undefined || values.output === undefined) {
    process.stdout.write(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => cancel.abort(new Error('cancelled')));
  const make = MAKERS[extname(values.output).toLowerCase()];
  if (!make) throw new Error(`${values.output} needs one of the file extensions ${Object.keys(MAKERS).join(', ')}.`);
  await assertWritable(values.output);
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'reelway-hud-'));
  try {
    const made = await make(await prepare(video, track, values, folder, cancel.signal));
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    process.stdout.write(`${process.stderr.isTTY ? '\n' : ''}${values.output}: ${made}, made in ${seconds} s\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(
  name: string,
  trackName: string | undefined,
  values: Values,
  folder: string,
  signal: AbortSignal,
): Promise<Job> {
  const settings = settingsFrom(values);
  const privacy = await hudPrivacy(values['privacy-zone'], numberOf(values['max-shown-speed'], 'max-shown-speed'));
  const path = resolve(name);
  const locator = new FfmpegLocatorService(readEnv(MediaEnv));
  const video = await readVideo(path, new MediaProbe(locator), signal);
  const track = await withFileSource(resolve(trackName ?? name), (source) => readTrack(source, { signal }));
  const { seconds, createdAt } = video;
  const facts = {
    seconds,
    name: basename(path),
    ...(createdAt !== undefined && { createdAt }),
    ...(trackName === undefined && { holdsTrack: true }),
  };
  const alignment = alignTrack(track, facts, { offset: numberOf(values.offset, 'offset') ?? 0 });
  for (const { message } of track.warnings) process.stderr.write(`Note: ${message}\n`);
  process.stderr.write(
    values.offset === undefined
      ? `The video was aligned with the track with ${alignment.confidence} confidence. ${alignment.reason}` +
          `${alignment.needsConfirmation ? ' Check it, and correct it with --offset.' : ''}\n`
      : `The video was aligned with the track with an offset of ${values.offset} s.\n`,
  );
  const utcOffsetMinutes = numberOf(values['utc-offset'], 'utc-offset') ?? alignment.utcOffsetMinutes;
  const hud: Hud = {
    settings,
    telemetry: {
      track,
      map: alignment.map,
      extent: oneOf(values.map, 'map', ['clip', 'track']) ?? 'clip',
      ...(utcOffsetMinutes !== undefined && { utcOffsetMinutes }),
      ...(values.laps && { startLine: 'automatic' }),
      ...(privacy && { privacy }),
    },
  };
  return { path, video, hud, output: values.output ?? '', folder, ffmpeg: new FfmpegRunner(locator), signal, values };
}

async function readVideo(path: string, probe: MediaProbe, signal: AbortSignal): Promise<SourceVideo> {
  const head = await readHead(path).catch((error: Error) => {
    throw new Error(`The video cannot be read: ${error.message}`);
  });
  const format = sniffFormat(head);
  if (format?.kind !== 'video') throw new Error(`${path} is not a video of a known format.`);
  const described = await probe.describe(path, format.demuxer, signal);
  const video = sourceVideoOf(described, format.demuxer, (await stat(path)).size);
  if (!video) throw new Error(`${path} contains no video.`);
  return video;
}

function settingsFrom(values: Values): Hud['settings'] {
  const checked = hudSettings({
    preset: values.preset,
    elements: values.elements?.split(',').map((element) => element.trim()),
    position: values.position,
    speed_unit: values.unit,
    color: values.color,
    font: values.font,
    font_size: numberOf(values['font-size'], 'font-size'),
  });
  if ('settings' in checked) return checked.settings;
  const names: Readonly<Record<string, string>> = { speed_unit: 'unit', font_size: 'font-size' };
  throw new Error(checked.faults.map(({ field, message }) => `--${names[field] ?? field} ${message}`).join('\n'));
}

function numberOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new Error(`--${option} must be a number.`);
  return value;
}

function oneOf<T extends string>(text: string | undefined, option: string, allowed: readonly T[]): T | undefined {
  if (text === undefined) return undefined;
  const found = allowed.find((each) => each === text);
  if (!found) throw new Error(`--${option} must be one of ${allowed.join(', ')}.`);
  return found;
}

const onProgress = (share: number) => showProgress('encoding', share);

/** The maker for each file extension; the answer describes the result. */
const MAKERS: Readonly<Record<string, (job: Job) => Promise<string>>> = {
  '.mp4': makeVideo,
  '.mov': (job) => makeClip(job, 'prores'),
  '.webm': (job) => makeClip(job, 'vp9'),
  '.png': makePicture,
};

async function makeVideo({ path, video, hud, output, folder, ffmpeg, signal, values }: Job): Promise<string> {
  const destination = oneOf(values.for, 'for', RENDITION_DESTINATIONS) ?? 'download';
  const framing = oneOf(values.framing, 'framing', FRAMINGS) ?? 'blur';
  const plan = planRenditions(video, [{ id: destination, destination, framing, hud: true }]);
  for (const { message } of plan.refused) throw new Error(`${destination} does not accept this video. ${message}`);
  const { name: encoder } = await new VideoEncodersService({ ENCODER: 'auto' }, ffmpeg).current();
  const order = { source: { path, video }, plan, hud, folder, encoder, signal, onProgress } as const;
  const { produced, failed } = await produceRenditions(order, ffmpeg);
  for (const { error } of failed) throw error;
  for (const { path: file } of produced) await copyFile(file, output);
  const [{ width, height } = video] = plan.renditions;
  return `${width} × ${height}, ${video.seconds.toFixed(2)} s`;
}

async function makeClip(
  { video, hud, output, folder, ffmpeg, signal }: Job,
  format: 'prores' | 'vp9',
): Promise<string> {
  const clip = await produceHudClip({ video, hud, format, folder, signal, onProgress }, ffmpeg);
  await copyFile(clip.path, output);
  return `${clip.frames} frames of the HUD alone`;
}

async function makePicture({ video, hud, output, folder, ffmpeg, signal, values }: Job): Promise<string> {
  const { width, height, seconds: videoSeconds } = video;
  const seconds = numberOf(values.at, 'at') ?? 0;
  await writeFile(
    output,
    await paintHudFrame(hud, { width, height, seconds, videoSeconds }, { ffmpeg, folder, signal }),
  );
  return `${width} × ${height}, the HUD at ${seconds} s`;
}

main().catch((error: unknown) => {
  process.stderr.write(`\nhud failed: ${explainError(error, 'hud')}\n`);
  process.exitCode = 1;
});
