/** The oldest release whose xfade filter has all the transitions that we use. */
const OLDEST_VERSION = [4, 3] as const;

/** Features that some builds omit, and that a render or a transcode cannot do without. */
const NEEDED_FILTERS = [
  'xfade',
  'ass',
  'drawtext',
  'overlay',
  'chromakey',
  'zoompan',
  'amix',
  'loudnorm',
  'palettegen',
  'paletteuse',
];
const NEEDED_ENCODERS = ['libx264', 'aac', 'libmp3lame', 'png', 'mjpeg', 'gif'];

/** The outputs of `ffmpeg -version`, `-filters` and `-encoders`. */
export interface FfmpegListings {
  version: string;
  filters: string;
  encoders: string;
}

/** For example "5.1.9-0+deb12u1", or "N-109741-gbbe95f7353" for a build from source. */
export function versionOf(listing: string): string {
  return /^\w+ version (\S+)/.exec(listing)?.[1] ?? 'unknown';
}

/** What this build cannot do, in words that each complete "ffmpeg …"; empty when it has everything we need. */
export function shortcomings({ version, filters, encoders }: FfmpegListings): string[] {
  const name = versionOf(version);
  const [major, minor] = /^n?(\d+)\.(\d+)/.exec(name)?.slice(1).map(Number) ?? [];
  // A build from source has no such number; its filters reveal the version.
  const tooOld =
    major !== undefined &&
    minor !== undefined &&
    (major < OLDEST_VERSION[0] || (major === OLDEST_VERSION[0] && minor < OLDEST_VERSION[1]));
  const missing = [
    ...NEEDED_FILTERS.filter((filter) => !lists(filters, filter)).map((filter) => `filter ${filter}`),
    ...NEEDED_ENCODERS.filter((encoder) => !lists(encoders, encoder)).map((encoder) => `encoder ${encoder}`),
  ];
  return [
    ...(tooOld ? [`is version ${name}, and ${OLDEST_VERSION.join('.')} or newer is needed`] : []),
    ...(missing.length > 0 ? [`was built without ${missing.join(', ')}`] : []),
  ];
}

/** Each line is a column of flags, the name, and a description. */
const lists = (listing: string, name: string) => new RegExp(`^\\s*\\S+\\s+${name}\\s`, 'm').test(listing);
