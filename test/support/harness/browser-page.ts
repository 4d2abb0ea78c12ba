import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface FormOutcome {
  /** Actions of the forms that the person sees. */
  visible: string[];
  state: 'done' | 'failed' | undefined;
  /** What the page says after the form was sent. */
  says: string;
  /** The address bar afterwards. */
  address: string;
}

/** Opens a page of the API with its scripts in a DOM of its own process, and sends one of its forms. */
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
