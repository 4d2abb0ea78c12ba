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
 * Places a picture part into its box. `crop` fills the box and cuts what sticks out, `cover` stretches, `contain` shows everything,
 * `none` keeps native pixels. Returns the part that stays visible and its size in the frame.
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
