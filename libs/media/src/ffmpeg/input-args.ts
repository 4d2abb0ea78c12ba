/** A local file and how ffmpeg opens it. */
export interface MediaInput {
  path: string;
  /** ffmpeg's name of the detected format. */
  demuxer: string;
  /** Replaces ffmpeg's own choice of decoder. */
  decoder?: string;
}

/** Arguments that open one local file: only that file, only in that format, only up to this many pixels. */
export function inputArgs({ path, demuxer, decoder }: MediaInput, before: readonly string[] = []): string[] {
  const sandbox = [
    '-protocol_whitelist',
    'file',
    '-format_whitelist',
    demuxer,
    '-max_pixels',
    '100000000',
    '-threads',
    '2',
  ];
  const chosen = decoder === undefined ? [] : ['-c:v', decoder];
  return [...before, ...sandbox, '-f', demuxer, ...chosen, '-i', `file:${path}`];
}
