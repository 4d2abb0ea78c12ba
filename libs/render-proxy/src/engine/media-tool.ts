import type { Readable, Writable } from 'node:stream';

export interface MediaRunOptions {
  /** Working directory of the process. */
  directory?: string;
  /** Ends the process when it aborts. */
  signal?: AbortSignal;
  /** Hears how much has been put out, in seconds of media and in frames, about twice a second and at the end. */
  onProgress?: (seconds: number, frames: number) => void;
}

/** A running ffmpeg that ends with its pipes. */
export interface MediaRun {
  /** `pipe:0` */
  input: Writable;
  /** `pipe:1` */
  output: Readable;
  /** Resolves on success; never an unhandled rejection. */
  finished: Promise<void>;
  stop(): void;
}

/** What a prober says about a local file. */
export interface InspectedFile {
  seconds: number;
  video?: {
    codec: string;
    width: number;
    height: number;
    pixelAspect: number;
    frames: number;
    hasAlpha: boolean;
    pixelFormat: string;
    colorSpace?: string;
    colorRange?: string;
  };
  audio?: { channels: number };
}

/** What the local engine needs of ffmpeg. An app binds it to the media lib. */
export abstract class MediaTool {
  /** @param args everything after the program's name */
  abstract run(args: readonly string[], options?: MediaRunOptions): Promise<MediaRun>;
  /**
   * @param demuxer the one format that may open the file
   * @throws AppError when the file is not readable
   */
  abstract inspect(path: string, demuxer: string, signal?: AbortSignal): Promise<InspectedFile>;
}
