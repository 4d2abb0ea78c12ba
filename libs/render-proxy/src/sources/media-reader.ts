/** What ffprobe writes about a file; members are ffprobe's own. */
export interface MediaMetadata {
  streams: Record<string, unknown>[];
  chapters: Record<string, unknown>[];
  format: Record<string, unknown>;
}

/** The facts in it, as displayed. */
export interface DescribedFile {
  /** 0 when unknown. */
  seconds: number;
  video?: { codec: string; width: number; height: number; frameRate: number };
  audio?: { codec: string };
}

/** Describes local files. An app binds it to the media lib. */
export abstract class MediaReader {
  /**
   * @param demuxer the one format that may open the file
   * @throws AppError when the file is not readable
   */
  abstract describe(
    path: string,
    demuxer: string,
    signal?: AbortSignal,
  ): Promise<{ metadata: MediaMetadata; facts: DescribedFile }>;
}
