import { type Shadow as CanvasShadow, cssColor } from '@app/media';
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

export function sidesOf(padding: Padding | undefined): { top: number; right: number; bottom: number; left: number } {
  if (typeof padding === 'number') return { top: padding, right: padding, bottom: padding, left: padding };
  return { top: padding?.top ?? 0, right: padding?.right ?? 0, bottom: padding?.bottom ?? 0, left: padding?.left ?? 0 };
}
