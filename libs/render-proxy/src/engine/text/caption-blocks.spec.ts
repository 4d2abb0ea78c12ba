import { FontLibrary } from '@app/media';
import { createCanvas } from '@napi-rs/canvas';
import type { RichCaptionAsset } from '../../edit/edit';
import { DEFAULT_EDIT_LIMITS } from '../../edit/edit-limits';
import { readEdit } from '../../edit/read-edit';
import { DrawnPicture } from '../paint/drawn-picture';
import type { Cue } from '../scene/cues';

type Rgb = readonly [red: number, green: number, blue: number];
const WHITE: Rgb = [255, 255, 255];
const SIZE = { width: 320, height: 180 };
const fonts = new FontLibrary([], [], 'caption-blocks-spec');
const cue: Cue = { start: 0, end: 2, text: 'one two three four' };

/** A caption as an edit that passed the schema has it, drawn at one moment. */
function draw(members: object, seconds = 0.1, cues: Cue[] = [cue]) {
  const written = { type: 'rich-caption', src: 'https://example.com/a.vtt', ...members };
  const edit = readEdit(
    {
      timeline: { tracks: [{ clips: [{ asset: written, start: 0, length: 2 }] }] },
      output: { format: 'png', size: SIZE },
    },
    DEFAULT_EDIT_LIMITS,
  );
  const asset = edit.timeline.tracks[0]?.clips[0]?.asset as RichCaptionAsset;
  const options = { scale: 1, filter: undefined, mostPixels: 1e6, visible: () => undefined };
  const picture = new DrawnPicture({ type: 'rich-caption', asset, cues }, SIZE, 2, fonts, options).at(seconds);
  const context = createCanvas(SIZE.width, SIZE.height).getContext('2d');
  if (picture) context.drawImage(picture.canvas, picture.rect.x, picture.rect.y);
  const { data } = context.getImageData(0, 0, SIZE.width, SIZE.height);
  /** The pixels of a colour: how many there are, and between which edges. */
  return (color: Rgb) => {
    const found = { count: 0, left: SIZE.width, right: -1, top: SIZE.height, bottom: -1 };
    for (let at = 0; at < data.length; at += 4) {
      const isNear = color.every((value, channel) => Math.abs(value - (data[at + channel] ?? 0)) <= 60);
      if (!isNear || (data[at + 3] ?? 0) < 200) continue;
      const [x, y] = [(at / 4) % SIZE.width, Math.floor(at / 4 / SIZE.width)];
      found.count++;
      found.left = Math.min(found.left, x);
      found.right = Math.max(found.right, x);
      found.top = Math.min(found.top, y);
      found.bottom = Math.max(found.bottom, y);
    }
    return found;
  };
}

describe('the place of a rich caption', () => {
  it.each([
    ['no alignment', {}, 90],
    ['a horizontal alignment only', { align: { horizontal: 'center' } }, 90],
    ['more padding at the top than at the bottom', { padding: { top: 40, bottom: 10 } }, 105],
  ])('with %s is the middle of the space that the padding leaves', (_, members, middle) => {
    const { top, bottom } = draw({ font: { size: 24 }, ...members })(WHITE);
    expect(Math.abs((top + bottom) / 2 - middle)).toBeLessThan(4);
  });

  it('is the bottom or the top of its box if its alignment says so', () => {
    const placed = (vertical: string) => draw({ font: { size: 24 }, align: { vertical } })(WHITE);
    expect(placed('bottom').bottom).toBeGreaterThan(165);
    expect(placed('top').top).toBeLessThan(15);
  });

  it('leaves a twentieth of the width free on each side unless it has a padding', () => {
    const font = { size: 24, background: '#ff0000' };
    const [kept, all] = [{}, { padding: 0 }].map((members) => {
      const { left, right } = draw({ font, align: { horizontal: 'left' }, ...members })([255, 0, 0]);
      return right < 0 ? undefined : left;
    });
    expect([kept, all]).toEqual([16, 0]);
  });
});
