import { readFileSync } from 'node:fs';
import type { AppError } from '@app/core';
import {
  BLUE,
  describeWithFfmpeg,
  editOf,
  image,
  isNear,
  RED,
  RenderHarness,
} from '../../support/harness/render-harness';

/** A red picture that ends in blue rows. */
const FLAG = 'color=c=red:s=160x160,format=rgb24,drawbox=y=120:w=160:h=40:color=blue:t=fill,noise=alls=9';
const still160 = { format: 'png', size: { width: 160, height: 160 }, fps: undefined };

describeWithFfmpeg('pictures parts of which are missing (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  afterAll(() => harness.close());
  const flagOf = (extension: string): Buffer => {
    harness.make(`flag.${extension}`, '-f', 'lavfi', '-i', FLAG, '-frames:v', '1', '-q:v', '2');
    return readFileSync(harness.path(`flag.${extension}`));
  };
  const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length * 0.9);
  const overwritten = (bytes: Buffer, ...values: number[]) => {
    bytes.set(values, bytes.length >> 1);
    return bytes;
  };

  it.each([
    ['PNG that ends early', 'png', cut],
    ['PNG with other bytes inside', 'png', (bytes: Buffer) => overwritten(bytes, 1, 2, 3, 4, 5)],
    ['JPEG that ends early', 'jpg', cut],
    ['JPEG with a mark inside', 'jpg', (bytes: Buffer) => overwritten(bytes, 0xff, 0xc5)],
  ])('are refused with their clip and address: a %s', async (_, extension, harm) => {
    harness.write(`harmed.${extension}`, harm(flagOf(extension)));
    const edit = editOf([[image(`flag.${extension}`)], [image(`harmed.${extension}`)]], still160);
    const refused = await harness.render(edit).catch((error: unknown) => error);
    expect((refused as AppError).options.errors).toEqual([
      {
        path: 'timeline.tracks[1].clips[0].asset.src',
        code: 'unreadable_media',
        message: `(harmed.${extension}) is a damaged or incomplete image.`,
      },
    ]);
  });

  it.each([
    ['JPEG without its end mark', 'jpg', 2],
    ['PNG without its last chunk', 'png', 12],
  ])('are shown completely if all of their rows are there: a %s', async (_, extension, bytes) => {
    harness.write(`unended.${extension}`, flagOf(extension).subarray(0, -bytes));
    const result = await harness.render(editOf([[image(`unended.${extension}`, { fit: 'contain' })]], still160));
    expect(isNear(result.at(0, 0.5, 0.05), [...RED], 60) || result.at(0, 0.5, 0.05)).toBe(true);
    expect(isNear(result.at(0, 0.5, 0.98), [...BLUE], 60) || result.at(0, 0.5, 0.98)).toBe(true);
  });
});
