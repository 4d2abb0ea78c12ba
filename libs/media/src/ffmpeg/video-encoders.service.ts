import { createHash } from 'node:crypto';
import { counter } from '@app/core';
import { Logger } from '@nestjs/common';
import type { MediaConfig } from '../media.config';
import type { BoxLimits } from '../process/process-box';
import type { FfmpegRunner } from './ffmpeg-runner';
import {
  deviceArgs,
  ENCODERS,
  type HardwareName,
  hardwareArgs,
  isHardware,
  uploadFilters,
  type VideoEncoder,
  X264,
} from './video-encoder';

const failures = counter(
  'video_encoder_failures_total',
  'Videos that x264 made because a hardware encoder could not, by encoder',
  ['encoder'],
);

const PROBE_TIMEOUT_MS = 10_000;
/** The limits of an ordinary render, in which a driver that needs more would fail, too. */
const PROBE_LIMITS: BoxLimits = { processorSeconds: 20, memoryMb: 900 };
/** With this goal, a picture has a few thousand bytes. */
const PROBE_GOAL = { crf: 21, bitRate: 4e6 };
const MOST_PROBE_BYTES = 4_000_000;

/**
 * The encoder of this process: x264, or the hardware that ENCODER permits, once it has really encoded a picture here.
 * Hardware that fails in a job is not used again before the process is restarted.
 */
export class VideoEncodersService {
  private readonly logger = new Logger('Encoders');
  private chosen: Promise<VideoEncoder> | undefined;

  constructor(
    private readonly config: Pick<MediaConfig, 'ENCODER'>,
    private readonly ffmpeg: FfmpegRunner,
    private readonly probeMs = PROBE_TIMEOUT_MS,
  ) {}

  /** Tries the hardware on the first call. Never rejects; without hardware that works it is x264. */
  current(): Promise<VideoEncoder> {
    this.chosen ??= this.choose();
    return this.chosen;
  }

  /**
   * Does the work with an encoder. If that is hardware and fails, does the work again with x264, once.
   * @param isSuspect whether hardware may have caused an error of `work`; it has caused it if x264 then succeeds
   */
  async use<Result>(
    encoder: VideoEncoder,
    work: (encoder: VideoEncoder) => Promise<Result>,
    isSuspect: (error: unknown) => boolean,
  ): Promise<Result> {
    try {
      return await work(encoder);
    } catch (error) {
      if (!isHardware(encoder.name) || !isSuspect(error)) throw error;
      const result = await work(X264);
      this.giveUp(encoder, error);
      return result;
    }
  }

  /** @param error the failure of work that x264 has then done */
  giveUp({ name }: Pick<VideoEncoder, 'name'>, error: unknown): void {
    this.chosen = Promise.resolve(X264);
    failures.inc({ encoder: name });
    this.logger.warn('a hardware encoder failed; this process uses x264 from now on', { encoder: name, err: error });
  }

  private async choose(): Promise<VideoEncoder> {
    const { ENCODER } = this.config;
    const allowed = ENCODERS.filter(isHardware).filter((name) => ENCODER === 'auto' || ENCODER === name);
    for (const name of allowed) {
      const build = await buildOf(name, this.ffmpeg, AbortSignal.timeout(this.probeMs));
      if (build !== undefined) return { name, build };
    }
    if (ENCODER !== 'auto' && isHardware(ENCODER))
      this.logger.warn('the encoder of ENCODER does not work on this machine; x264 is used', { encoder: ENCODER });
    return X264;
  }
}

/** Encodes a picture; undefined when that fails. */
async function buildOf(name: HardwareName, ffmpeg: FfmpegRunner, signal: AbortSignal): Promise<string | undefined> {
  const picture = ['-f', 'lavfi', '-i', 'color=c=gray:s=640x360:r=30:d=0.04'];
  const filters = ['format=yuv420p', ...uploadFilters(name)].join(',');
  const encode = ['-vf', filters, '-frames:v', '1', ...hardwareArgs(name, PROBE_GOAL)];
  const args = [...deviceArgs(name), ...picture, ...encode, '-f', 'h264', 'pipe:1'];
  try {
    const run = await ffmpeg.run(args, { signal, limits: PROBE_LIMITS });
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of run.output as AsyncIterable<Buffer>)
      if ((bytes += chunk.length) <= MOST_PROBE_BYTES) chunks.push(chunk);
    await run.finished;
    const units = nalUnits(Buffer.concat(chunks));
    const isPicture = units.some((unit) => typeOf(unit) === 5);
    if (!isPicture) return undefined;
    const hash = createHash('sha256');
    for (const unit of units.filter((each) => typeOf(each) === 7 || typeOf(each) === 8)) hash.update(unit);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

/** The parts of a raw H.264 stream, each after its start code. */
function nalUnits(stream: Buffer): Buffer[] {
  const units: Buffer[] = [];
  let at = stream.indexOf(START_CODE);
  while (at >= 0) {
    const next = stream.indexOf(START_CODE, at + START_CODE.length);
    units.push(stream.subarray(at + START_CODE.length, next < 0 ? undefined : next));
    at = next;
  }
  return units;
}

const START_CODE = Buffer.from([0, 0, 1]);
/** 5 is a key frame, 7 and 8 are parameter sets. */
const typeOf = (unit: Buffer): number => (unit[0] ?? 0) & 31;
