import type { CheckOutcome, NumberedTask } from './check-messages';

/**
 * The packages with ES modules that the program requires. They are imported first: Node 20 aborts the whole process when
 * a thread is terminated while it runs `require()` on an ES module that is not loaded yet. An import ends quietly.
 */
export const ES_MODULES = ['uuid', 'domhandler', 'domutils', 'htmlparser2', 'css-select'];

const program = Promise.all(ES_MODULES.map((name) => import(name))).then(() => import('./check-program.js'));

/** The entry of a checking thread. */
export async function runTask(task: NumberedTask | null): Promise<CheckOutcome | undefined> {
  const { runTask: run } = await program;
  return run(task);
}
