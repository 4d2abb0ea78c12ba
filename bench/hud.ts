import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from '@app/core';
import {
  FfmpegLocatorService,
  FfmpegRunner,
  type Hud,
  hudSettings,
  MediaEnv,
  MediaProbe,
  planRenditions,
  produceRenditions,
  type RenditionTarget,
  readTrack,
  type SourceVideo,
  sourceVideoOf,
  withFileSource,
} from '@app/media';
import { interleave } from './measurement';
import { type Section, section } from './section';

interface Material {
  directory: string;
  path: string;
  video: SourceVideo;
  hud: Hud;
  ffmpeg: FfmpegRunner;
}

/** The cost that the overlay adds to a transcode, and the total cost for four platforms. */
export async function measureHud(pace: { rounds: number; seconds: number }): Promise<Section[]> {
  const directory = mkdtempSync(join(tmpdir(), 'reelway-bench-hud-'));
  try {
    const material = await prepare(directory, pace.seconds);
    const download = (hud: boolean): RenditionTarget => ({ id: 'd', destination: 'download', framing: 'blur', hud });
    const overhead = await interleave(
      [
        { name: 'plain transcode', measure: () => produce(material, [[download(false)]]) },
        { name: 'with the HUD', measure: () => produce(material, [[download(true)]]) },
      ],
      pace.rounds,
    );
    const platforms = (['tiktok', 'instagram', 'facebook', 'youtube'] as const).map(
      (destination): RenditionTarget => ({ id: destination, destination, framing: 'blur', hud: true }),
    );
    const sharing = await interleave(
      [
        {
          name: 'four encodes',
          measure: () =>
            produce(
              material,
              platforms.map((target) => [target]),
            ),
        },
        { name: 'one plan', measure: () => produce(material, [platforms]) },
      ],
      pace.rounds,
    );
    const note = `${pace.seconds} s of 1080p30; HUD preset moto, thumbnails included.`;
    return [
      section('HUD over a transcode', 's', note, overhead),
      section('Four platforms with HUD', 's', `${note} Three of the four share one file.`, sharing),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function prepare(directory: string, seconds: number): Promise<Material> {
  const path = join(directory, 'source.mp4');
  const picture = ['-f', 'lavfi', '-i', `testsrc2=s=1920x1080:r=30:d=${seconds}`];
  const sound = ['-f', 'lavfi', '-i', `sine=440:d=${seconds}`];
  const codecs = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...picture, ...sound, ...codecs, path]);
  const locator = new FfmpegLocatorService(readEnv(MediaEnv));
  const video = sourceVideoOf(await new MediaProbe(locator).describe(path, 'mov'), 'mov', statSync(path).size);
  const checked = hudSettings({ preset: 'moto' });
  if (!video || !('settings' in checked)) throw new Error('the material of the benchmark is wrong');
  const track = await withFileSource('examples/hud/circuit.gpx', (source) => readTrack(source));
  const hud: Hud = { settings: checked.settings, telemetry: { track, map: { offset: 20, rate: 1 } } };
  return { directory, path, video, hud, ffmpeg: new FfmpegRunner(locator) };
}

/** Seconds to make the plans, one after the other. */
async function produce(
  { directory, path, video, hud, ffmpeg }: Material,
  plans: readonly RenditionTarget[][],
): Promise<number> {
  const started = performance.now();
  for (const targets of plans) {
    const folder = join(directory, 'work');
    mkdirSync(folder);
    const plan = planRenditions(video, targets);
    const { failed } = await produceRenditions({ source: { path, video }, plan, hud, folder }, ffmpeg);
    for (const { error } of failed) throw error;
    rmSync(folder, { recursive: true });
  }
  return (performance.now() - started) / 1_000;
}
