import type { Output } from '../../edit/edit';
import { groupWindows, planWindows, type Window } from '../run/plan-windows';
import { frameAt } from '../scene/frame-grid';
import type { Scene, Span } from '../scene/scene';
import { costsOf, PER_ENCODER, WORTH_SEGMENTS } from './segment-costs';

/** A span of the pictures that one worker encodes: whole windows, or parts of them. */
export interface CutSegment extends Span {
  pieces: Window[];
  /** In processor seconds, with the start of its encoders, which no cut avoids. */
  cost: number;
}

/** Seconds of the shortest segment. */
const CELL_SECONDS = 2.5;
/** The most processor seconds of a segment, as long as there are not too many segments. */
const USUAL_COST = 40;
/** A smaller segment would mostly start its process. */
const LEAST_COST = 12;
/** A changed title of a render that is cut into fewer segments would take a large part of the first time again. */
const FEWEST_SEGMENTS = 12;
const MOST_SEGMENTS = 64;

/**
 * Cuts the pictures into segments of 20 to 40 processor seconds, or of less where that makes fewer than 12, at least
 * 2.5 s long, at most 64; a render of less than 15 processor seconds is one segment. The cuts halve the timeline again
 * and again from its start, so that a change of the edit moves only the cuts beside it.
 */
export function cutSegments(scene: Scene, output: Output): CutSegment[] {
  const windows = planWindows(scene);
  const costs = new TimelineCosts(windows, scene, output);
  const { range } = scene;
  const spans = costs.of(range) < WORTH_SEGMENTS ? [range] : cutRange(range, windows, costs);
  return spans.map((span) => {
    const pieces = piecesOf(windows, span);
    return { ...span, pieces, cost: costs.of(span) + PER_ENCODER * groupWindows(pieces, scene).length };
  });
}

function cutRange(range: Span, windows: readonly Window[], costs: TimelineCosts): Span[] {
  let spans: Span[];
  let most = Math.min(USUAL_COST, Math.max(LEAST_COST, costs.of(range) / FEWEST_SEGMENTS));
  do {
    const frames = halve({ from: 0, to: costs.wholeLength }, most, costs).map(({ from }) =>
      nearestCut(from, windows, costs.cell / 2),
    );
    spans = joinSmall(spansBetween(range, frames), most / 4, costs);
    most *= 2;
  } while (spans.length > MOST_SEGMENTS);
  return spans;
}

/** Halves a span of whole cells until no part costs more than `most` or is longer than one cell. */
function halve({ from, to }: Span, most: number, costs: TimelineCosts): Span[] {
  if (to - from <= costs.cell || costs.of({ from, to }) <= most) return [{ from, to }];
  const middle = (from + to) / 2;
  return [...halve({ from, to: middle }, most, costs), ...halve({ from: middle, to }, most, costs)];
}

/** A nearby cut between windows, if there is one: any other cut takes a further process and a further key frame. */
function nearestCut(frame: number, windows: readonly Window[], reach: number): number {
  return windows.reduce(
    (best, { from }) =>
      Math.abs(from - frame) <= reach && (best === frame || Math.abs(from - frame) < Math.abs(best - frame))
        ? from
        : best,
    frame,
  );
}

function spansBetween({ from, to }: Span, frames: readonly number[]): Span[] {
  const inside = [...new Set(frames)].filter((frame) => frame > from && frame < to).sort((a, b) => a - b);
  const edges = [from, ...inside, to];
  return edges.slice(1).map((end, index) => ({ from: edges[index] ?? from, to: end }));
}

function joinSmall(spans: readonly Span[], least: number, costs: TimelineCosts): Span[] {
  const isSmall = (span: Span) => span.to - span.from < costs.cell || costs.of(span) < least;
  return spans.reduce<Span[]>((joined, span) => {
    const last = joined.at(-1);
    if (!last || !(isSmall(span) || isSmall(last))) return [...joined, span];
    return [...joined.slice(0, -1), { from: last.from, to: span.to }];
  }, []);
}

/** The parts of the windows in a span. What they show does not change: a frame does not depend on cuts. */
export function piecesOf(windows: readonly Window[], span: Span): Window[] {
  return windows.flatMap((window): Window[] => {
    const [from, to] = [Math.max(window.from, span.from), Math.min(window.to, span.to)];
    if (to <= from) return [];
    if (window.mode === 'painted') return [{ mode: 'painted', from, to }];
    return [{ ...window, from, to, top: window.top.filter((layer) => layer.from < to && layer.to > from) }];
  });
}

/** The expected processor time of every part of a timeline. */
class TimelineCosts {
  /** Frames of the shortest segment. */
  readonly cell: number;
  /** Frames from the start of the timeline to its end or beyond: the length of a cell, doubled several times. */
  readonly wholeLength: number;
  /** Cost of everything before each cell. */
  private readonly before: number[] = [0];

  constructor(windows: readonly Window[], scene: Scene, output: Output) {
    const { fps, range } = scene;
    this.cell = Math.max(1, frameAt(CELL_SECONDS, fps));
    const cells = 2 ** Math.ceil(Math.log2(Math.max(1, range.to / this.cell)));
    this.wholeLength = cells * this.cell;
    const perFrame = Array.from({ length: cells }, () => 0);
    for (const window of windows)
      for (const part of costsOf(window, scene, output)) this.add(perFrame, part, part.perFrame);
    for (const cost of perFrame) this.before.push((this.before.at(-1) ?? 0) + cost);
  }

  /** In processor seconds. */
  of({ from, to }: Span): number {
    return this.until(to) - this.until(from);
  }

  private until(frame: number): number {
    const index = Math.floor(frame / this.cell);
    const start = this.before[index] ?? 0;
    const end = this.before[index + 1] ?? start;
    return start + ((end - start) * (frame - index * this.cell)) / this.cell;
  }

  private add(cells: number[], { from, to }: Span, perFrame: number): void {
    for (let index = Math.floor(from / this.cell); index * this.cell < to; index++) {
      const frames = Math.min(to, (index + 1) * this.cell) - Math.max(from, index * this.cell);
      cells[index] = (cells[index] ?? 0) + frames * perFrame;
    }
  }
}
