/** A decoded sound. */
export interface Sound {
  /** Samples of a channel in a second. */
  rate: number;
  channels: number;
  /** The samples of all channels, in turn, from -1 to 1. */
  samples: Float32Array;
}

/** The samples of a WAV file with 32-bit numbers, which ffmpeg may have written to a pipe: its lengths are not known. */
export function readWav(wav: Buffer): Sound {
  const [format, data] = [wav.indexOf('fmt '), wav.indexOf('data')];
  if (format < 0 || data < 0) throw new Error('ffmpeg wrote no sound');
  const bytes = wav.subarray(data + 8);
  const samples = new Float32Array(Math.floor(bytes.length / 4));
  for (let at = 0; at < samples.length; at += 1) samples[at] = bytes.readFloatLE(at * 4);
  return { rate: wav.readUInt32LE(format + 12), channels: wav.readUInt16LE(format + 10), samples };
}
