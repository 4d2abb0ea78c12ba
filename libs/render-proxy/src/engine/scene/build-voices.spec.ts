import type { Clip, Edit } from '../../edit/edit';
import { buildVoices } from './build-voices';
import type { MediaFile } from './scene';

const clip: Clip = { asset: { type: 'image', src: 'still' }, start: 0, length: 4 };
const file = (kind: MediaFile['kind'], seconds: number): MediaFile => ({
  path: '/job/source-0',
  demuxer: kind === 'audio' ? 'wav' : 'mov',
  kind,
  width: 0,
  height: 0,
  seconds,
  hasAudio: true,
  hasAlpha: false,
  moving: kind === 'video',
});

it.each([
  ['ends, and fades out, with its file when that is shorter', file('audio', 3), 3],
  ['ends, and fades out, with the video that it is the sound of', file('video', 3), 3],
  ['ends with the clips when its file is longer', file('audio', 10), 4],
  ['ends with the clips when the length of its file is not known', file('audio', 0), 4],
  ['ends with the clips when its file is a song with a cover, whose picture lasts a moment', file('video', 0.04), 4],
])('a soundtrack %s', (_, source, length) => {
  const edit: Edit = {
    timeline: { soundtrack: { src: 'music', effect: 'fadeOut' }, tracks: [{ clips: [clip] }] },
    output: { format: 'mp4', resolution: 'sd' },
  };
  const timed = [{ clip, path: 'timeline.tracks[0].clips[0]', track: 0, start: 0, length: 4 }];
  const voices = buildVoices(edit, timed, new Map([['music', source]]), []);
  expect(voices).toMatchObject([{ path: 'timeline.soundtrack', length, fade: 'fadeOut' }]);
});
