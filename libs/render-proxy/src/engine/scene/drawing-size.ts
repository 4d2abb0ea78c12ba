import type { Rect, Size } from '@app/media';
import type { ShapeAsset } from '../../edit/edit';

/** The box of a shape, which stands in its middle: without a size of its own, that of its clip. */
export const shapeBox = ({ width, height }: ShapeAsset, clip: Size): Size => ({
  width: Math.max(1, width ?? clip.width),
  height: Math.max(1, height ?? clip.height),
});

/** What a shape covers of its box, including its outline; only a size of its own cuts off what is larger. */
export function shapeInk(asset: ShapeAsset, box: Size): Rect {
  const outline = asset.stroke?.width ?? 0;
  const bare = bareSize(asset);
  const covered = { width: bare.width + outline, height: bare.height + outline };
  const [x, width] = stretch(covered.width, box.width, asset.width !== undefined);
  const [y, height] = stretch(covered.height, box.height, asset.height !== undefined);
  return { x, y, width, height };
}

/** The start, in whole pixels, and the length of the middle of a side. */
function stretch(covered: number, room: number, isCut: boolean): [number, number] {
  return isCut && covered > room ? [0, room] : [Math.floor((room - covered) / 2), Math.max(1, Math.ceil(covered) + 1)];
}

function bareSize({ shape, rectangle, circle, line }: ShapeAsset): Size {
  if (shape === 'circle') return { width: 2 * (circle?.radius ?? 50), height: 2 * (circle?.radius ?? 50) };
  if (shape === 'line') return { width: line?.length ?? 100, height: line?.thickness ?? 10 };
  return { width: rectangle?.width ?? 100, height: rectangle?.height ?? 100 };
}

/** The size that an SVG declares by width and height, otherwise by its viewBox, otherwise the standard's 300 × 150. */
export function svgSize(markup: string): Size {
  const root = /<svg\b[^>]*>/i.exec(markup)?.[0] ?? '';
  const attribute = (name: string) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']+)["']`, 'i').exec(root)?.[1];
  const [, , boxWidth, boxHeight] = (attribute('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const pixels = (text: string | undefined) =>
    text !== undefined && /^[\d.]+(px)?$/.test(text.trim()) ? Number.parseFloat(text) : undefined;
  const ratio = boxWidth && boxHeight ? boxWidth / boxHeight : undefined;
  const width = pixels(attribute('width'));
  const height = pixels(attribute('height'));
  if (width && height) return { width, height };
  if (width) return { width, height: ratio ? width / ratio : 150 };
  if (height) return { width: ratio ? height * ratio : 300, height };
  return ratio && boxWidth && boxHeight ? { width: boxWidth, height: boxHeight } : { width: 300, height: 150 };
}
