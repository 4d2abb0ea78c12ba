// `node scripts/documented-commands.mjs` runs the commands that README, guides and examples show in a fresh copy of the
// sources, as a newcomer would. It skips a block below `<!-- not run: reason -->` and reports the reason. It compares
// the shape of a page's output: the names in JSON, the first words of lines.
import './check-node.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { commandBlocks, idsIn, missingFrom } from './documented-blocks.mjs';

await build({ quiet: true });
const { freePort } = createRequire(import.meta.url)('../dist/src/start/free-port.js');

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const BUDGET_MS = 10 * 60_000;
const COMMAND_MS = 5 * 60_000;
/** Retries, because accepted work takes a moment, and a queue notices its workers a moment after the start. */
const ANSWER_MS = 120_000;
const STOP_MS = 60_000;

/** One shell per page, so that a variable set by one command is available to the next. */
class Shell {
  #output = '';

  constructor(folder, env) {
    // A separate process group, so that everything that the page leaves running ends with it.
    this.process = spawn('bash', ['--noprofile', '--norc'], { cwd: folder, env, detached: true });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream.on('data', (chunk) => (this.#output += chunk.toString()));
  }

  /** Returns the exit status and the output of the command. */
  async run(command) {
    const from = this.#output.length;
    const end = `end-of-${Math.random().toString(36).slice(2)}`;
    // A command that reads its input, as ffmpeg does, must not swallow the next command.
    this.process.stdin.write(`{ ${command}\n} < /dev/null\necho "${end} $?"\n`);
    for (const deadline = Date.now() + COMMAND_MS; Date.now() < deadline; await sleep(50)) {
      const found = new RegExp(`${end} (\\d+)\n`).exec(this.#output.slice(from));
      if (found) return { status: Number(found[1]), output: this.#output.slice(from, from + found.index) };
    }
    return { status: -1, output: this.#output.slice(from) };
  }

  /** Ends the shell and everything that it left running. */
  async stop() {
    const closed = new Promise((resolve) => this.process.once('close', resolve));
    const group = -Number(this.process.pid);
    process.kill(group, 'SIGTERM');
    if ((await Promise.race([closed, sleep(STOP_MS, 'late', { ref: false })])) === 'late')
      process.kill(group, 'SIGKILL');
  }
}

const STARTS = /^(\w+=\S+ )*npm start( |$)/;
/** An error document of the API. */
const PROBLEM = /"type":"https?:[^"]*\/errors\//;
const SERVES = /^node examples\/serve\.mjs/;

/** Runs one page's commands in one shell. */
class PageRun {
  #ids = new Map();
  #instances = 0;

  /** @param ports the free ports used instead of 8000 (the API) and 8090 (the examples) */
  constructor(folder, shell, ports) {
    this.folder = folder;
    this.shell = shell;
    this.ports = ports;
  }

  /** Returns the fault of the step, or undefined. */
  async faultOf({ command, shown }) {
    const { api, examples } = this.ports;
    let wanted = command
      .replaceAll('localhost:8000', `localhost:${api}`)
      .replaceAll('localhost:8090', `localhost:${examples}`);
    if (SERVES.test(command)) wanted = wanted.replace('serve.mjs', `serve.mjs ${examples}`);
    for (const [id, real] of this.#ids) wanted = wanted.replaceAll(id, real);
    const run = STARTS.test(command) || SERVES.test(command) ? this.#start(wanted) : this.#untilItShows(wanted, shown);
    const { status, output } = await run;
    for (const [name, id] of idsIn(shown)) {
      const real = idsIn(output).get(name);
      if (real) this.#ids.set(id, real);
    }
    const missing = missingFrom(shown, output).map((text) => `lacks ${text}`);
    // curl exits with 0 whatever the server answers.
    const refused = PROBLEM.test(output) && !PROBLEM.test(shown) ? ['answers with an error'] : [];
    const faults = [...(status === 0 ? [] : [`ends with status ${status}`]), ...missing, ...refused];
    return faults.length === 0 ? undefined : `${faults.join(', ')}\n${output.slice(-2_000)}`;
  }

  /** A program that keeps running: started in the background, and done once it reports that it is ready. */
  async #start(command) {
    const log = join(this.folder, `.log-${++this.#instances}`);
    const ready = STARTS.test(command) ? /Reelway is ready[\s\S]*Data {2,}\S/ : /http/;
    await this.shell.run(`${command.split(/\s#/, 1)[0]} > ${log} 2>&1 & started=$!`);
    const output = () => (existsSync(log) ? readFileSync(log, 'utf8') : '');
    for (const deadline = Date.now() + COMMAND_MS; !ready.test(output()); await sleep(100))
      if (Date.now() > deadline || (await this.shell.run('kill -0 $started')).status !== 0)
        return { status: 1, output: output() };
    return { status: 0, output: output() };
  }

  /** Repeats the request while the answer lacks what the page shows. */
  async #untilItShows(command, shown) {
    for (const deadline = Date.now() + ANSWER_MS; ; await sleep(500)) {
      const result = await this.shell.run(command);
      if (result.status !== 0 || missingFrom(shown, result.output).length === 0 || Date.now() > deadline) return result;
    }
  }
}

/** Every Markdown file for people, except the decisions, which show history. */
const pagesOf = (files) => files.filter((path) => path.endsWith('.md') && !path.startsWith('docs/adr/'));

/** The sources without anything that a newcomer does not have: packages, compiled files, data, secrets. */
function sourceFiles() {
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  if (listed.status !== 0) throw new Error('The sources are not a git checkout, so their files cannot be determined.');
  return listed.stdout.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

async function runPage(folder, page, report) {
  const blocks = commandBlocks(readFileSync(join(folder, page), 'utf8'));
  for (const { reason, steps } of blocks)
    if (reason) for (const { command } of steps) report({ page, command, outcome: 'skipped', remark: reason });
  const steps = blocks.filter(({ reason }) => !reason).flatMap((block) => block.steps);
  if (steps.length === 0) return;
  const ports = { api: String(await freePort()), examples: String(await freePort()) };
  const shell = new Shell(folder, { ...environmentOf(folder), API_PORT: ports.api });
  const run = new PageRun(folder, shell, ports);
  try {
    for (const step of steps) {
      const began = performance.now();
      const fault = await run.faultOf(step);
      const remark = fault ?? `${((performance.now() - began) / 1000).toFixed(1)} s`;
      report({ page, command: step.command, outcome: fault ? 'FAILED' : 'ok', remark });
    }
  } finally {
    await shell.stop();
    await untilStopped(folder, page);
  }
}

/** The environment of this process without variables that configure Reelway: a newcomer has set none of them. */
function environmentOf(folder) {
  const example = readFileSync(join(folder, '.env.example'), 'utf8');
  const own = new Set([...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name));
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !own.has(name) && !['NODE_ENV', 'NODE_OPTIONS'].includes(name)),
  );
}

async function untilStopped(folder, page) {
  for (const late = Date.now() + STOP_MS; existsSync(join(folder, '.data/instance.json')); await sleep(100))
    if (Date.now() > late) throw new Error(`The processes that ${page} started do not stop.`);
}

/** A process that is ending may still write to its log; a folder that stays is not a fault of the documents. */
async function removeFolder(folder) {
  for (const late = Date.now() + STOP_MS; ; await sleep(500)) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (Date.now() > late) return process.stderr.write(`${folder} was not removed: ${error.message}\n`);
    }
  }
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'reelway-newcomer-'));
  const counts = { ok: 0, FAILED: 0, skipped: 0 };
  const report = ({ page, command, outcome, remark }) => {
    counts[outcome] += 1;
    process.stdout.write(`${outcome.padEnd(8)}${page}  ${command.split('\n')[0].slice(0, 80)}  (${remark})\n`);
  };
  const late = Date.now() + BUDGET_MS;
  try {
    const files = sourceFiles();
    for (const path of files) cpSync(join(root, path), join(folder, path));
    for (const page of pagesOf(files)) {
      if (Date.now() > late) throw new Error(`${BUDGET_MS / 60_000} minutes were over before ${page}.`);
      await runPage(folder, page, report);
    }
  } finally {
    await removeFolder(folder);
  }
  process.stdout.write(`${counts.ok} commands ran, ${counts.skipped} skipped with a reason, ${counts.FAILED} failed\n`);
  if (counts.FAILED > 0 || counts.ok === 0) process.exitCode = 1;
}

await main();
