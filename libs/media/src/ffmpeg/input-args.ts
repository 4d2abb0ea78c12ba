/** A local file and how ffmpeg opens it. */
export interface MediaInput {
  path: string;
  /** ffmpeg's name of the format that the file was recognised as. */
  demuxer: string;
  /** Instead of ffmpeg's own choice. */
  decoder?: string;
}

/** Arguments that open one local file: only that file, only as that format, only so many pixels. */
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
