/** The H.264 encoders of ffmpeg that we use, those of hardware in the order in which they are tried. */
export const ENCODERS = ['x264', 'nvenc', 'qsv', 'videotoolbox', 'vaapi', 'amf'] as const;
export type EncoderName = (typeof ENCODERS)[number];
export type HardwareName = Exclude<EncoderName, 'x264'>;

/** An encoder that works on this machine. */
export interface VideoEncoder {
  name: EncoderName;
  /**
   * SHA-256 (hex) of the parameter sets that the hardware writes; empty for x264. Machines with the same one and the
   * same build of ffmpeg can encode parts of one video.
   */
  build: string;
}

/** It works wherever ffmpeg does, because we refuse a build of ffmpeg without it. */
export const X264: VideoEncoder = { name: 'x264', build: '' };

/** The goal of a hardware encoder. Some support only a bit rate, not a constant quality. */
interface EncodingGoal {
  /** The CRF with which x264 has about the same quality. */
  crf: number;
  /** Bits per second. */
  bitRate: number;
}

interface Hardware {
  codec: string;
  rate: (goal: EncodingGoal) => string[];
  /** The form in which it takes pictures from memory; undefined when they are uploaded to its device. */
  pixels?: string;
  /** Arguments that open its device, and the filters that upload pictures to it. */
  device?: { args: string[]; upload: string[] };
}

const bitRate = (goal: EncodingGoal) => ['-b:v', String(Math.round(goal.bitRate))];
/** With about two steps more than x264, hardware writes about as many bytes. */
const constantQuality = ({ crf }: EncodingGoal) => String(crf + 2);

const HARDWARE: Readonly<Record<HardwareName, Hardware>> = {
  nvenc: {
    codec: 'h264_nvenc',
    rate: (goal) => ['-preset', 'p4', '-rc', 'vbr', '-cq', constantQuality(goal), '-b:v', '0'],
    pixels: 'yuv420p',
  },
  qsv: {
    codec: 'h264_qsv',
    rate: (goal) => ['-preset', 'faster', '-global_quality', constantQuality(goal)],
    pixels: 'nv12',
  },
  videotoolbox: { codec: 'h264_videotoolbox', rate: bitRate, pixels: 'yuv420p' },
  vaapi: {
    codec: 'h264_vaapi',
    rate: bitRate,
    device: { args: ['-vaapi_device', '/dev/dri/renderD128'], upload: ['format=nv12', 'hwupload'] },
  },
  amf: { codec: 'h264_amf', rate: (goal) => ['-quality', 'balanced', ...bitRate(goal)], pixels: 'nv12' },
};

export const isHardware = (name: EncoderName): name is HardwareName => name !== X264.name;

/** Arguments before the inputs. */
export const deviceArgs = (name: EncoderName): string[] =>
  isHardware(name) ? (HARDWARE[name].device?.args ?? []) : [];

/** The last filters of the pictures, which are 4:2:0 before them. */
export const uploadFilters = (name: EncoderName): string[] =>
  isHardware(name) ? (HARDWARE[name].device?.upload ?? []) : [];

/** Output arguments for H.264 High. */
export function hardwareArgs(name: HardwareName, goal: EncodingGoal): string[] {
  const { codec, rate, pixels } = HARDWARE[name];
  return ['-c:v', codec, ...rate(goal), '-profile:v', 'high', ...(pixels ? ['-pix_fmt', pixels] : [])];
}
