import type { Emulator } from './emulator';
import { sink } from './sink/sink';
import { stripe } from './stripe/stripe';

/** Every emulator: a folder of its own and one line here. */
export const emulators: readonly Emulator[] = [sink(), stripe()];
