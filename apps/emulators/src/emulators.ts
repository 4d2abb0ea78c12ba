import type { Emulator } from './emulator';
import { discord } from './discord/discord';
import { gcs } from './gcs/gcs';
import { shotstack } from './shotstack/shotstack';
import { s3 } from './s3/s3';
import { sink } from './sink/sink';
import { stripe } from './stripe/stripe';

/** Every emulator: a folder of its own and one line here. */
export const emulators: readonly Emulator[] = [discord(), sink(), stripe(), shotstack(), s3(), gcs()];
