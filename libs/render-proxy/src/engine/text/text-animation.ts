import type { UnitAnimation, UnitLook } from '@app/media';
import type { TextAnimation } from '../../edit/edit';
import { ease } from '../scene/easing';
import { slideFrom } from './caption-blocks';

/** Share of the duration that one letter or word takes when they follow each other. */
const UNIT_SHARE = 0.4;
const REST: UnitLook = { opacity: 1, dx: 0, dy: 0, scale: 1 };

/** Seconds until the text stands still. */
export function animationSeconds(animation: TextAnimation, clipSeconds: number): number {
  return Math.min(
    clipSeconds,
    animation.duration ?? (animation.preset === 'typewriter' ? Math.min(3, clipSeconds * 0.8) : 1),
  );
}

/**
 * The appearance of each part of an animated text at `seconds` of the clip; `undefined` once the animation is over.
 */
export function textAnimation(
  animation: TextAnimation,
  size: number,
  seconds: number,
  clipSeconds: number,
): UnitAnimation | undefined {
  const duration = animationSeconds(animation, clipSeconds);
  if (seconds >= duration) return undefined;
  const { preset, direction } = animation;
  const progress = seconds / duration;
  if (preset === 'typewriter') {
    const unit = animation.style ?? 'character';
    return { unit, look: (index, count) => ({ ...REST, opacity: index < progress * count ? 1 : 0 }) };
  }
  const unit = animation.style ?? (preset === 'movingLetters' ? 'character' : 'word');
  const presenceOf = (index: number, count: number) => {
    const start = count > 1 ? (index / (count - 1)) * (1 - UNIT_SHARE) : 0;
    return ease('easeOut', (progress - start) / UNIT_SHARE);
  };
  return {
    unit,
    look: (index, count) => {
      const presence = presenceOf(index, count);
      const away = 1 - presence;
      switch (preset) {
        case 'slideIn':
          return { ...REST, opacity: presence, ...slideFrom(direction ?? 'right', away * size * 1.5) };
        case 'ascend':
          return { ...REST, opacity: presence, ...slideFrom(direction ?? 'up', away * size) };
        case 'shift':
          return { ...REST, opacity: presence, ...slideFrom(direction ?? 'left', away * size * 0.6) };
        case 'movingLetters':
          return { opacity: presence, ...slideFrom(direction ?? 'up', away * size * 0.8), scale: 0.4 + 0.6 * presence };
        default:
          return { ...REST, opacity: presence };
      }
    },
  };
}
