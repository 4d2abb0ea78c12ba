import type { Schemas } from '../api/client';
import { fieldsAt, fieldsOf, filledEdit, valuesOf } from './merge-fields';

const edit = {
  timeline: {
    background: '{{ COLOUR }}',
    tracks: [
      { clips: [{ asset: { type: 'title', text: 'Hello {{ NAME }} of {{CITY}}' }, start: 0, length: '{{ END }}' }] },
    ],
  },
  output: { format: 'mp4' },
  merge: [
    { find: ' NAME ', replace: 'Ada' },
    { find: 'END', replace: 3 },
    { find: 'POSTER', replace: { capture: 1 } },
    { find: 'LOUD', replace: false },
  ],
} as unknown as Schemas['Edit'];

describe('the fields of a template', () => {
  const fields = fieldsOf(edit);

  it('are its merge list with the defaults, then the placeholders without one', () => {
    expect(fields).toEqual([
      { name: 'NAME', kind: 'text', initial: 'Ada' },
      { name: 'END', kind: 'number', initial: '3' },
      { name: 'POSTER', kind: 'json', initial: '{\n  "capture": 1\n}' },
      { name: 'LOUD', kind: 'boolean', initial: 'false' },
      { name: 'COLOUR', kind: 'text', initial: '' },
      { name: 'CITY', kind: 'text', initial: '' },
    ]);
  });

  it('become values with the type of their default', () => {
    const values = valuesOf(fields, { NAME: '7', END: '2.5', LOUD: 'true', CITY: 'London', POSTER: '{' });
    expect(filledEdit(edit, values).merge).toEqual([
      { find: 'NAME', replace: '7' },
      { find: 'END', replace: 2.5 },
      { find: 'POSTER', replace: '{' },
      { find: 'LOUD', replace: true },
      { find: 'CITY', replace: 'London' },
    ]);
  });

  it('are found by the path of a fault', () => {
    const clip = 'timeline.tracks[0].clips[0]';
    expect(
      [`${clip}.length`, `${clip}.asset.text`, `${clip}.start`, 'none[3].x'].map((path) => fieldsAt(edit, path)),
    ).toEqual([['END'], ['NAME', 'CITY'], [], []]);
  });
});
