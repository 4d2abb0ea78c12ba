import type { Lap } from '../../telemetry/summary/laps';
import { INK, type MovingPen, MUTED, type StillPen } from '../drawing/pens';
import type { HudTimeline } from '../hud-timeline';
import { lapText } from '../hud-units';
import { type HudPanel, paintGlass } from './panel';

const SIZE = { width: 300, height: 190 };
const LEFT = 24;
const RIGHT = SIZE.width - 24;
const LABEL = { size: 14, weight: 'medium', spacing: 1.6, opacity: MUTED } as const;
const EMPTY = '–:––.––';
/** Baselines of the rows. */
const [CURRENT, LAST, BEST] = [88, 134, 168];

/** The current lap, the last one, and the best so far. */
export function lapBoard(): HudPanel {
  return { size: SIZE, paint, animate };
}

function paint(pen: StillPen): void {
  paintGlass(pen, SIZE);
  pen.text('LAP', { x: LEFT, y: 40 }, LABEL);
  pen.text('LAST', { x: LEFT, y: LAST }, LABEL);
  pen.text('BEST', { x: LEFT, y: BEST }, LABEL);
}

function animate(pen: MovingPen, timeline: HudTimeline): void {
  const { laps } = timeline;
  const now = (time: number) => timeline.trackTime(time);
  // A lap that the track does not finish counts from the end of the previous one.
  const started = [...laps.map(({ from }) => from), ...laps.slice(-1).map(({ to }) => to)];
  const numberAt = (moment: number) => started.filter((from) => from <= moment).length;
  const finishedAt = (moment: number): Lap[] => laps.filter(({ to }) => to <= moment);

  for (const { value, ...span } of timeline.held(({ time }) => numberAt(now(time))))
    pen.text(value === 0 ? '–' : String(value), span, { x: LEFT + 46, y: 40 }, { size: 22 });
  const running = timeline.held(({ time }) => {
    const from = started[numberAt(now(time)) - 1];
    return from === undefined ? '–:––.–' : lapText(now(time) - from, 1);
  });
  for (const { value, ...span } of running) pen.text(value, span, { x: LEFT, y: CURRENT }, { size: 48 });
  const last = timeline.held(({ time }) => textOf(finishedAt(now(time)).at(-1)));
  for (const { value, ...span } of last) pen.text(value, span, { x: RIGHT, y: LAST }, { size: 24, align: 'right' });
  const best = timeline.held(({ time }) => textOf(fastest(finishedAt(now(time)))));
  for (const { value, ...span } of best)
    pen.text(
      value,
      span,
      { x: RIGHT, y: BEST },
      {
        size: 24,
        align: 'right',
        color: value === EMPTY ? INK : pen.theme.accent,
      },
    );
}

const textOf = (lap: Lap | undefined) => (lap ? lapText(lap.seconds, 2) : EMPTY);

const fastest = (laps: readonly Lap[]): Lap | undefined =>
  laps.reduce<Lap | undefined>((best, lap) => (best && best.seconds <= lap.seconds ? best : lap), undefined);
