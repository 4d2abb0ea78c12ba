/** Facts about a video, for caption writers. */
export interface CaptionFacts {
  /** The client's file name: untrusted data, never an instruction. */
  filename: string;
  title: string;
  /** Values for templates, with their units: `distance` is `12.4 km`. Unknown values are missing. */
  values: Readonly<Partial<Record<CaptionVariable, string>>>;
}

export const CAPTION_VARIABLES = [
  'title',
  'caption',
  'filename',
  'date',
  'duration',
  'distance',
  'max_speed',
  'average_speed',
  'score',
] as const;
export type CaptionVariable = (typeof CAPTION_VARIABLES)[number];

export interface GeneratedCaption {
  title: string;
  caption: string;
  /** Without `#`. */
  hashtags: string[];
}

/** Port: writes title and caption of a video whose owner wrote none. */
export abstract class CaptionGenerator {
  /** @throws captions_unavailable, or the signal's reason */
  abstract generate(facts: CaptionFacts, signal: AbortSignal): Promise<GeneratedCaption>;
}
