import { alignmentFaults } from './alignment-faults';

describe('an alignment of an upload whose track could not be read', () => {
  const upload = { telemetry: null, probe: null };

  it('has no candidate that a retry could name', () => {
    const choice = { telemetry_candidate: 'creation_time' };
    expect(alignmentFaults(upload, { telemetryCandidate: 'creation_time' }, choice, true)).toMatchObject([
      { path: 'telemetry_candidate', code: 'unknown' },
    ]);
  });

  it('may be any offset', () => {
    expect(alignmentFaults(upload, { telemetryOffsetMs: 100 }, { telemetry_offset_ms: 100 }, true)).toEqual([]);
  });
});
