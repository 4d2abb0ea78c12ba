const font = (size: number, color = '#ffffff') => ({ family: 'Montserrat', size, color, weight: 700 });
const centred = { horizontal: 'center', vertical: 'middle' };

/** Edits to start from. They need no files, so they render on every installation. */
export const EXAMPLES = [
  {
    name: 'Title card',
    about: 'Two lines that fade in over a colour, 16:9.',
    edit: {
      timeline: {
        background: '#0f172a',
        tracks: [
          {
            clips: [
              {
                asset: { type: 'rich-text', text: 'Hello, Reelway', font: font(72), align: centred },
                start: 0,
                length: 3,
                width: 900,
                height: 160,
                transition: { in: 'fade', out: 'fade' },
              },
            ],
          },
          {
            clips: [
              {
                asset: { type: 'rich-text', text: 'My first render', font: font(32, '#94a3b8'), align: centred },
                start: 0.5,
                length: 2.5,
                width: 900,
                height: 80,
                offset: { y: -0.15 },
                transition: { in: 'slideUp', out: 'fade' },
              },
            ],
          },
        ],
      },
      output: { format: 'mp4', resolution: 'sd', poster: { capture: 1 } },
    },
  },
  {
    name: 'Countdown',
    about: 'Three numbers that zoom, square.',
    edit: {
      timeline: {
        background: '#4338ca',
        tracks: [
          {
            clips: ['3', '2', '1'].map((text, start) => ({
              asset: { type: 'rich-text', text, font: font(220), align: centred },
              start,
              length: 1,
              width: 400,
              height: 320,
              effect: 'zoomIn',
            })),
          },
        ],
      },
      output: { format: 'mp4', size: { width: 480, height: 480 }, fps: 25, poster: { capture: 0.5 } },
    },
  },
  {
    name: 'Vertical story',
    about: 'A headline for phones, 9:16.',
    edit: {
      timeline: {
        background: '#111827',
        tracks: [
          {
            clips: [
              {
                asset: { type: 'rich-text', text: 'Three days\nin the hills', font: font(56), align: centred },
                start: 0,
                length: 4,
                width: 340,
                height: 240,
                transition: { in: 'slideUp', out: 'fadeFast' },
              },
            ],
          },
        ],
      },
      output: { format: 'mp4', size: { width: 360, height: 640 }, fps: 25, poster: { capture: 1 } },
    },
  },
] as const;
