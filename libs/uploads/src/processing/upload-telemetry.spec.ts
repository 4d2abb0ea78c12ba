import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeTrack } from './upload-telemetry';

const CHOICE = { offsetMs: 0, speedingMph: 80, euphoriaMph: 100 };

describe('the description of a track', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'upload-telemetry-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('says how many laps its list leaves out', async () => {
    const [rounds, around] = [520, 10];
    const rows = Array.from({ length: rounds * around + 5 }, (_, second) => {
      const angle = ((second + 0.5) / around) * 2 * Math.PI;
      return `${second},${(45 + Math.sin(angle) / 10_000).toFixed(7)},${(9 + Math.cos(angle) / 7_100).toFixed(7)}`;
    });
    const path = join(folder, 'circle.csv');
    await writeFile(path, `time,lat,lon\n${rows.join('\n')}\n`);
    const [from, to] = [
      { latitude: 45, longitude: 9 },
      { latitude: 45, longitude: 9.001 },
    ] as const;
    const told = async (choice: typeof CHOICE & { startLine?: readonly [typeof from, typeof to] }) => {
      const { summary, warnings } = await describeTrack(path, { seconds: rows.length }, choice);
      const texts = warnings.filter(({ code }) => code === 'laps_omitted').map(({ message }) => message);
      return [summary.laps.length, texts];
    };
    expect(await told(CHOICE)).toEqual([0, []]);
    expect(await told({ ...CHOICE, startLine: [from, to] })).toEqual([
      500,
      ['The list of laps ends before the last 19; the overlay shows all.'],
    ]);
  });
});
