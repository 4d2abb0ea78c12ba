import type { BoxLimits } from '@app/media';
import type { InspectedSource } from './source-inspector';

const BASE_SECONDS = 60;
const PER_FRAME = 0.3;
const PER_MEGAPIXEL = 0.3;
const PER_SECOND_OF_SOUND = 0.5;
/** AV1 needs the most time per picture. */
const PER_MEGAPIXEL_OF_A_STILL = 5;
const BASE_MB = 900;
/** The picture size for which BASE_MB is enough. */
const USUAL_MEGAPIXELS = (1920 * 1080) / 1e6;

/**
 * Limits of one ffmpeg process that makes a rendition: several times what ordinary files of this size and length need.
 */
export function renditionLimits({ width, height, seconds, fps }: InspectedSource): BoxLimits {
  const megapixels = ((width ?? 0) * (height ?? 0)) / 1e6;
  const frames = (seconds ?? 0) * Math.min(120, fps ?? 30);
  const grown = frames * (PER_FRAME + PER_MEGAPIXEL * megapixels) + (seconds ?? 0) * PER_SECOND_OF_SOUND;
  return {
    processorSeconds: Math.round(BASE_SECONDS + grown + megapixels * PER_MEGAPIXEL_OF_A_STILL),
    memoryMb: Math.round(BASE_MB * Math.max(1, megapixels / USUAL_MEGAPIXELS)),
  };
}
