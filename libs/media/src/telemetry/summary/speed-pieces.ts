import type { Track } from '../track';

/** A stretch of time in which the speed changes linearly from one value to another, in m/s. */
export interface SpeedPiece {
  seconds: number;
  from: number;
  to: number;
}

/** The speed between neighbouring points, without the gaps. */
export function speedPieces({ time, channels, gaps }: Track, from: number, to: number): SpeedPiece[] {
  const { speed } = channels;
  const pieces: SpeedPiece[] = [];
  if (!speed) return pieces;
  let gap = 0;
  for (let row = 1; row < time.length; row++) {
    const [start = 0, end = 0] = [time[row - 1], time[row]];
    if (end <= from || start >= to) continue;
    while (gap < gaps.length && (gaps[gap]?.to ?? 0) <= start) gap++;
    const lost = gaps[gap] && start >= (gaps[gap]?.from ?? 0) && end <= (gaps[gap]?.to ?? 0);
    const [before = Number.NaN, after = Number.NaN] = [speed[row - 1], speed[row]];
    if (lost || Number.isNaN(before) || Number.isNaN(after)) continue;
    const at = (moment: number) => before + ((after - before) * (moment - start)) / (end - start);
    const [low, high] = [Math.max(start, from), Math.min(end, to)];
    pieces.push({ seconds: high - low, from: at(low), to: at(high) });
  }
  return pieces;
}

/** Seconds faster than the threshold; a piece that crosses it counts in part. */
export function secondsAbove(pieces: readonly SpeedPiece[], threshold: number): number {
  return pieces.reduce((sum, { seconds, from, to }) => {
    const [low, high] = from < to ? [from, to] : [to, from];
    if (low >= threshold) return sum + seconds;
    return high <= threshold ? sum : sum + (seconds * (high - threshold)) / (high - low);
  }, 0);
}
