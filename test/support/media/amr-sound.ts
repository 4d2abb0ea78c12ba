const CODINGS = {
  narrow: { magic: '#!AMR\n', header: 0x3c, bytes: 31 },
  wide: { magic: '#!AMR-WB\n', header: 0x44, bytes: 60 },
};
/** A frame of 20 ms without any data, as telephones write it while nobody speaks. */
const SILENT_FRAME = Buffer.from([0x7c]);

/** Sound of a telephone: noise for 1 s, silence until 5.5 s, noise until 6 s. ffmpeg has no encoder for it. */
export function amrSound(coding: keyof typeof CODINGS): Buffer {
  const { magic, header, bytes } = CODINGS[coding];
  let seed = 1;
  const noise = () => {
    const frame = Buffer.alloc(bytes + 1, header);
    for (let at = 1; at <= bytes; at += 1) {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      frame[at] = seed >> 16;
    }
    return frame;
  };
  const frames = Array.from({ length: 300 }, (_, index) => (index < 50 || index >= 275 ? noise() : SILENT_FRAME));
  return Buffer.concat([Buffer.from(magic, 'latin1'), ...frames]);
}
