import { createCanvas } from '@napi-rs/canvas';
import { isDrawn } from './still-picture';

describe.each([true, false])('the check of a drawn picture on a canvas with alpha: %s', (alpha) => {
  const canvas = createCanvas(4, 4);
  const context = canvas.getContext('2d', { alpha });
  const picture = (color: string) => {
    const drawn = createCanvas(4, 4);
    const ink = drawn.getContext('2d');
    ink.fillStyle = color;
    ink.fillRect(0, 0, 4, 4);
    return drawn;
  };

  it('notices that nothing was drawn', () => expect(isDrawn(context, () => undefined)).toBe(false));

  it.each(['#010203', '#030201', '#000000', '#ffffff'])('knows a drawn picture of the colour %s', (color) => {
    expect(isDrawn(context, () => context.drawImage(picture(color), 0, 0))).toBe(true);
    expect(context.getImageData(0, 0, 4, 4).data).toEqual(
      picture(color).getContext('2d').getImageData(0, 0, 4, 4).data,
    );
    expect(context.globalCompositeOperation).toBe('source-over');
  });

  it('leaves a transparent picture transparent', () => {
    expect(isDrawn(context, () => context.drawImage(createCanvas(4, 4), 0, 0))).toBe(true);
    expect([...context.getImageData(0, 0, 1, 1).data]).toEqual(alpha ? [0, 0, 0, 0] : [0, 0, 0, 255]);
  });
});
