/** How brightness is coded: HLG (television, phones), PQ (HDR10), or like SDR in the wide colours of BT.2020. */
export type WideColor = 'hlg' | 'pq' | 'sdr';

/** The wide colours in which a picture is coded; undefined for BT.709 and similar ones. */
export function wideColorOf(
  colors: { colorTransfer?: string; colorPrimaries?: string } | undefined,
): WideColor | undefined {
  if (colors?.colorTransfer === 'arib-std-b67') return 'hlg';
  if (colors?.colorTransfer === 'smpte2084') return 'pq';
  return colors?.colorPrimaries === 'bt2020' ? 'sdr' : undefined;
}

/** Nits of white in a picture that mixes HDR and SDR (BT.2408); anything that bright becomes almost white. */
const REFERENCE_WHITE = 203;
/** Nits of the brightest highlight that still differs from darker ones. */
const PEAK = 1_000;
/** Share of white up to which brightness stays unchanged. */
const KNEE = 0.7;
/** Steps of the table on each axis; ffmpeg interpolates between them. */
const STEPS = 33;

/** Linear BT.2020 → linear BT.709 (BT.2087). */
const TO_BT709 = [
  [1.6605, -0.5876, -0.0728],
  [-0.1246, 1.1329, -0.0083],
  [-0.0182, -0.1006, 1.1187],
] as const;

type Rgb = [red: number, green: number, blue: number];

/** A 3D table in the `.cube` format that converts coded BT.2020 to coded BT.709, for ffmpeg's filter lut3d. */
export function toneMapCube(kind: WideColor): string {
  const lines = [`LUT_3D_SIZE ${STEPS}`];
  const share = (step: number) => step / (STEPS - 1);
  for (let blue = 0; blue < STEPS; blue++)
    for (let green = 0; green < STEPS; green++)
      for (let red = 0; red < STEPS; red++)
        lines.push(
          toneMap([share(red), share(green), share(blue)], kind)
            .map((value) => value.toFixed(6))
            .join(' '),
        );
  return `${lines.join('\n')}\n`;
}

/** Converts one colour from coded BT.2020 to coded BT.709, all values 0 to 1. */
export function toneMap(coded: Rgb, kind: WideColor): Rgb {
  const light = displayLight(coded, kind);
  const brightest = Math.max(...light);
  // One factor for all three keeps the hue.
  const gain = kind !== 'sdr' && brightest > KNEE ? compress(brightest) / brightest : 1;
  const [red, green, blue] = light.map((value) => value * gain) as Rgb;
  return TO_BT709.map(([r, g, b]) => {
    const linear = r * red + g * green + b * blue;
    return Math.min(1, Math.max(0, linear)) ** (1 / 2.4);
  }) as Rgb;
}

/** Light of a display in multiples of the reference white. */
function displayLight(coded: Rgb, kind: WideColor): Rgb {
  if (kind === 'sdr') return coded.map((value) => value ** 2.4) as Rgb;
  if (kind === 'pq') return coded.map((value) => pqToNits(value) / REFERENCE_WHITE) as Rgb;
  // The system gamma of a display of 1,000 nits. BT.2100 applies it to the luminance, encoders such as zscale to each
  // channel. Undoing it on each channel is exact for those and changes natural colours of the others by 6 of 255 at most.
  return coded.map((value) => (hlgToScene(value) ** 1.2 * PEAK) / REFERENCE_WHITE) as Rgb;
}

function hlgToScene(value: number): number {
  return value <= 0.5 ? value ** 2 / 3 : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
}

function pqToNits(value: number): number {
  const root = value ** (1 / 78.84375);
  return 10_000 * (Math.max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root)) ** (1 / 0.1593017578125);
}

/** Rolls off highlights: smooth at the knee, 1 at the peak. */
function compress(light: number): number {
  const above = (Math.min(light, PEAK / REFERENCE_WHITE) - KNEE) / (1 - KNEE);
  const most = (PEAK / REFERENCE_WHITE - KNEE) / (1 - KNEE);
  return KNEE + (1 - KNEE) * ((above * (1 + above / most ** 2)) / (1 + above));
}
