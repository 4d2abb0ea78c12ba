/** What a receiver of videos accepts. */
export interface RenditionSpec {
  /** `portrait`: exactly 1080 × 1920. `source`: the aspect ratio of the source, within `largest`. */
  frame: 'portrait' | 'source';
  /** Pixels of the longer and of the shorter side. */
  largest: { long: number; short: number };
  maxFrameRate: number;
  /** Video bits per second. */
  maxRate: number;
  minSeconds?: number;
  maxSeconds?: number;
  maxBytes?: number;
  /** Files with edit lists, by which encoders hide their delay, are refused. */
  refusesEditLists?: boolean;
}

const PORTRAIT = { frame: 'portrait', largest: { long: 1920, short: 1080 } } as const;

/**
 * The limits that the platforms publish; bit rates are ours, between those that they recommend and those that they
 * keep.
 */
export const RENDITION_SPECS = {
  tiktok: { ...PORTRAIT, maxFrameRate: 30, maxRate: 12e6, maxSeconds: 600 },
  youtube: { frame: 'source', largest: { long: 3840, short: 2160 }, maxFrameRate: 60, maxRate: 16e6 },
  instagram_reel: {
    ...PORTRAIT,
    maxFrameRate: 30,
    maxRate: 10e6,
    minSeconds: 3,
    maxSeconds: 900,
    maxBytes: 300e6,
    refusesEditLists: true,
  },
  facebook_reel: { ...PORTRAIT, maxFrameRate: 30, maxRate: 12e6, minSeconds: 3, maxSeconds: 90 },
  facebook_video: { frame: 'source', largest: { long: 1920, short: 1080 }, maxFrameRate: 30, maxRate: 12e6 },
  /** For the user: as close to the source as a file that plays everywhere can be. */
  download: { frame: 'source', largest: { long: 3840, short: 2160 }, maxFrameRate: 60, maxRate: 16e6 },
} as const satisfies Readonly<Record<string, RenditionSpec>>;

export type RenditionSpecName = keyof typeof RENDITION_SPECS;

/** The destination of a video. */
export const RENDITION_DESTINATIONS = ['tiktok', 'youtube', 'instagram', 'facebook', 'download'] as const;
export type RenditionDestination = (typeof RENDITION_DESTINATIONS)[number];

/** The specs of a destination, in order of preference. Facebook publishes a short video as a reel and a longer one as a video. */
const SPECS_OF: Readonly<Record<RenditionDestination, readonly [RenditionSpecName, RenditionSpecName?]>> = {
  tiktok: ['tiktok'],
  youtube: ['youtube'],
  instagram: ['instagram_reel'],
  facebook: ['facebook_reel', 'facebook_video'],
  download: ['download'],
};

/** The spec for a video of this length: the first of the destination, unless only the second accepts the length. */
export function specFor(destination: RenditionDestination, seconds: number): RenditionSpecName {
  const [first, second = first] = SPECS_OF[destination];
  const { minSeconds = 0, maxSeconds = Number.POSITIVE_INFINITY }: RenditionSpec = RENDITION_SPECS[first];
  return seconds >= minSeconds && seconds <= maxSeconds ? first : second;
}

/** Whether a destination refuses files with edit lists, whatever rendition it is sent. */
export const refusesEditLists = (destination: RenditionDestination): boolean =>
  SPECS_OF[destination].some((name) => {
    const spec: RenditionSpec | undefined = name && RENDITION_SPECS[name];
    return spec?.refusesEditLists;
  });
