import type { BoxLimits } from '@app/media';
import type { Edit } from '../../edit/edit';
import { deliveredSizeOf, frameRateOf, frameSizeOf, isAudioOnly, isStill } from '../../edit/output-format';
import type { RenderProxyConfig } from '../../render-proxy.config';
import type { SegmentPlan } from '../segments/segment-plan';

export type AllowanceConfig = Pick<
  RenderProxyConfig,
  'RENDER_BASE_SECONDS' | 'RENDER_ALLOWANCE_PERCENT' | 'RENDER_MEMORY_MB'
>;

/** Processor seconds, several times what the slowest ordinary edits needed in measurements. */
const PER_FRAME = 0.1;
/** Decoding does not depend on the size of the result. */
const PER_DECODED_FRAME = 0.2;
const PER_MEGAPIXEL = 0.15;
const PER_MEGAPIXEL_OF_A_TRACK = 0.03;
/** Mixing and encoding one second of sound. */
const PER_SECOND_OF_SOUND = 0.2;
/** The least that any process may use: its start takes some of it. */
const PROCESS_SECONDS = 5;
/** The frame size for which RENDER_MEMORY_MB is enough. */
export const USUAL_MEGAPIXELS = (1920 * 1080) / 1e6;

/**
 * The limits of a render: they grow with frames, pixels and tracks.
 * @param seconds longest timeline that is rendered
 */
export function renderAllowance(edit: Edit, seconds: number, config: AllowanceConfig): BoxLimits {
  const { output, timeline } = edit;
  const megapixels = isAudioOnly(output)
    ? 0
    : Math.max(...[frameSizeOf(output), deliveredSizeOf(output)].map(area)) / 1e6;
  const { num, den } = frameRateOf(output);
  const shown = Math.min(seconds, output.range?.length ?? Infinity);
  const frames = isStill(output) || isAudioOnly(output) ? 1 : (shown * num) / den;
  const decoded = timeline.tracks.filter(({ clips }) => clips.some(({ asset }) => 'src' in asset)).length;
  const perFrame =
    PER_FRAME +
    PER_DECODED_FRAME * decoded +
    megapixels * (PER_MEGAPIXEL + PER_MEGAPIXEL_OF_A_TRACK * timeline.tracks.length);
  const sound = isStill(output) ? 0 : shown * PER_SECOND_OF_SOUND * timeline.tracks.length;
  return {
    processorSeconds: Math.round(
      config.RENDER_BASE_SECONDS + ((frames * perFrame + sound) * config.RENDER_ALLOWANCE_PERCENT) / 100,
    ),
    memoryMb: Math.round(config.RENDER_MEMORY_MB * Math.max(1, megapixels / USUAL_MEGAPIXELS)),
  };
}

/**
 * The limits of one segment. All segments of a render together may use about twice the processor time of the whole, so
 * that an edit gains nothing by being split.
 */
export function segmentAllowance(
  { edit, frames, seconds, segments }: Pick<SegmentPlan, 'edit' | 'frames' | 'seconds' | 'segments'>,
  position: number,
  config: AllowanceConfig,
): BoxLimits {
  const { kind, fromFrame = 0, toFrame = frames } = segments[position] ?? {};
  const share = renderAllowance(edit, seconds, config).processorSeconds / Math.max(1, segments.length);
  const base = Math.min(config.RENDER_BASE_SECONDS, Math.max(PROCESS_SECONDS, share));
  const shown: Edit = kind === 'sound' ? { ...edit, output: { ...edit.output, format: 'mp3' } } : edit;
  return renderAllowance(shown, ((toFrame - fromFrame) * seconds) / frames, { ...config, RENDER_BASE_SECONDS: base });
}

const area = ({ width, height }: { width: number; height: number }): number => width * height;
