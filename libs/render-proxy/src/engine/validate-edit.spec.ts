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
