import { captions } from './captions/captions';
import { discord } from './discord/discord';
import type { Emulator } from './emulator';
import { gcs } from './gcs/gcs';
import { s3 } from './s3/s3';
import { shotstack } from './shotstack/shotstack';
import { sink } from './sink/sink';
import { stripe } from './stripe/stripe';

/** Every emulator: a folder of its own and one line here. */
export const emulators: readonly Emulator[] = [discord(), captions(), sink(), stripe(), shotstack(), s3(), gcs()];
