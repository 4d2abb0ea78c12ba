import type { VideoClock } from '../track';

/** The satellites' time at a moment of the video. */
export interface GoproStamp {
  video: number;
  real: number;
}

/** The overall speed between these counts as normal: stamps repeat and jump by a second. */
const [SLOWEST, FASTEST] = [0.8, 1.25];
/** A share of the payloads must run at another speed, too, or a few jumps would look like one. */
const [PAYLOAD_SLOWEST, PAYLOAD_FASTEST, LEAST_SHARE] = [0.67, 1.5, 0.25];
const LEAST_SECONDS = 2;
/** An outermost step this many times as large or as small as every other is a wrong stamp. */
const WRONG_END = 4;

/** From one stamp to the next. */
interface Step {
  real: number;
  video: number;
}

/**
 * The clock of a video that plays faster or slower than it was recorded, such as a TimeWarp, also with a changing
 * factor. Undefined for a video at normal speed.
 */
export function goproClock(stamps: readonly GoproStamp[]): VideoClock | undefined {
  const rising = longestRise(stamps);
  const [first, last] = [rising[0], rising.at(-1)];
  if (!first || !last || rising.length < 3 || last.video - first.video < LEAST_SECONDS) return undefined;
  const steps = stepsOf(rising);
  // A receiver that corrects its clock makes one large step: the others must show the speed without it.
  const largest = steps.indexOf(steps.toSorted((a, b) => deviation(b) - deviation(a))[0] as Step);
  const others = steps.toSpliced(largest, 1);
  const [real, video] = [total(others, 'real'), total(others, 'video')];
  if (real / video > SLOWEST && real / video < FASTEST) return undefined;
  const unlike = others.filter((step) => factorOf(step) < PAYLOAD_SLOWEST || factorOf(step) > PAYLOAD_FASTEST);
  if (unlike.length < others.length * LEAST_SHARE) return undefined;
  const kept = withoutWrongEnd(rising, steps, largest);
  return {
    real: Float64Array.from(kept, (stamp) => stamp.real),
    video: Float64Array.from(kept, (stamp) => stamp.video),
  };
}

const factorOf = ({ real, video }: Step) => real / video;
const deviation = (step: Step) => Math.abs(Math.log(factorOf(step)));
const total = (steps: readonly Step[], of: keyof Step) => steps.reduce((sum, step) => sum + step[of], 0);

function stepsOf(stamps: readonly GoproStamp[]): Step[] {
  return stamps.slice(1).map(({ real, video }, index) => {
    const before = stamps[index] as GoproStamp;
    return { real: real - before.real, video: video - before.video };
  });
}

/** The slope of the outermost step continues beyond it, so a wrong stamp there would carry far. */
function withoutWrongEnd(rising: readonly GoproStamp[], steps: readonly Step[], largest: number): GoproStamp[] {
  const end = largest === 0 ? 0 : largest === steps.length - 1 ? rising.length - 1 : undefined;
  const next = steps.toSpliced(largest, 1).reduce((most, step) => Math.max(most, deviation(step)), 0);
  const isWrong = rising.length > 3 && deviation(steps[largest] as Step) > next + Math.log(WRONG_END);
  return end !== undefined && isWrong ? rising.toSpliced(end, 1) : [...rising];
}

/**
 * The most stamps that rise in both clocks: it leaves out single wrong ones, also where those come first or are later
 * than all that follow.
 */
function longestRise(stamps: readonly GoproStamp[]): GoproStamp[] {
  const inOrder = stamps.filter(({ video }, index) => index === 0 || video > (stamps[index - 1]?.video ?? 0));
  /** For each length, the stamp with the earliest time that ends a rise of that length. */
  const ends: number[] = [];
  const before: number[] = [];
  const realAt = (index: number | undefined) => inOrder[index ?? -1]?.real ?? Number.NaN;
  for (const [index, { real }] of inOrder.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (realAt(ends[middle]) < real) low = middle + 1;
      else high = middle;
    }
    before.push(ends[low - 1] ?? -1);
    ends[low] = index;
  }
  const rise: GoproStamp[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) rise.push(inOrder[index] as GoproStamp);
  return rise.reverse();
}
