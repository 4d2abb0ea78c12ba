import { type DrivePoint, drive } from '../../../../test/support/telemetry/drive';
import { writeGpx } from '../../../../test/support/telemetry/write-xml';
import { readTrack } from './read-track';
import { routeOf } from './route';
import { bufferSource } from './telemetry-source';

const MOST = 240;
const WHOLE = { extent: 'track', map: { offset: 0, rate: 1 }, videoSeconds: 60, points: MOST } as const;
const circles = (seconds: number) => drive({ phases: [1, seconds - 2, 1], cruise: 20, turn: 5 });

/** Ways of three seconds with losses of the fix between them. */
function losses(count: number, start: number): DrivePoint[] {
  return Array.from({ length: count }, (_, index) =>
    drive({ start: start + index * 20, phases: [1, 2, 0], cruise: 10, latitude: 36.2 + index / 1_000 }),
  ).flat();
}

/** The points of each line. */
async function linesOf(points: readonly DrivePoint[]): Promise<number[]> {
  const lines: number[] = [];
  for (const { starts } of routeOf(await readTrack(bufferSource(writeGpx(points))), WHOLE))
    if (starts) lines.push(1);
    else lines.push((lines.pop() ?? 0) + 1);
  return lines;
}

describe('a route with many losses of the fix', () => {
  it.each([20, 130, 600])('keeps its bends and its bound: %d losses', async (count) => {
    const start = circles(600);
    const lines = await linesOf([...start, ...losses(count, (start.at(-1)?.time ?? 0) + 20)]);
    expect(lines[0]).toBeGreaterThan(20);
    expect(lines.reduce((sum, points) => sum + points, 0)).toBeLessThanOrEqual(MOST);
  });

  it('keeps its first and its last line, however short they are', async () => {
    const pieces = losses(200, 1_776_500_000);
    const track = await readTrack(bufferSource(writeGpx([...pieces.slice(0, 2), ...pieces.slice(4, -2)])));
    const route = routeOf(track, WHOLE);
    expect([route[0]?.time, route.at(-1)?.time]).toEqual([track.time[0], track.time.at(-1)]);
    expect(route.length).toBeLessThanOrEqual(MOST);
  });

  it('has all of its lines where they fit', async () => {
    expect(await linesOf(losses(50, 1_776_500_000))).toHaveLength(50);
  });
});
