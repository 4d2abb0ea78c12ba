import type { AppError } from '@app/core';
import { validateEdit } from './validate-edit';

const edit = (background: string, merge: object[] = []) => ({
  timeline: { background, tracks: [{ clips: [{ asset: { type: 'title', text: 'x' }, start: 0, length: 1 }] }] },
  output: { format: 'mp4', resolution: 'preview' },
  merge,
});

describe('the background of a timeline', () => {
  it.each([
    ['#0F8a3c', '#0F8a3c'],
    ['ff8800', '#ff8800'],
    ['#f80', '#ff8800'],
  ])('is accepted as %s', (background, read) => {
    expect(validateEdit(edit(background)).timeline.background).toBe(read);
    expect(validateEdit(edit('{{ C }}', [{ find: 'C', replace: background }])).timeline.background).toBe(read);
  });

  it.each(['red', 'transparent', 'f80', '#80ff8800', '#ff88', ''])(
    'is refused as "%s", with its path',
    (background) => {
      let failure: AppError | undefined;
      try {
        validateEdit(edit(background));
      } catch (error) {
        failure = error as AppError;
      }
      expect(failure?.options.errors).toEqual([
        {
          path: 'timeline.background',
          code: 'invalid',
          message: `"${background}" is not valid here; write a colour with six hexadecimal digits, such as "#ff8800".`,
        },
      ]);
    },
  );
});

describe('a GIF', () => {
  const gif = (length: number, output: object) => ({
    timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'x' }, start: 0, length }] }] },
    output: { format: 'gif', resolution: '1080', fps: 25, ...output },
  });
  const faultsOf = (input: unknown) => {
    try {
      validateEdit(input);
      return [];
    } catch (error) {
      return (error as AppError).options.errors;
    }
  };

  it('of ten minutes of 1080p is refused with its path, what is possible and a remedy', () =>
    expect(faultsOf(gif(600, {}))).toEqual([
      {
        path: 'output.format',
        code: 'too_large',
        message:
          'a GIF of 1920 × 1080 at 25 frames per second may last 77 s, but this one lasts 600 s; write "mp4" or "webm", or reduce the size, the fps or the range.',
      },
    ]));

  it.each<[string, number, object]>([
    ['a minute of 1080p', 60, {}],
    ['what is delivered of more', 600, { range: { start: 300, length: 60 } }],
    ['ten minutes at a smaller size', 600, { scaleTo: 'mobile' }],
    ['nine minutes at fewer frames', 540, { resolution: 'sd', fps: 12 }],
  ])('of %s is accepted', (_what, length, output) => expect(faultsOf(gif(length, output))).toEqual([]));

  it('is the only format with that limit', () => expect(faultsOf(gif(10_000, { format: 'mp4' }))).toEqual([]));
});
