import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Checks before the work, which may take minutes, that the result can be written. */
export async function assertWritable(output: string): Promise<void> {
  const folder = dirname(resolve(output));
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new Error(`The folder ${folder} does not exist.`);
  if ((await stat(output).catch(() => undefined))?.isDirectory()) throw new Error(`${output} is a folder.`);
  await access(folder, constants.W_OK).catch(() => {
    throw new Error(`The folder ${folder} is not writable.`);
  });
}
