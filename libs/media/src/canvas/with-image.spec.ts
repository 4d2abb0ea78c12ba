import { createCanvas } from '@napi-rs/canvas';
import { mediaTooExpensive } from '../media.errors';
import { withImage } from './with-image';

describe('withImage', () => {
  const size = { width: 4, height: 3 };
  const picture = createCanvas(size.width, size.height).toBuffer('image/png');

  it('frees the picture after its use', async () => {
    const image = await withImage(picture, size, (used) => {
      expect(used).toMatchObject(size);
      return used;
    });
    expect(image).toMatchObject({ width: 0, height: 0 });
  });

  it('tells memory that the system refuses from a file that the decoder does not know', async () => {
    const decode = (declared: { width: number; height: number }) =>
      withImage(Buffer.from('no picture'), declared, () => undefined).catch((error: unknown) => error);
    expect(mediaTooExpensive.is(await decode({ width: 1e7, height: 1e7 }))).toBe(true);
    expect(String(await decode(size))).toMatch(/unsupported image type/i);
  });
});
