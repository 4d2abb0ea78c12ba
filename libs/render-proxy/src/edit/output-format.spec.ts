import type { Output } from './edit';
import { deliveredSizeOf, frameRateOf, frameSizeOf } from './output-format';

const size = (output: Partial<Output>) => Object.values(frameSizeOf({ format: 'mp4', ...output })).join('x');

describe('output sizes', () => {
  it.each<[Output['resolution'], Output['aspectRatio'], string]>([
    ['preview', undefined, '512x288'],
    ['mobile', '16:9', '640x360'],
    ['sd', '4:5', '460x576'],
    ['hd', '9:16', '720x1280'],
    ['1080', '1:1', '1080x1080'],
    ['4k', '4:3', '2880x2160'],
    ['preview', '4:5', '230x288'],
  ])('%s %s → %s', (resolution, aspectRatio, expected) => expect(size({ resolution, aspectRatio })).toBe(expected));
  it('are even for video and as requested for stills', () => {
    expect(size({ size: { width: 641, height: 361 } })).toBe('640x360');
    expect(size({ format: 'png', size: { width: 641, height: 361 } })).toBe('641x361');
  });
  it.each<[Partial<Output>, string]>([
    [{ resolution: 'hd', aspectRatio: '9:16', scaleTo: 'preview' }, '288x512'],
    [{ resolution: 'hd', aspectRatio: '4:5', scaleTo: 'hd' }, '576x720'],
    [{ resolution: 'sd', aspectRatio: '4:5', scaleTo: '1080' }, '864x1080'],
    [{ resolution: 'hd', aspectRatio: '4:3', scaleTo: 'mobile' }, '480x360'],
    [{ resolution: '4k', aspectRatio: '1:1', scaleTo: 'preview' }, '288x288'],
    [{ scaleTo: 'sd' }, '1024x576'],
    [{ size: { width: 576, height: 720 }, scaleTo: 'hd' }, '720x900'],
    [{ size: { width: 800, height: 400 }, aspectRatio: '4:5', scaleTo: 'preview' }, '576x288'],
  ])('scaleTo delivers its preset in the aspect ratio of the composition: %j → %s', (output, expected) => {
    expect(Object.values(deliveredSizeOf({ format: 'mp4', ...output })).join('x')).toBe(expected);
  });
});

describe('frame rates', () => {
  it.each<[Output['fps'], number, number]>([
    [29.97, 30_000, 1001],
    [23.976, 24_000, 1001],
    [59.94, 60_000, 1001],
    [25, 25, 1],
    [undefined, 15, 1],
  ])('%s', (fps, num, den) => {
    expect(frameRateOf({ format: 'mp4', resolution: 'preview', ...(fps && { fps }) })).toEqual({ num, den });
  });
});
