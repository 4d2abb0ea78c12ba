import 'reflect-metadata';
import { copyFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  CONTENT_TYPES,
  editWarnings,
  type FetchLimits,
  type RenderEngine,
  type RenderedFiles,
  SourceFetcher,
  sourceRefused,
  standaloneEngine,
  standaloneFetcher,
  validateEdit,
} from '@app/render-proxy';
import { assertWritable } from './terminal/assert-writable';
import { explainError } from './terminal/explain-error';
import { showProgress } from './terminal/progress-bar';

const USAGE = `Usage: npm run render -- edit.json [-o out.mp4]

Renders an edit in Shotstack's JSON on this machine. Sources are web addresses, or files relative to edit.json.
The output's name decides its format: ${Object.keys(CONTENT_TYPES).join(', ')}. Default: the edit's name and format.`;

/** At a terminal, edits may also use local files, because the user can read them anyway. */
class TerminalSourceFetcher extends SourceFetcher {
  constructor(
    private readonly web: SourceFetcher,
    private readonly directory: string,
  ) {
    super();
  }

  async fetch(source: string, destination: string, limits: FetchLimits): Promise<number> {
    if (/^[a-z][a-z0-9+.-]*:/i.test(source)) return this.web.fetch(source, destination, limits);
    const path = resolve(this.directory, source);
    const file = await stat(path).catch(() => undefined);
    if (!file?.isFile()) throw sourceRefused(`${path} is not a file.`);
    if (file.size > limits.maxBytes) throw sourceRefused(`${path} is larger than ${limits.maxBytes} bytes.`);
    await copyFile(path, destination);
    return file.size;
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { output: { type: 'string', short: 'o' }, help: { type: 'boolean', short: 'h' } },
  });
  const [path] = positionals;
  if (values.help || path === undefined) {
    process.stdout.write(`${USAGE}\n`);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => cancel.abort(new Error('cancelled')));
  const web = standaloneFetcher();
  try {
    const fetcher = new TerminalSourceFetcher(web, dirname(resolve(path)));
    await renderFile(standaloneEngine(fetcher), path, values.output, cancel.signal);
  } finally {
    await web.close();
  }
}

async function renderFile(
  engine: RenderEngine,
  path: string,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new Error(`The edit cannot be read: ${error.message}`);
  });
  const edit = validateEdit(wanted === undefined ? parseEdit(text) : withFormatOf(wanted, parseEdit(text)));
  const output = wanted ?? `${basename(path, extname(path))}.${edit.output.format}`;
  await assertWritable(output);
  const started = performance.now();
  const destination = await mkdtemp(join(tmpdir(), 'reelway-result-'));
  try {
    const files = await engine.render(edit, { destination, signal, onProgress: showProgress });
    await deliver(files, output);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const facts = [
      files.width > 0 && `${files.width} × ${files.height}`,
      files.seconds > 0 && `${files.seconds.toFixed(2)} s`,
      files.frames > 1 && `${files.frames} frames`,
    ];
    const warnings = [...editWarnings(edit), ...files.warnings]
      .map(({ path, message }) => `  warning: ${path}: ${message}\n`)
      .join('');
    process.stdout.write(
      `${process.stderr.isTTY ? '\n' : ''}${output}: ${facts.filter(Boolean).join(', ')}, rendered in ${seconds} s\n${warnings}`,
    );
  } finally {
    await rm(destination, { recursive: true, force: true });
  }
}

function parseEdit(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The edit is not JSON: ${(error as Error).message}`);
  }
}

/** The edit with the format of the output file's name. */
function withFormatOf(wanted: string, edit: unknown): unknown {
  const extension = extname(wanted).slice(1).toLowerCase();
  const format = extension === 'jpeg' ? 'jpg' : extension;
  const formats = Object.keys(CONTENT_TYPES);
  if (!formats.includes(format))
    throw new Error(`${wanted} has no file extension of a supported format: ${formats.join(', ')}.`);
  if (typeof edit !== 'object' || edit === null) return edit;
  return { ...edit, output: { ...('output' in edit && typeof edit.output === 'object' ? edit.output : {}), format } };
}

async function deliver({ file, poster, thumbnail }: RenderedFiles, output: string): Promise<void> {
  await copyFile(file, output);
  const stem = output.slice(0, output.length - extname(output).length);
  if (poster) await copyFile(poster, `${stem}-poster.jpg`);
  if (thumbnail) await copyFile(thumbnail, `${stem}-thumb.jpg`);
}

main().catch((error: unknown) => {
  process.stderr.write(`\nrender failed: ${explainError(error, 'edit')}\n`);
  process.exitCode = 1;
});
