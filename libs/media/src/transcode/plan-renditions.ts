import type { Size } from '../canvas/geometry';
import { cappedRate, type FrameRate, framesPerSecond, nearestCommonRate } from './frame-rate';
import {
  RENDITION_SPECS,
  type RenditionDestination,
  type RenditionSpec,
  type RenditionSpecName,
  specFor,
} from './rendition-specs';
import type { SourceVideo } from './source-video';

/**
 * How a picture with another aspect ratio fills the frame: on a blurred copy of itself, on black, or cropped to the
 * middle.
 */
export const FRAMINGS = ['blur', 'pad', 'crop'] as const;
export type Framing = (typeof FRAMINGS)[number];

export interface RenditionTarget {
  /** The caller's name of the target; unique. */
  id: string;
  destination: RenditionDestination;
  framing: Framing;
  /** Whether the overlay is drawn on the picture. */
  hud: boolean;
  /** The receiver refuses files with edit lists. */
  refusesEditLists?: boolean;
}

export interface PlannedRendition extends Size {
  /** Name of the file in the work folder, such as `rendition-1.mp4`. */
  file: string;
  /** Ids of the targets that this one file serves. */
  targets: string[];
  frameRate: FrameRate;
  framing: Framing;
  hud: boolean;
  video: 'copy' | 'encode';
  /** `silence`: the source has no sound, and platforms refuse files without sound. */
  audio: 'copy' | 'encode' | 'silence';
  /** Video bits per second. */
  maxRate: number;
  /** The file has no edit list, so its first sample is the first moment. */
  hasNoEdits: boolean;
}

export interface RenditionPlan {
  renditions: PlannedRendition[];
  /** By target id: the applied spec. */
  specs: Record<string, RenditionSpecName>;
  /** Targets that cannot accept the video at all. */
  refused: { target: string; code: 'too_short' | 'too_long'; message: string }[];
}

/** Bits per second of AAC, including its container overhead. */
export const AUDIO_RATE = 128_000;
/** A file may have this share of the size that the receiver accepts. */
const SIZE_MARGIN = 0.94;
/** Below this, one shared encode would cost the other targets too much. */
const LEAST_SHARED_RATE = 6e6;

/**
 * Decides what is encoded, what is copied, and which targets share a file. Pure: the same input gives the same plan. A
 * source that already meets a target's spec is copied; equal results are made once.
 */
export function planRenditions(source: SourceVideo, targets: readonly RenditionTarget[]): RenditionPlan {
  const plan: RenditionPlan = { renditions: [], specs: {}, refused: [] };
  for (const target of targets) {
    const name = specFor(target.destination, source.seconds);
    const spec: RenditionSpec = RENDITION_SPECS[name];
    plan.specs[target.id] = name;
    const refusal = lengthFault(source.seconds, spec);
    if (refusal) plan.refused.push({ target: target.id, ...refusal });
    else addRendition(plan.renditions, renditionFor(source, target, spec));
  }
  return {
    ...plan,
    renditions: plan.renditions.map((each, index) => ({ ...each, file: `rendition-${index + 1}.mp4` })),
  };
}

function lengthFault(seconds: number, { minSeconds = 0, maxSeconds = Number.POSITIVE_INFINITY }: RenditionSpec) {
  // Containers round lengths to a frame.
  const slack = 0.05;
  if (seconds < minSeconds - slack)
    return {
      code: 'too_short' as const,
      message: `The video lasts ${seconds.toFixed(1)} s; at least ${minSeconds} s are needed.`,
    };
  if (seconds > maxSeconds + slack)
    return {
      code: 'too_long' as const,
      message: `The video lasts ${seconds.toFixed(1)} s; at most ${maxSeconds} s are allowed.`,
    };
  return undefined;
}

function renditionFor(source: SourceVideo, target: RenditionTarget, spec: RenditionSpec): PlannedRendition {
  const size = frameSize(source, spec);
  const average = framesPerSecond(source.frameRate);
  const steady = source.isVariableRate ? nearestCommonRate(average) : source.frameRate;
  const allowed = spec.maxBytes ? (spec.maxBytes * SIZE_MARGIN * 8) / source.seconds - AUDIO_RATE : spec.maxRate;
  const rendition: PlannedRendition = {
    file: '',
    targets: [target.id],
    ...size,
    frameRate: cappedRate(steady, spec.maxFrameRate),
    // The framing matters only where aspect ratios differ.
    framing: sameShape(source, size) ? 'pad' : target.framing,
    hud: target.hud,
    video: 'encode',
    audio: audioPlan(source),
    maxRate: Math.round(Math.min(spec.maxRate, allowed)),
    hasNoEdits: target.refusesEditLists ?? false,
  };
  // Without the list of the source, a copy would begin with what the list skips.
  if (rendition.hasNoEdits && !source.playsEverything)
    return { ...rendition, audio: source.audio ? 'encode' : 'silence' };
  return { ...rendition, video: isAlreadyRight(source, rendition) ? 'copy' : 'encode' };
}

function addRendition(renditions: PlannedRendition[], wanted: PlannedRendition): void {
  const same = renditions.find((each) => canShare(each, wanted));
  if (!same) {
    renditions.push(wanted);
    return;
  }
  same.targets.push(...wanted.targets);
  same.maxRate = Math.min(same.maxRate, wanted.maxRate);
  same.hasNoEdits ||= wanted.hasNoEdits;
  if (wanted.audio === 'encode') same.audio = 'encode';
}

function canShare(one: PlannedRendition, other: PlannedRendition): boolean {
  const rates = [one.maxRate, other.maxRate];
  return (
    one.width === other.width &&
    one.height === other.height &&
    one.frameRate.num * other.frameRate.den === other.frameRate.num * one.frameRate.den &&
    one.framing === other.framing &&
    one.hud === other.hud &&
    one.video === other.video &&
    (one.video === 'copy' || rates[0] === rates[1] || Math.min(...rates) >= LEAST_SHARED_RATE)
  );
}

/** Even sides, as 4:2:0 needs them. */
function frameSize({ width, height }: Size, { frame, largest }: RenditionSpec): Size {
  if (frame === 'portrait') return { width: largest.short, height: largest.long };
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const scale = Math.min(1, largest.long / long, largest.short / short);
  return { width: even(width * scale), height: even(height * scale) };
}

const even = (length: number) => Math.max(2, Math.round(length / 2) * 2);

/** Whether the scaled picture fills the frame, within two pixels. */
function sameShape(source: Size, frame: Size): boolean {
  const scale = Math.min(frame.width / source.width, frame.height / source.height);
  return frame.width - source.width * scale <= 2 && frame.height - source.height * scale <= 2;
}

function audioPlan({ audio }: SourceVideo): PlannedRendition['audio'] {
  if (!audio) return 'silence';
  const isPlain = audio.codec === 'aac' && (audio.profile === 'LC' || audio.profile === '');
  return isPlain && audio.channels <= 2 && (audio.sampleRate === 48_000 || audio.sampleRate === 44_100)
    ? 'copy'
    : 'encode';
}

const COPIED_PROFILES: ReadonlySet<string> = new Set(['High', 'Main', 'Constrained Baseline', 'Baseline']);
const COPIED_CONTAINERS: ReadonlySet<string> = new Set(['mov', 'matroska']);

function isAlreadyRight(source: SourceVideo, rendition: PlannedRendition): boolean {
  const { colorSpace, colorRange, colorTransfer, colorPrimaries } = source.colors;
  const isBt709 = [colorSpace, colorTransfer, colorPrimaries].every((name) => name === 'bt709');
  const bitRate = (source.bytes * 8) / source.seconds;
  return (
    !rendition.hud &&
    COPIED_CONTAINERS.has(source.demuxer) &&
    source.codec === 'h264' &&
    COPIED_PROFILES.has(source.profile) &&
    source.pixelFormat === 'yuv420p' &&
    isBt709 &&
    colorRange !== 'pc' &&
    !source.isInterlaced &&
    !source.isReshaped &&
    !source.isVariableRate &&
    source.width === rendition.width &&
    source.height === rendition.height &&
    source.frameRate.num * rendition.frameRate.den === rendition.frameRate.num * source.frameRate.den &&
    bitRate <= rendition.maxRate + AUDIO_RATE
  );
}
