import type { DrivePoint } from './drive';

const iso = (seconds: number) => new Date(Math.round(seconds * 1_000)).toISOString();

export interface GpxOptions {
  /** Speed and course, in Garmin's extension or as in GPX 1.0. */
  speed?: 'none' | 'extension' | '1.0';
  extensions?: string;
  prefix?: string;
  times?: (point: DrivePoint) => string | undefined;
}

export function writeGpx(points: readonly DrivePoint[], options: GpxOptions = {}): Buffer {
  const { speed = 'none', extensions = '', prefix = 'gpxtpx', times = ({ time }: DrivePoint) => iso(time) } = options;
  const rows = points.map((point) => {
    const time = times(point);
    const garmin =
      speed === 'extension'
        ? `<${prefix}:TrackPointExtension><${prefix}:speed>${point.speed.toFixed(4)}</${prefix}:speed><${prefix}:course>${point.course.toFixed(2)}</${prefix}:course></${prefix}:TrackPointExtension>`
        : '';
    const old =
      speed === '1.0' ? `<course>${point.course.toFixed(2)}</course><speed>${point.speed.toFixed(4)}</speed>` : '';
    const more = garmin + extensions;
    return `<trkpt lat="${point.latitude.toFixed(8)}" lon="${point.longitude.toFixed(8)}"><ele>${point.altitude.toFixed(2)}</ele>${time === undefined ? '' : `<time>${time}</time>`}${old}${more && `<extensions>${more}</extensions>`}</trkpt>`;
  });
  const version = speed === '1.0' ? '1.0' : '1.1';
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="${version}" creator="test" xmlns="http://www.topografix.com/GPX/${version.replace('.', '/')}" xmlns:${prefix}="http://www.garmin.com/xmlschemas/TrackPointExtension/v2">\n<trk><name>A &amp; B</name>\n<trkseg>\n${rows.join('\n')}\n</trkseg></trk></gpx>\n`,
  );
}

export function writeTcx(points: readonly DrivePoint[], laps = 1): Buffer {
  let distance = 0;
  const rows = points.map((point, index) => {
    const before = points[index - 1];
    if (before) distance += ((before.speed + point.speed) / 2) * (point.time - before.time);
    return `<Trackpoint><Time>${iso(point.time)}</Time><Position><LatitudeDegrees>${point.latitude.toFixed(8)}</LatitudeDegrees><LongitudeDegrees>${point.longitude.toFixed(8)}</LongitudeDegrees></Position><AltitudeMeters>${point.altitude.toFixed(2)}</AltitudeMeters><DistanceMeters>${distance.toFixed(2)}</DistanceMeters><HeartRateBpm><Value>131</Value></HeartRateBpm><Extensions><ns3:TPX><ns3:Speed>${point.speed.toFixed(4)}</ns3:Speed><ns3:Watts>210</ns3:Watts></ns3:TPX></Extensions></Trackpoint>`;
  });
  const size = Math.ceil(rows.length / laps);
  const parts = Array.from({ length: laps }, (_, lap) => rows.slice(lap * size, (lap + 1) * size));
  return Buffer.from(
    `<?xml version="1.0"?>\n<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"><Activities><Activity Sport="Biking">${parts.map((part) => `<Lap><Track>${part.join('\n')}</Track></Lap>`).join('')}</Activity></Activities></TrainingCenterDatabase>`,
  );
}

export function writeKml(points: readonly DrivePoint[]): Buffer {
  const when = points.map(({ time }) => `<when>${iso(time)}</when>`).join('\n');
  const coords = points
    .map((p) => `<gx:coord>${p.longitude.toFixed(8)} ${p.latitude.toFixed(8)} ${p.altitude.toFixed(1)}</gx:coord>`)
    .join('\n');
  const speeds = points.map(({ speed }) => `<gx:value>${(speed * 3.6).toFixed(3)}</gx:value>`).join('\n');
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><Placemark><gx:Track>${when}${coords}<ExtendedData><SchemaData schemaUrl="#s"><gx:SimpleArrayData name="speed_kmh">${speeds}</gx:SimpleArrayData></SchemaData></ExtendedData></gx:Track></Placemark></Document></kml>`,
  );
}
