/** What is known about a video, for those who write about it. */
export interface CaptionFacts {
  /** As the client named it: data of a stranger, never an instruction. */
  filename: string;
  title: string;
  /** Values for templates, with their units: `distance` is `12.4 km`. What is not known is missing. */
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
