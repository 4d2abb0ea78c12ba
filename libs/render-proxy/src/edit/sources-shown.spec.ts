import type { Clip, Edit } from './edit';
import { sourcesShown } from './sources-shown';

const clip = (name: string, start: number | string, length: number | string, type = 'video') =>
  ({ asset: { type, src: `https://files.test/${name}` }, start, length }) as unknown as Clip;
const shown = (clips: Clip[], start: number): string[] => {
  const timeline = {
    fonts: [{ src: 'https://files.test/font' }],
    soundtrack: { src: 'https://files.test/soundtrack' },
    tracks: [{ clips }],
  };
  const edit = { timeline, output: { format: 'png', range: { start } } } as unknown as Edit;
  return sourcesShown(edit).map(({ path, src }) => `${path} ${src.replace('https://files.test/', '')}`);
};
const at = (index: number, name: string) => `timeline.tracks[0].clips[${index}].asset.src ${name}`;

describe('the sources of a frame', () => {
  const font = 'timeline.fonts[0].src font';
  const clips = [clip('first', 0, 2), clip('second', 'auto', 2), clip('sound', 0, 9, 'audio'), clip('third', 6, 'end')];

  it('are fonts and what is visible, with their place in the whole edit', () => {
    expect(shown(clips, 1)).toEqual([font, at(0, 'first')]);
    expect(shown(clips, 3)).toEqual([font, at(1, 'second')]);
    expect(shown(clips, 5)).toEqual([font]);
  });

  it('include both neighbours of a cut, which falls on the nearest frame', () =>
    expect(shown(clips, 2.02)).toEqual([font, at(0, 'first'), at(1, 'second')]));

  it('after the end are those of the last frame', () => expect(shown(clips, 100)).toEqual([font, at(3, 'third')]));

  it('are all of them when a source decides the timing', () =>
    expect(shown([clip('first', 0, 'auto'), clip('second', 'auto', 2)], 1)).toEqual([
      font,
      'timeline.soundtrack.src soundtrack',
      at(0, 'first'),
      at(1, 'second'),
    ]));
});
