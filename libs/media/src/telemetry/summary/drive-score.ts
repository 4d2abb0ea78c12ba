import { type SpeedPiece, secondsAbove } from './speed-pieces';

/** Speeds in m/s. */
export interface ScoreThresholds {
  speeding: number;
  euphoria: number;
}

const MPH = 0.44704;

/**
 * 0 to 100: up to 40 for the highest speed relative to `euphoria`, 30 for the share of time above `speeding`, 20 for
 * the share above `euphoria`, and 10 for a steady speed (one point less for each 10 mph of standard deviation). All
 * shares are of time.
 */
export function driveScore(pieces: readonly SpeedPiece[], { speeding, euphoria }: ScoreThresholds): number {
  const seconds = pieces.reduce((sum, piece) => sum + piece.seconds, 0);
  if (seconds <= 0) return 0;
  const highest = pieces.reduce((max, piece) => Math.max(max, piece.from, piece.to), 0);
  const total =
    Math.min(40, (40 * highest) / euphoria) +
    (30 * secondsAbove(pieces, speeding)) / seconds +
    (20 * secondsAbove(pieces, euphoria)) / seconds +
    Math.max(0, 10 - deviation(pieces, seconds) / MPH / 10);
  return Math.min(100, Math.floor(total + 1e-9));
}

/** Standard deviation over time; the integrals over a piece of linear change are exact. */
function deviation(pieces: readonly SpeedPiece[], seconds: number): number {
  const mean = pieces.reduce((sum, { from, to, seconds: length }) => sum + ((from + to) / 2) * length, 0) / seconds;
  const square = pieces.reduce((sum, { from, to, seconds: length }) => {
    const [a, b] = [from - mean, to - mean];
    return sum + ((a * a + a * b + b * b) / 3) * length;
  }, 0);
  return Math.sqrt(square / seconds);
}
