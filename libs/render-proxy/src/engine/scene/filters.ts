/**
 * A colour filter as one affine step on brightness and saturation, equivalent on RGB (Skia) and on YUV (ffmpeg): out =
 * contrast × (in − ½) + ½ + lift, then the distance from grey times saturation. Shotstack does not publish its
 * strengths; these are ours.
 */
export interface ColorFilter {
  contrast: number;
  lift: number;
  saturation: number;
  negative: boolean;
  /** Radius (sigma) as a fraction of the frame's height; 0 = sharp. */
  blur: number;
}

const PLAIN: ColorFilter = { contrast: 1, lift: 0, saturation: 1, negative: false, blur: 0 };

const FILTERS: Readonly<Record<string, ColorFilter>> = {
  blur: { ...PLAIN, blur: 0.012 },
  boost: { ...PLAIN, contrast: 1.2, saturation: 1.6 },
  contrast: { ...PLAIN, contrast: 1.5 },
  darken: { ...PLAIN, contrast: 0.7, lift: -0.15 },
  greyscale: { ...PLAIN, saturation: 0 },
  lighten: { ...PLAIN, contrast: 0.7, lift: 0.15 },
  muted: { ...PLAIN, contrast: 0.85, saturation: 0.5 },
  negative: { ...PLAIN, negative: true },
};

export function findFilter(name: string | undefined): ColorFilter | undefined {
  return FILTERS[name ?? 'none'];
}
