import type { Size } from '@app/media';
import type { ShapeAsset } from '../../edit/edit';

/** Pixels that a shape covers, including its outline. */
export function shapeSize(asset: ShapeAsset): Size {
  const outline = asset.stroke?.width ?? 0;
  const { width, height } = bareSize(asset);
  return { width: Math.max(1, asset.width ?? width + outline), height: Math.max(1, asset.height ?? height + outline) };
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
