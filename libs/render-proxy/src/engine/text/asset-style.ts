import { type Shadow as CanvasShadow, cssColor, type Sides } from '@app/media';
import type { Background, Padding, Shadow, Stroke } from '../../edit/edit';

export function strokeOf(stroke: Stroke | undefined): { color: string; width: number } | undefined {
  if (!stroke?.width) return undefined;
  return { color: cssColor(stroke.color ?? '#000000', stroke.opacity), width: stroke.width };
}

export function shadowOf(shadow: Shadow | undefined): CanvasShadow | undefined {
  if (!shadow) return undefined;
  const { offsetX = 0, offsetY = 0, blur = 0, color = '#000000', opacity = 0.5 } = shadow;
  return offsetX === 0 && offsetY === 0 && blur === 0
    ? undefined
    : { color: cssColor(color, opacity), blur, x: offsetX, y: offsetY };
}

export function backgroundColor(background: Background | undefined): string | undefined {
  return background?.color === undefined || background.opacity === 0
    ? undefined
    : cssColor(background.color, background.opacity);
}

export function sidesOf(padding: Padding | undefined): Sides {
  if (typeof padding === 'number') return { top: padding, right: padding, bottom: padding, left: padding };
  return { top: padding?.top ?? 0, right: padding?.right ?? 0, bottom: padding?.bottom ?? 0, left: padding?.left ?? 0 };
}

/**
 * How far a background that fits its text reaches beyond it: by its own padding, otherwise by that of its asset and a
 * share of the letters' size; beyond the stroke in any case.
 */
export function wrapPadding(padding: Sides, own: number | undefined, size: number, stroke: number): Sides {
  if (own !== undefined) return sidesOf(own + stroke);
  const more = size * 0.12 + stroke;
  const { top, right, bottom, left } = padding;
  return { top: top + more, right: right + more, bottom: bottom + more, left: left + more };
}
