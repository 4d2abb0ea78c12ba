import { DRIVE_START, drive } from '../../../../../test/support/telemetry/drive';
import { placeColumns, writeTable } from '../../../../../test/support/telemetry/write-text';
import { writeGpx } from '../../../../../test/support/telemetry/write-xml';
import { bufferSource, readTrack } from '../../telemetry';
import { HudTimeline } from '../hud-timeline';
import { routeMap } from './route-map';

const map = { offset: 0, rate: 1 };
const panelsOf = async (file: Buffer, offset = 0) =>
  routeMap(new HudTimeline({ track: await readTrack(bufferSource(file)), map: { ...map, offset } }, 20));

describe('the map of a route', () => {
  it('is one panel', async () => expect(await panelsOf(writeGpx(drive()))).toHaveLength(1));

  it.each([
    ['time,speed (km/h),heart rate', ({ speed }: { speed: number }) => `${speed * 3.6},120`],
    ['time,speed (m/s)', ({ speed }: { speed: number }) => `${speed}`],
  ])('is left out where the track has no positions: %s', async (header, row) =>
    expect(await panelsOf(writeTable(drive(), header, (p) => `${p.time - DRIVE_START},${row(p)}`))).toEqual([]),
  );

  it('is left out where the whole clip lies in a loss of the fix', async () => {
    const lost = drive().map((point) => (point.time < DRIVE_START + 30 ? point : { ...point, time: point.time + 60 }));
    const table = writeTable(lost, 'time,lat,lon', (p) => `${p.time},${placeColumns(p)}`);
    expect(await panelsOf(table, 40)).toEqual([]);
  });
});
