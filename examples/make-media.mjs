// Creates examples/media again: everything in it is drawn or computed here, so it is free of third-party rights. Needs
// ffmpeg.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'media');
const write = (name, text) => writeFileSync(join(folder, name), text);
const ffmpeg = (name, ...args) =>
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-y',
    ...args,
    '-map_metadata',
    '-1',
    '-fflags',
    '+bitexact',
    join(folder, name),
  ]);
const video = ['-c:v', 'libx264', '-preset', 'slow', '-crf', '28', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'];

/** A landscape: sky, sun and rows of hills, from far and pale to near and dark. */
function landscape(name, { sky, sun, hills, seed }) {
  let state = seed;
  const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const rows = hills.map((color, row) => {
    const base = 560 + row * 110;
    const points = Array.from(
      { length: 9 },
      (_, index) => `${index * 240} ${Math.round(base - random() * (190 - row * 25))}`,
    );
    const curve = points
      .slice(1)
      .map((point, index) => `S ${Number(points[index].split(' ')[0]) + 140} ${point.split(' ')[1]} ${point}`);
    return `<path fill="${color}" d="M ${points[0]} ${curve.join(' ')} L 1920 1080 L 0 1080 Z"/>`;
  });
  const gradient = `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient>`;
  const glow = `<radialGradient id="glow"><stop offset="0" stop-color="${sun}" stop-opacity="0.7"/><stop offset="1" stop-color="${sun}" stop-opacity="0"/></radialGradient>`;
  const x = Math.round(400 + random() * 1100);
  const disc = `<circle cx="${x}" cy="380" r="330" fill="url(#glow)"/><circle cx="${x}" cy="380" r="90" fill="${sun}"/>`;
  write(
    `${name}.svg`,
    `<svg xmlns="http://www.w3.org/2000/svg" width="1920" height="1080" viewBox="0 0 1920 1080"><defs>${gradient}${glow}</defs><rect width="1920" height="1080" fill="url(#sky)"/>${disc}${rows.join('')}</svg>\n`,
  );
}

landscape('dawn', {
  sky: ['#2b3a67', '#f7b267'],
  sun: '#ffe8c2',
  hills: ['#8d6b94', '#6b4f7a', '#4a3560', '#2c1f42'],
  seed: 11,
});
landscape('noon', {
  sky: ['#3fa7d6', '#d9f0ff'],
  sun: '#fffbe0',
  hills: ['#8fc1a9', '#5f9f7d', '#3d7a5a', '#22543d'],
  seed: 23,
});
landscape('dunes', {
  sky: ['#f4a261', '#ffe5c4'],
  sun: '#fff3d6',
  hills: ['#e9b872', '#d99a4e', '#b9762f', '#8a5420'],
  seed: 37,
});
landscape('night', {
  sky: ['#0b132b', '#3a506b'],
  sun: '#e8f1f2',
  hills: ['#2f3e5c', '#243049', '#1a2438', '#101726'],
  seed: 53,
});

ffmpeg(
  'clouds.mp4',
  '-f',
  'lavfi',
  '-i',
  'gradients=s=1280x720:r=25:d=8:seed=7:speed=0.015:c0=0x1b4965:c1=0x62b6cb:c2=0xcae9ff:c3=0x5fa8d3:n=4',
  ...video,
);
ffmpeg(
  'embers.mp4',
  '-f',
  'lavfi',
  '-i',
  'gradients=s=1280x720:r=25:d=8:seed=19:speed=0.02:c0=0x3d0c11:c1=0xd80032:c2=0xf78104:c3=0x2b0504:n=4',
  ...video,
);
// A round figure that bows and looks around in front of a green wall.
const figure = ['hypot(X-640-60*sin(T*1.6)\\,Y-300-14*sin(T*3.2))', 'hypot((X-640-30*sin(T*1.6))/1.5\\,Y-720)'];
const isFigure = `lt(${figure[0]}\\,120)+lt(${figure[1]}\\,270)`;
ffmpeg(
  'speaker.mp4',
  '-f',
  'lavfi',
  '-i',
  'color=c=black:s=1280x720:r=25:d=6,format=rgb24',
  '-vf',
  `geq=r='if(lt(${figure[0]}\\,120)\\,255\\,if(lt(${figure[1]}\\,270)\\,60\\,0))':g='if(lt(${figure[0]}\\,120)\\,214\\,if(lt(${figure[1]}\\,270)\\,70\\,220))':b='if(${isFigure}\\,if(lt(${figure[0]}\\,120)\\,170\\,140)\\,0)'`,
  ...video,
);
// White hides, black shows: a soft edge that moves across the frame from the left.
ffmpeg(
  'wipe.mp4',
  '-f',
  'lavfi',
  '-i',
  "color=c=black:s=640x360:r=25:d=2,format=gray,geq=lum='clip(((X/W)+0.12*sin(Y/H*9)-(T/2)*1.5+0.25)*900\\,0\\,255)'",
  ...video,
);
// Four slow chords.
const chord = (notes, start) =>
  notes.map((note) => `0.07*sin(2*PI*${note}*t)*between(t\\,${start}\\,${start + 3})*sin(PI*(t-${start})/3)`).join('+');
const music = [
  [220, 277.18, 329.63],
  [174.61, 220, 261.63],
  [196, 246.94, 293.66],
  [164.81, 207.65, 246.94],
]
  .map((notes, index) => chord(notes, index * 3))
  .join('+');
ffmpeg('music.m4a', '-f', 'lavfi', '-i', `aevalsrc=${music}:d=12:s=44100`, '-c:a', 'aac', '-b:a', '64k');
ffmpeg(
  'waveform.mp4',
  '-i',
  join(folder, 'music.m4a'),
  '-filter_complex',
  '[0:a]volume=4,showwaves=s=1280x240:mode=cline:rate=25:colors=0x62b6cb,format=yuv420p[v]',
  '-map',
  '[v]',
  '-t',
  '10',
  ...video,
);
write(
  'lines.srt',
  [
    'Every video starts as a few lines of JSON.',
    'Captions come from a plain SRT file,\nwith accents: déjà vu, mañana.',
    'They wrap, and they keep their contrast.',
  ]
    .map((text, index) => `${index + 1}\n00:00:0${index * 2},200 --> 00:00:0${index * 2 + 2},000\n${text}\n`)
    .join('\n'),
);
