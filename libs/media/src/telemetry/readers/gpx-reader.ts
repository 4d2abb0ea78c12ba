import { type PointDocument, readPointDocument } from './point-document';
import type { TelemetryReader } from './reader';

/** GPX 1.0, both Garmin TrackPointExtensions, and what apps add under their own namespaces. */
const GPX: PointDocument = {
  format: 'gpx',
  points: ['trkpt', 'rtept'],
  segments: ['trkseg', 'rte'],
  attributes: { lat: 'latitude', lon: 'longitude' },
  elements: {
    ele: 'altitude',
    speed: 'speed',
    course: 'course',
    bearing: 'course',
    heading: 'course',
    hr: 'heartRate',
    heartrate: 'heartRate',
    cad: 'cadence',
    cadence: 'cadence',
    power: 'power',
    watts: 'power',
    powerinwatts: 'power',
    atemp: 'temperature',
    temp: 'temperature',
    distance: 'distance',
  },
};

/** The points of all tracks and routes. */
export const readGpx: TelemetryReader = (source, options) => readPointDocument(GPX, source, options);
