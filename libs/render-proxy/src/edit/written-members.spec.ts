import type { Edit } from './edit';
import { DEFAULT_EDIT_LIMITS } from './edit-limits';
import { readEdit, readRelayedEdit } from './read-edit';

const editOf = (asset: object) => ({
  timeline: { tracks: [{ clips: [{ asset, start: 0, length: 2 }] }] },
  output: { format: 'mp4', resolution: 'sd' },
});
const caption = {
  type: 'rich-caption',
  src: 'https://example.com/a.srt',
  font: { family: 'Roboto', weight: 900 },
  style: { size: 48 },
  active: { font: { color: '#ff0000' }, stroke: { color: '#00ff00' }, shadow: 'none' },
};

const captionOf = ({ tracks }: Edit['timeline']) => tracks[0]?.clips[0]?.asset as unknown as typeof caption;

describe('the fonts and the active word of a rich caption', () => {
  it('have only the members that their author wrote, here and at another renderer', () => {
    const { edit: relayed } = readRelayedEdit(editOf(caption), DEFAULT_EDIT_LIMITS);
    for (const { timeline } of [readEdit(editOf(caption), DEFAULT_EDIT_LIMITS), relayed]) {
      const { font, active } = captionOf(timeline);
      expect({ font, active }).toEqual({ font: caption.font, active: caption.active });
    }
  });

  it('keep what merge fields and texts write, with the type of the schema', () => {
    const written = { ...caption, font: { size: '{{ SIZE }}' }, active: { font: { size: '30', weight: 'bold' } } };
    const merge = [{ find: 'SIZE', replace: 20 }];
    const { timeline } = readEdit({ ...editOf(written), merge }, DEFAULT_EDIT_LIMITS);
    const { font, active } = captionOf(timeline);
    expect({ font, active }).toEqual({ font: { size: 20 }, active: { font: { size: 30, weight: 'bold' } } });
  });
});
