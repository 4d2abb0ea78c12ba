import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { RenditionDestination } from '@app/media';
import { readMp4 } from '../../../apps/emulators/src/platform/read-mp4';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { TranscodeHarness } from '../../support/harness/transcode-harness';

/** White in one frame at the second 1, with a tone of as many milliseconds. */
const FLASH = "color=black:s=108x192:r=30:d=3,drawbox=c=white:t=fill:enable='eq(n,30)'";
const CLICK = "aevalsrc='if(between(t,1,1.033),sin(2*PI*2000*t),0)':s=48000:d=3";
const INPUTS = ['-f', 'lavfi', '-i', FLASH, '-f', 'lavfi', '-i', CLICK];
const TAGS = '-pix_fmt yuv420p -colorspace bt709 -color_primaries bt709 -color_trc bt709'.split(' ');
const CODECS = [...'-c:v libx264 -c:a aac -b:a 128k -ac 2'.split(' '), ...TAGS];
const PLAIN = '-bf 0 -af atrim=start_sample=1024 -use_editlist 0'.split(' ');
/** How decoders read a file: with its edit lists, or without, as a platform might. */
const READERS = [
  ['heeds', []],
  ['ignores', ['-ignore_editlist', '1']],
] as const;

const seconds = (pattern: RegExp, text: string) => Number(pattern.exec(text)?.[1]);
/** What ffmpeg writes about a file that it decodes and drops. */
const analyse = (path: string, before: readonly string[], ...filters: string[]) => {
  const args = ['-v', 'info', ...before, '-copyts', '-i', path, ...filters, '-f', 'null', '-'];
  return spawnSync('ffmpeg', args, { encoding: 'utf8' }).stderr;
};
/** The seconds of the first white frame and of the beginning of the tone. */
const momentsOf = (path: string, before: readonly string[] = []) => ({
  flash: seconds(/black_end:([\d.]+)/, analyse(path, before, '-an', '-vf', 'blackdetect=d=0.1:pix_th=0.5')),
  click: seconds(/silence_end: ([\d.]+)/, analyse(path, before, '-vn', '-af', 'silencedetect=n=-20dB:d=0.1')),
});

describeWithFfmpeg('picture and sound of a rendition (needs ffmpeg)', () => {
  const harness = new TranscodeHarness();
  afterAll(() => harness.close());

  const made = async (name: string, args: readonly string[], destinations: readonly RenditionDestination[]) => {
    const { produced } = await harness.produce(harness.make(name, ...INPUTS, ...CODECS, ...args), destinations);
    return produced.map(({ rendition, path }) => ({ rendition, path, profile: readMp4(readFileSync(path)) }));
  };
  const expectSync = (path: string) => {
    for (const [how, before] of READERS) {
      const { flash, click } = momentsOf(path, before);
      expect([how, Math.abs(flash - 1) < 0.005, Math.abs(click - 1) < 0.005]).toEqual([how, true, true]);
    }
  };

  it.each([
    ['edit lists', []],
    ['frames in another order, and sound of another kind', ['-c:a', 'flac', '-strict', '-2']],
  ])('keep their time on Instagram, without an edit list, for a source with %s', async (name, args) => {
    const [reel] = await made(`${name.length}.mp4`, args, ['instagram']);
    expect(reel?.rendition).toMatchObject({ video: 'encode', audio: 'encode' });
    expect(reel?.profile).toMatchObject({ has_edit_list: false, is_index_first: true, audio_codec: 'mp4a' });
    expectSync(reel?.path ?? '');
  });

  it('are copied for Instagram from a source without edit lists', async () => {
    const args = [...PLAIN, '-vf', 'scale=1080:1920', ...TAGS];
    const [reel] = await made('plain.mp4', args, ['instagram']);
    expect(reel?.rendition).toMatchObject({ video: 'copy', audio: 'copy' });
    expect(reel?.profile).toMatchObject({ has_edit_list: false });
    const [source, copy] = [momentsOf(harness.path('plain.mp4')), momentsOf(reel?.path ?? '')];
    expect(copy).toEqual(source);
  });

  it('are the same for other platforms, which share the file', async () => {
    const [shared, ...more] = await made('shared.mp4', [], ['tiktok', 'facebook', 'instagram']);
    expect([shared?.rendition.targets, more]).toEqual([['tiktok', 'facebook', 'instagram'], []]);
    expect(shared?.profile).toMatchObject({ has_edit_list: false });
    const [youtube] = await made('youtube.mp4', [], ['youtube']);
    expect(youtube?.rendition).toMatchObject({ video: 'copy', audio: 'copy' });
    const { flash, click } = momentsOf(youtube?.path ?? '');
    expect([Math.abs(flash - 1) < 0.005, Math.abs(click - 1) < 0.005]).toEqual([true, true]);
  });
});
