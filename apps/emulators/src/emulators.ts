import type { Emulator } from './emulator';
import { sink } from './sink/sink';

/** Every emulator: a folder of its own and one line here. */
export const emulators: readonly Emulator[] = [sink()];
