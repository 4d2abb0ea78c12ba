import { lengthIn } from '@app/core';
import fc from 'fast-check';
import { UPLOAD_PLATFORMS } from '../uploads/upload.entity';
import { type CaptionParts, composeCaption } from './compose-caption';
import { fitText, PLATFORM_TEXTS } from './platform-texts';

const parts = (more: Partial<CaptionParts> = {}): CaptionParts => ({
  title: 'Morning lap',
  caption: 'Fast.',
  always: [],
  ofUpload: [],
  blocked: [],
  maxHashtags: 30,
  ...more,
});
const isWhole = (text: string) => !/\p{Cs}/u.test(text);
const textOf = (more: Partial<CaptionParts>) => composeCaption('tiktok', parts(more)).text;

describe('composeCaption', () => {
  it('puts the hashtags of every upload before those of this one, each once', () =>
    expect(textOf({ always: ['Racing', 'gopro'], ofUpload: ['GOPRO', 'lap'] })).toBe('Fast.\n\n#Racing #gopro #lap'));

  it('repeats no hashtag that the caption has already', () =>
    expect(textOf({ caption: 'Fast #Lap', ofUpload: ['lap', 'track'] })).toBe('Fast #Lap\n\n#track'));

  it('removes blocked hashtags, even those that the user wrote', () =>
    expect(textOf({ caption: 'Buy #SPAM now', always: ['spam'], ofUpload: ['ok'], blocked: ['Spam'] })).toBe(
      'Buy  now\n\n#ok',
    ));

  it('takes the first ones when there are too many for the setting or the platform', () => {
    const ofUpload = Array.from({ length: 40 }, (_, index) => `t${index}`);
    expect(textOf({ ofUpload, maxHashtags: 2 })).toBe('Fast.\n\n#t0 #t1');
    expect(composeCaption('instagram', parts({ ofUpload, maxHashtags: 40 })).text.match(/#/g)).toHaveLength(30);
  });

  it('counts the hashtags that the caption has already', () => {
    const caption = Array.from({ length: 20 }, (_, index) => `#c${index}`).join(' ');
    const ofUpload = Array.from({ length: 15 }, (_, index) => `t${index}`);
    const tagsIn = (text: string) => text.match(/#/g);
    const composed = composeCaption('instagram', parts({ caption, ofUpload }));
    expect(tagsIn(composed.text)).toHaveLength(30);
    expect(composed.text.endsWith('#t9')).toBe(true);
    expect(textOf({ caption, ofUpload, maxHashtags: 15 })).toBe(caption);
    expect(tagsIn(textOf({ caption, ofUpload, maxHashtags: 22 }))).toHaveLength(22);
  });

  it('shortens the caption, never a hashtag', () => {
    const { text } = composeCaption('tiktok', parts({ caption: 'x'.repeat(3_000), ofUpload: ['lap'] }));
    expect(text).toHaveLength(2_200);
    expect(text.endsWith('…\n\n#lap')).toBe(true);
  });

  it('counts in the unit of the platform', () => {
    const caption = '🏁'.repeat(1_500);
    expect(composeCaption('download', parts({ caption })).text).toBe(caption);
    expect(lengthIn(composeCaption('tiktok', parts({ caption })).text, 'utf16')).toBeLessThanOrEqual(2_200);
    expect(lengthIn(composeCaption('instagram', parts({ caption })).text, 'utf16')).toBeLessThanOrEqual(2_200);
    expect(Buffer.byteLength(composeCaption('youtube', parts({ caption })).text)).toBeLessThanOrEqual(5_000);
  });

  it('never exceeds a limit and never splits a character, whatever the texts are', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...UPLOAD_PLATFORMS),
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.stringMatching(/^[a-z]{1,80}$/), { maxLength: 60 }),
        (platform, piece, times, ofUpload) => {
          const long = piece.repeat(times);
          const { title, text } = composeCaption(platform, parts({ title: long, caption: long, ofUpload }));
          const { title: titleLimit, caption: limit } = PLATFORM_TEXTS[platform];
          return (
            lengthIn(title, titleLimit.unit) <= titleLimit.most &&
            lengthIn(text, limit.unit) <= limit.most &&
            (!isWhole(long) || isWhole(title + text))
          );
        },
      ),
    ));
});

describe('fitText', () => {
  it('keeps families and flags whole', () => {
    const family = '👨‍👩‍👧';
    expect(fitText(`ab${family}`, { most: 7, unit: 'code_points' })).toBe(`ab${family}`);
    expect(fitText(`abc${family}`, { most: 7, unit: 'code_points' })).toBe('abc…');
  });
});
