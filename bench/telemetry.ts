import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './measurement';
import { type Section, section } from './section';
import { ServerProcess } from './server-process';
import type { TelemetryReport } from './servers/telemetry-reader';

const POINTS = 100_000;

/** Reading, cleaning and summarising a long GPX track, every round in a separate process. */
export async function measureTelemetry(pace: { rounds: number }): Promise<Section[]> {
  const directory = mkdtempSync(join(tmpdir(), 'reelway-bench-telemetry-'));
  try {
    const path = join(directory, 'track.gpx');
    writeFileSync(path, longTrack());
    const reports: TelemetryReport[] = [];
    for (let round = 0; round < pace.rounds; round++) reports.push(await readOnce(path));
    const of = (figures: number[]) => [
      { name: `${POINTS.toLocaleString('en-US')} points`, rounds: figures, median: median(figures) },
    ];
    return [
      section(
        'Read a GPX track',
        'ms',
        'From opening the file to the summary, in a fresh process.',
        of(reports.map(({ milliseconds }) => milliseconds)),
      ),
      section(
        'Read a GPX track, memory',
        'MB',
        'Highest resident memory above the idle process.',
        of(reports.map(({ megabytes }) => megabytes)),
      ),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function readOnce(path: string): Promise<TelemetryReport> {
  const reader = await ServerProcess.start('bench/servers/telemetry-reader', {});
  try {
    reader.process.send(path);
    const [report] = (await once(reader.process, 'message')) as [TelemetryReport];
    if (report.points !== POINTS) throw new Error(`${report.points} of ${POINTS} points were read`);
    return report;
  } finally {
    await reader.stop();
  }
}

/** Ten points per second along a winding road, with heart rate, speed and course as a watch writes them; 27 MB. */
function longTrack(): string {
  const points: string[] = [];
  let [latitude, longitude] = [47, 8];
  for (let index = 0; index < POINTS; index++) {
    const course = 60 + 50 * Math.sin(index / 400);
    const speed = 15 + 10 * Math.sin(index / 900);
    latitude += (speed * Math.cos((course * Math.PI) / 180)) / 10 / 111_180;
    longitude += (speed * Math.sin((course * Math.PI) / 180)) / 10 / 76_050;
    const time = new Date(1_776_500_400_000 + index * 100).toISOString();
    points.push(
      `<trkpt lat="${latitude.toFixed(8)}" lon="${longitude.toFixed(8)}"><ele>${(500 + 40 * Math.sin(index / 3_000)).toFixed(1)}</ele><time>${time}</time><extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>131</gpxtpx:hr><gpxtpx:speed>${speed.toFixed(3)}</gpxtpx:speed><gpxtpx:course>${course.toFixed(2)}</gpxtpx:course></gpxtpx:TrackPointExtension></extensions></trkpt>`,
    );
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="bench" xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2"><trk><trkseg>\n${points.join('\n')}\n</trkseg></trk></gpx>\n`;
}
