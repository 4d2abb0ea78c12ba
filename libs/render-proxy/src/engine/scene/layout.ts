import type { Rect, Size } from '@app/media';
import type { Crop, Fit, Position } from '../../edit/edit';

/** The part of a picture that an asset's crop leaves, in pixels. Never empty. */
export function cropPart({ width, height }: Size, { top = 0, bottom = 0, left = 0, right = 0 }: Crop = {}): Rect {
  const w = Math.max(1, Math.round(width * (1 - left - right)));
  const h = Math.max(1, Math.round(height * (1 - top - bottom)));
  return {
    x: Math.min(width - w, Math.round(width * left)),
    y: Math.min(height - h, Math.round(height * top)),
    width: w,
    height: h,
  };
}

/**
 * Fits part of a picture into its box. `crop` fills the box and cuts off the excess, `cover` stretches, `contain` shows
 * everything, `none` keeps native pixels. Returns the part that stays visible and its size in the frame.
 */
export function fitPart(part: Rect, box: Size, fit: Fit): { part: Rect; size: Size } {
  switch (fit) {
    case 'cover':
      return { part, size: box };
    case 'none':
      return { part, size: { width: part.width, height: part.height } };
    case 'contain': {
      const scale = Math.min(box.width / part.width, box.height / part.height);
      return { part, size: { width: part.width * scale, height: part.height * scale } };
    }
    case 'crop': {
      const scale = Math.max(box.width / part.width, box.height / part.height);
      const width = Math.min(part.width, box.width / scale);
      const height = Math.min(part.height, box.height / scale);
      return {
        part: { x: part.x + (part.width - width) / 2, y: part.y + (part.height - height) / 2, width, height },
        size: box,
      };
    }
  }
}

export interface Framed {
  /** The part of the source that stays visible, in its pixels. */
  part: Rect;
  /** Its size in the frame. */
  size: Size;
  /** The box that is positioned, when the part covers only some of it. */
  box?: Size;
  /** Offset from the centre of the box to the centre of the part. */
  shift?: { x: number; y: number };
}

/**
 * Fits a picture into its box and crops it. With `contain` and `cover` the cropped rest fills the box. With `crop` and
 * `none` the crop cuts off parts of the fitted picture, and the rest keeps its size and position, as split screens
 * need. A picture in a fixed box is positioned by it and never exceeds it.
 */
export function framePicture(
  picture: Size,
  crop: Crop | undefined,
  box: Size,
  fit: Fit,
  { isFixed = false }: { isFixed?: boolean } = {},
): Framed {
  const fitted = (part: Rect) => {
    const seen = fitPart(part, box, fit);
    return isFixed && fit === 'none' ? cutTo(box, seen.part) : seen;
  };
  const fixed = isFixed && { box };
  if (!crop || fit === 'contain' || fit === 'cover') return { ...fitted(cropPart(picture, crop)), ...fixed };
  const whole = fitted({ x: 0, y: 0, ...picture });
  const left = cropPart(whole.part, crop);
  const scale = whole.size.width / whole.part.width;
  const middle = { x: left.x + left.width / 2, y: left.y + left.height / 2 };
  return {
    part: { ...left, x: whole.part.x + left.x, y: whole.part.y + left.y },
    size: { width: left.width * scale, height: left.height * scale },
    box: whole.size,
    ...fixed,
    shift: { x: (middle.x - whole.part.width / 2) * scale, y: (middle.y - whole.part.height / 2) * scale },
  };
}

/** The middle of a part, in native pixels, as far as the box shows it. */
function cutTo(box: Size, { x, y, ...whole }: Rect): { part: Rect; size: Size } {
  const size = { width: Math.min(whole.width, box.width), height: Math.min(whole.height, box.height) };
  const inset = (side: 'width' | 'height') => Math.floor((whole[side] - size[side]) / 2);
  return { part: { x: x + inset('width'), y: y + inset('height'), ...size }, size };
}

/** Centre of a box of this size that touches the named edge or corner of the frame. */
export function anchor(position: Position, size: Size, frame: Size): { x: number; y: number } {
  const left = /left$/i.test(position);
  const right = /right$/i.test(position);
  const top = position.startsWith('top');
  const bottom = position.startsWith('bottom');
  return {
    x: left ? size.width / 2 : right ? frame.width - size.width / 2 : frame.width / 2,
    y: top ? size.height / 2 : bottom ? frame.height - size.height / 2 : frame.height / 2,
  };
}
