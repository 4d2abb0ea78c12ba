import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface FormOutcome {
  /** Actions of the visible forms. */
  visible: string[];
  state: 'done' | 'failed' | undefined;
  /** The page's message after the form was sent. */
  says: string;
  /** The address bar afterwards. */
  address: string;
}

/** Opens a page of the API with its scripts in a DOM in a separate process, and submits one of its forms. */
export async function sendForm(
  address: string,
  action: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<FormOutcome> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(__dirname, 'page-program.mjs'),
    address,
    action,
    JSON.stringify(fields),
  ]);
  return JSON.parse(stdout) as FormOutcome;
}
