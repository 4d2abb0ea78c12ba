import { AssScript } from './ass-script';
import { circle, rectangle } from './outline';
import { OutlineFont } from './outline-font';
import { type HudTheme, MovingPen } from './pens';

const theme: HudTheme = {
  accent: '#FF7A1A',
  bold: OutlineFont.open('Roboto', 700),
  medium: OutlineFont.open('Roboto', 500),
  isBare: false,
};
const SIZE = { width: 640, height: 360 };

const eventsOf = (script: AssScript) =>
  [...script.takeEvents()]
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('Dialogue:'));
const secondsOf = (stamp: string) => stamp.split(':').reduce((total, part) => total * 60 + Number(part), 0);

describe('MovingPen', () => {
  it('writes letters that stay once, and shows every text for exactly its time', () => {
    const script = new AssScript(SIZE);
    const pen = new MovingPen(script, { x: 10, y: 20, scale: 1 }, theme);
    const texts = Array.from({ length: 20 }, (_, second) => `0:${String(second).padStart(2, '0')}`);
    for (const [second, text] of texts.entries())
      pen.text(text, { from: second, to: second + 1 }, { x: 100, y: 50 }, { size: 30, align: 'right' });
    pen.finish();
    const events = eventsOf(script);
    // "0" and ":" once, two tens, twenty ones.
    expect(events).toHaveLength(24);
    for (const second of texts.keys()) {
      const shown = events.filter((event) => {
        const [, start = '', end = ''] = event.split(',');
        return secondsOf(start) <= second + 0.5 && second + 0.5 < secondsOf(end);
      });
      expect(shown).toHaveLength(4);
    }
  });

  it('gives all digits the same width', () => {
    const starts = ['111', '888'].map((text) => OutlineFont.open('Montserrat', 700).row(text, 100).width);
    expect(starts[0]).toBe(starts[1]);
  });

  it('positions, moves, turns and clips shapes in pixels of the video', () => {
    const script = new AssScript(SIZE);
    const pen = new MovingPen(script, { x: 100, y: 50, scale: 2 }, theme);
    pen.draw(
      rectangle(0, 0, 10, 5),
      { from: 3_661.5, to: 3_662 },
      {
        layer: 3,
        color: '#12ABEF',
        opacity: 0.5,
        at: { x: 1, y: 2 },
        to: { x: 3, y: 4 },
        clip: { x: 0, y: 0, width: 20, height: 10 },
      },
    );
    pen.draw(
      circle({ x: 0, y: 0 }, 1),
      { from: 0, to: 1 },
      {
        layer: 1,
        color: '#FFFFFF',
        turn: { from: 10, to: -20 },
      },
    );
    pen.draw(rectangle(0, 0, 1, 1), { from: 1, to: 1.004 }, { layer: 1, color: '#FFFFFF' });
    const [moving, turning, ...others] = eventsOf(script);
    expect(moving).toBe(
      'Dialogue: 3,1:01:01.50,1:01:02.00,D,,0,0,0,,{\\move(102.00,54.00,106.00,58.00)\\clip(100,50,140,70)\\1c&HEFAB12&\\1a&H80&\\p4}m 0 0 l 160 0 160 80 0 80',
    );
    expect(turning).toContain('\\pos(100.00,50.00)\\org(100.00,50.00)\\frz-10.00\\t(0,1000,\\frz20.00)');
    expect(others).toEqual([]);
  });
});
