import { captions } from './captions/captions';
import { discord } from './discord/discord';
import type { Emulator } from './emulator';
import { gcs } from './gcs/gcs';
import { meta } from './meta/meta';
import { s3 } from './s3/s3';
import { shotstack } from './shotstack/shotstack';
import { sink } from './sink/sink';
import { stripe } from './stripe/stripe';
import { tiktok } from './tiktok/tiktok';
import { youtube } from './youtube/youtube';

/** Every emulator: a folder of its own and one line here. */
export const emulators: readonly Emulator[] = [
  discord(),
  captions(),
  sink(),
  stripe(),
  shotstack(),
  s3(),
  gcs(),
  tiktok({ readsFiles: true }),
  youtube({ readsFiles: true }),
  meta({ readsFiles: true }),
];
