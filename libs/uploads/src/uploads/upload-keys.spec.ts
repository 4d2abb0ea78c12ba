import { addressedKeys, receivedKeys } from './upload-keys';

const UPLOAD = {
  userId: 'u',
  id: 'i',
  options: {},
  partSize: null,
  telemetryFilename: 'a.gpx',
};
const FIRST = { ...UPLOAD, telemetrySlot: 0 } as const;
const SECOND = { ...UPLOAD, telemetrySlot: 1 } as const;
const names = (keys: readonly string[]) => keys.map((key) => key.replace('uploads/u/i/', '')).sort();

describe('the keys of an upload', () => {
  it.each([
    ['no track', { ...FIRST, telemetryFilename: null }, ['source']],
    ['a track, whose replacement may have been announced', FIRST, ['source', 'telemetry', 'telemetry-2']],
    ['a track that replaced another', SECOND, ['source', 'telemetry', 'telemetry-2']],
    ['a source in parts', { ...SECOND, partSize: 5 }, ['telemetry', 'telemetry-2']],
  ])('are closed when it ends, as far as addresses may accept files: %s', (_, upload, expected) =>
    expect(names(addressedKeys(upload))).toEqual(expected),
  );

  it('are deleted with everything that clients may have sent, both tracks and the covers included', () => {
    const image = { contentType: 'image/png', sizeBytes: 1 };
    const options = { covers: [{ platform: 'tiktok' as const, image }] };
    for (const upload of [FIRST, SECOND])
      expect(names(receivedKeys({ ...upload, options }))).toEqual([
        'cover-source-tiktok',
        'source',
        'telemetry',
        'telemetry-2',
      ]);
  });
});
