/** One picture of the animation. */
export interface WebpPart {
  /** A WebP in the simple form, one chunk of pixels. */
  still: Buffer;
  /** Even numbers. */
  x: number;
  y: number;
  width: number;
  height: number;
  milliseconds: number;
  /** Bit 0: clears its part afterwards; bit 1: replaces existing pixels. */
  flags: number;
}

/** An animated WebP as written by encoders that store only the changes between pictures. */
export function animatedWebp(width: number, height: number, parts: readonly WebpPart[]): Buffer {
  const features = Buffer.alloc(10);
  features[0] = 0x12;
  features.writeUIntLE(width - 1, 4, 3);
  features.writeUIntLE(height - 1, 7, 3);
  const frames = parts.map(({ still, x, y, milliseconds, flags, ...size }) => {
    const head = Buffer.alloc(16);
    head.writeUIntLE(x / 2, 0, 3);
    head.writeUIntLE(y / 2, 3, 3);
    head.writeUIntLE(size.width - 1, 6, 3);
    head.writeUIntLE(size.height - 1, 9, 3);
    head.writeUIntLE(milliseconds, 12, 3);
    head[15] = flags;
    return chunk('ANMF', Buffer.concat([head, still.subarray(12)]));
  });
  const chunks = Buffer.concat([chunk('VP8X', features), chunk('ANIM', Buffer.alloc(6)), ...frames]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(chunks.length + 4, 4);
  return Buffer.concat([head, chunks]);
}

function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}
