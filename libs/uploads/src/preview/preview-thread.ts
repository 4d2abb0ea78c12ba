import type { PreviewOutcome, PreviewTask } from './preview-task';

/** Imported first for the reason given in `check-thread.ts` of the render engine. */
export const ES_MODULES = ['uuid', '@nestjs/config'];

const program = Promise.all(ES_MODULES.map((name) => import(name))).then(() => import('./preview-program.js'));

/** The entry of the thread that draws previews. */
export async function previewHud(task: PreviewTask | null): Promise<PreviewOutcome | undefined> {
  const { previewHud: draw } = await program;
  return draw(task);
}
