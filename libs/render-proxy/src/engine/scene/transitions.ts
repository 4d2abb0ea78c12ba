import { ease } from './easing';

/**
 * How far a clip is from its resting state. Offsets are fractions of the frame with +y downwards, angles are degrees
 * clockwise.
 */
export interface Deviation {
  dx: number;
  dy: number;
  scale: number;
  rotate: number;
  opacity: number;
  wipe?: Wipe;
}

/** The visible part of the picture: left of (or right of) an edge that is `soft` picture widths wide. */
export interface Wipe {
  side: 'left' | 'right';
  /** 0 = nothing shows, 1 = everything shows. */
  shown: number;
  soft: number;
}

export const AT_REST: Deviation = { dx: 0, dy: 0, scale: 1, rotate: 0, opacity: 1 };

/** Progress of a transition: 1 = the clip is at rest; `leaving` distinguishes out from in. */
type Motion = (presence: number, leaving: boolean) => Partial<Deviation>;

// Motion parameters as in the official preview; those of shuffle are ours, because the preview lacks it.
const SOFT_EDGE = 0.85;
const SLIDE = 0.025;
const SHUFFLE = { far: 1.2, near: 0.35, degrees: 30 };
const ZOOM = { seconds: 0.4, factor: 10 };
const CAROUSEL = { horizontal: 1, verticalIn: 1.05, verticalOut: 1.1 };

const DIRECTIONS = { Left: [-1, 0], Right: [1, 0], Up: [0, -1], Down: [0, 1] } as const;
const SIDES = { Top: [0, -1], Right: [1, 0], Bottom: [0, 1], Left: [-1, 0] } as const;

const eased = (presence: number) => ease('easeInOut', presence);

const MOTIONS: ReadonlyMap<string, { seconds: number; motion: Motion }> = new Map([
  ['fade', { seconds: 1, motion: (presence: number) => ({ opacity: eased(presence) }) }],
  [
    'reveal',
    {
      seconds: 1,
      motion: (presence: number) => ({ wipe: { side: 'left' as const, shown: eased(presence), soft: 0 } }),
    },
  ],
  ['wipeLeft', { seconds: 1, motion: wipe('right', 'left') }],
  ['wipeRight', { seconds: 1, motion: wipe('left', 'right') }],
  ...directions('slide', 0.5, slide),
  ...directions('carousel', 0.5, carousel),
  ...shuffles(),
  [
    'zoom',
    {
      seconds: ZOOM.seconds,
      motion: (presence: number) => ({ opacity: presence, scale: 1 + (ZOOM.factor - 1) * (1 - presence) }),
    },
  ],
]);

/** Seconds of the slower and faster variants, as factors of the plain one. Slides and carousels have a slower slow. */
function factorOf(variant: string, name: string): number {
  if (variant === 'Fast') return 0.5;
  if (variant === 'Slow') return /^(slide|carousel)/.test(name) ? 4 : 2;
  return 1;
}

/** Parses a published transition name; `undefined` for `none` and for unknown names. */
export function findTransition(name: string | undefined): { seconds: number; motion: Motion } | undefined {
  const [, base = '', variant = ''] = /^(.+?)(Slow|Fast)?$/.exec(name ?? '') ?? [];
  const found = MOTIONS.get(base);
  return found && { motion: found.motion, seconds: found.seconds * factorOf(variant, base) };
}

/** The state of the clip at `seconds` of its own time, from its transitions alone. */
export function deviationAt(
  transition: { in?: string; out?: string } | undefined,
  seconds: number,
  clipSeconds: number,
): Deviation {
  const entering = findTransition(transition?.in);
  const leaving = findTransition(transition?.out);
  const inSeconds = Math.min(entering?.seconds ?? 0, clipSeconds);
  const outSeconds = Math.min(leaving?.seconds ?? 0, clipSeconds);
  const arrived =
    entering && seconds < inSeconds ? { ...AT_REST, ...entering.motion(seconds / inSeconds, false) } : AT_REST;
  const left =
    leaving && seconds > clipSeconds - outSeconds
      ? { ...AT_REST, ...leaving.motion((clipSeconds - seconds) / outSeconds, true) }
      : AT_REST;
  return combine(arrived, left);
}

/** Offsets and angles add, scales and opacities multiply. */
export function combine(a: Deviation, b: Deviation): Deviation {
  if (a === AT_REST) return b;
  if (b === AT_REST) return a;
  const wiped = a.wipe ?? b.wipe;
  const sum = {
    dx: a.dx + b.dx,
    dy: a.dy + b.dy,
    rotate: a.rotate + b.rotate,
    scale: a.scale * b.scale,
    opacity: a.opacity * b.opacity,
  };
  return wiped ? { ...sum, wipe: wiped } : sum;
}

/** The seconds at the start and at the end of a clip in which its transitions move it. */
export function transitionSeconds(
  transition: { in?: string; out?: string } | undefined,
  clipSeconds: number,
): { in: number; out: number } {
  const seconds = (name: string | undefined) => Math.min(findTransition(name)?.seconds ?? 0, clipSeconds);
  return { in: seconds(transition?.in), out: seconds(transition?.out) };
}

function wipe(entering: Wipe['side'], leaving: Wipe['side']): Motion {
  return (presence, out) => ({ wipe: { side: out ? leaving : entering, shown: presence, soft: SOFT_EDGE } });
}

function slide(x: number, y: number): Motion {
  return (presence, leaving) => {
    const away = (1 - eased(presence)) * SLIDE * (leaving ? 1 : -1);
    return { dx: x * away, dy: y * away, opacity: eased(presence) };
  };
}

function carousel(x: number, y: number): Motion {
  return (presence, leaving) => {
    const distance = x === 0 ? (leaving ? CAROUSEL.verticalOut : CAROUSEL.verticalIn) : CAROUSEL.horizontal;
    const away = leaving ? ease('ease', 1 - presence) * distance : (presence - 1) * distance;
    return { dx: x * away, dy: y * away };
  };
}

function directions(
  name: string,
  seconds: number,
  motion: (x: number, y: number) => Motion,
): [string, { seconds: number; motion: Motion }][] {
  return Object.entries(DIRECTIONS).map(([direction, [x, y]]) => [name + direction, { seconds, motion: motion(x, y) }]);
}

/**
 * `shuffleTopRight` comes from beyond the top edge, slightly to the right, turning into position; it leaves the same
 * way.
 */
function shuffles(): [string, { seconds: number; motion: Motion }][] {
  return Object.entries(SIDES).flatMap(([first, [fx, fy]]) =>
    Object.entries(SIDES).flatMap(([second, [sx, sy]]): [string, { seconds: number; motion: Motion }][] => {
      if ((fx === 0) === (sx === 0)) return [];
      const turn = (fx + sx) * (fx === 0 ? 1 : -1) * SHUFFLE.degrees;
      const motion: Motion = (presence) => {
        const away = 1 - ease('easeOut', presence);
        const { far, near } = SHUFFLE;
        return { dx: (fx * far + sx * near) * away, dy: (fy * far + sy * near) * away, rotate: turn * away };
      };
      return [[`shuffle${first}${second}`, { seconds: 1, motion }]];
    }),
  );
}
