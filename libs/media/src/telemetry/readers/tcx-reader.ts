import { type PointDocument, readPointDocument } from './point-document';
import type { TelemetryReader } from './reader';

const TCX: PointDocument = {
  format: 'tcx',
  points: ['trackpoint'],
  segments: ['track'],
  attributes: {},
  elements: {
    latitudedegrees: 'latitude',
    longitudedegrees: 'longitude',
    altitudemeters: 'altitude',
    distancemeters: 'distance',
    'heartratebpm/value': 'heartRate',
    cadence: 'cadence',
    runcadence: 'cadence',
    speed: 'speed',
    watts: 'power',
  },
};

/** The trackpoints of all laps, including those without a position. */
export const readTcx: TelemetryReader = (source, options) => readPointDocument(TCX, source, options);
