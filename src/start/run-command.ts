import { spawn } from 'node:child_process';

export interface CommandOptions {
  env: NodeJS.ProcessEnv;
  /** Ends the command early. */
  signal: AbortSignal;
  /** Written to its standard input. */
  input?: string;
}

/**
 * Runs one of our one-shot commands to its end.
 * @param title completes "… failed: "
 * @returns its standard output
 * @throws Error with its standard error
 */
export function runCommand(title: string, script: string, options: CommandOptions): Promise<string> {
  const child = spawn(process.execPath, [script], {
    env: options.env,
    signal: options.signal,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  // A command that ends before it reads its input gives the reason on standard error.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${title} failed: ${error.message}`)));
    child.once('close', (code, signal) =>
      code === 0
        ? resolve(output)
        : reject(new Error(`${title} failed: ${errors.trim() || signal || `exit code ${code}`}`)),
    );
  });
}
