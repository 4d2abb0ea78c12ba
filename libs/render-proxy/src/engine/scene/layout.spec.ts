import type { Size } from '@app/media';
import type { Crop, Fit } from '../../edit/edit';
import { anchor, cropPart, fitPart, framePicture } from './layout';

describe('fitPart', () => {
  const square = { x: 0, y: 0, width: 200, height: 200 };
  const frame = { width: 160, height: 90 };
  it('crop fills the box and crops the rest', () =>
    expect(fitPart(square, frame, 'crop')).toEqual({
      part: { x: 0, y: 43.75, width: 200, height: 112.5 },
      size: frame,
    }));
  it('cover stretches', () => expect(fitPart(square, frame, 'cover')).toEqual({ part: square, size: frame }));
  it('contain shows everything', () =>
    expect(fitPart(square, frame, 'contain').size).toEqual({ width: 90, height: 90 }));
  it('none keeps native pixels', () =>
    expect(fitPart(square, frame, 'none').size).toEqual({ width: 200, height: 200 }));
});

describe('cropPart', () => {
  it('crops fractions', () =>
    expect(cropPart({ width: 200, height: 100 }, { left: 0.5, top: 0.1, bottom: 0.1 })).toEqual({
      x: 100,
      y: 10,
      width: 100,
      height: 80,
    }));
  it('always leaves at least one pixel', () =>
    expect(cropPart({ width: 200, height: 100 }, { left: 0.7, right: 0.7 })).toMatchObject({ width: 1 }));
});

describe('framePicture', () => {
  const frame = { width: 160, height: 90 };
  it('keeps the size and the position of what a crop leaves', () =>
    expect(framePicture({ width: 320, height: 180 }, { left: 0.5 }, frame, 'crop')).toEqual({
      part: { x: 160, y: 0, width: 160, height: 180 },
      size: { width: 80, height: 90 },
      box: frame,
      shift: { x: 40, y: 0 },
    }));
  it('is relative to what fit leaves of a picture with another aspect ratio', () =>
    expect(framePicture({ width: 200, height: 200 }, { top: 0.5 }, frame, 'crop')).toMatchObject({
      part: { x: 0, width: 200, height: 56 },
      size: { width: 160, height: 56 * 0.8 },
      shift: { x: 0 },
    }));
  it('fills the box with the rest for contain and cover', () => {
    const picture = { width: 320, height: 180 };
    expect(framePicture(picture, { left: 0.5 }, frame, 'cover').size).toEqual(frame);
    expect(framePicture(picture, { left: 0.5 }, frame, 'contain').size).toEqual({ width: 80, height: 90 });
  });

  describe('in a fixed box', () => {
    const fixed = (...[picture, crop, fit]: [Size, Crop | undefined, Fit]) =>
      framePicture(picture, crop, { width: 40, height: 40 }, fit, { isFixed: true });

    it('shows the middle of a larger picture with none, in native pixels', () =>
      expect(fixed({ width: 200, height: 100 }, undefined, 'none')).toEqual({
        part: { x: 80, y: 30, width: 40, height: 40 },
        size: { width: 40, height: 40 },
        box: { width: 40, height: 40 },
      }));
    it('crops what the box shows with none', () =>
      expect(fixed({ width: 200, height: 100 }, { left: 0.5 }, 'none')).toEqual({
        part: { x: 100, y: 30, width: 20, height: 40 },
        size: { width: 20, height: 40 },
        box: { width: 40, height: 40 },
        shift: { x: 10, y: 0 },
      }));
    it('positions a smaller or letterboxed picture by the box', () => {
      const box = { width: 40, height: 40 };
      expect(fixed({ width: 20, height: 10 }, undefined, 'none')).toMatchObject({
        size: { width: 20, height: 10 },
        box,
      });
      expect(fixed({ width: 80, height: 40 }, { left: 0.5 }, 'contain')).toMatchObject({ size: box, box });
      expect(fixed({ width: 80, height: 40 }, undefined, 'contain')).toMatchObject({
        size: { width: 40, height: 20 },
        box,
      });
    });
  });
});

it('anchor touches edges and corners', () => {
  const at = (position: Parameters<typeof anchor>[0]) =>
    Object.values(anchor(position, { width: 40, height: 20 }, { width: 100, height: 100 }));
  expect([at('center'), at('topLeft'), at('bottomRight'), at('right')]).toEqual([
    [50, 50],
    [20, 10],
    [80, 90],
    [80, 50],
  ]);
});
