import type { Emulator } from './emulator';
import { discord } from './discord/discord';
import { sink } from './sink/sink';
import { stripe } from './stripe/stripe';

/** Every emulator: a folder of its own and one line here. */
export const emulators: readonly Emulator[] = [discord(), sink(), stripe()];
