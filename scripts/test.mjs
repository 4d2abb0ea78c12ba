// `npm test`: installs and builds what is missing, runs Jest, and ends with one plain line. Passes its arguments to
// Jest.
import './check-node.mjs';
import './follow-npm.mjs';

async function main() {
  const { spawn } = await import('node:child_process');
  const { mkdtempSync, readFileSync, rmSync } = await import('node:fs');
  const { availableParallelism, tmpdir } = await import('node:os');
  const path = await import('node:path');
  const { fileURLToPath } = await import('node:url');
  const { installDependencies } = await import('./install-dependencies.mjs');
  await installDependencies();

  const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
  const scratch = mkdtempSync(path.join(tmpdir(), 'reelway-summary-'));
  const summary = path.join(scratch, 'summary');
  const given = process.argv.slice(2);
  const workers = given.some((argument) => /^(-w|-i|--maxWorkers|--runInBand|--watch)/.test(argument))
    ? []
    : [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`];
  const jestArguments = [...workers, ...given];
  const jest = spawn(process.execPath, [path.join(root, 'node_modules/jest/bin/jest.js'), ...jestArguments], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_ENV: 'test',
      TEST_SUMMARY_FILE: summary,
      ...(given.includes('hostile') && { TEST_HOSTILE: '1' }),
      ...(given.includes('prove') && { TEST_PROVE: '1' }),
    },
  });
  // Ctrl-C reaches Jest through the terminal as well: wait for its teardown, which stops the servers.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && jest.kill(signal));
  const code = await new Promise((resolve) =>
    jest.once('close', (status, signal) => resolve(status ?? (signal ? 1 : 0))),
  );

  // Jest may still print after its reporters have finished; our summary comes last.
  let closing = '';
  try {
    closing = readFileSync(summary, 'utf8');
  } catch {
    if (code !== 0) closing = '0 passed, 1 failed\n';
  }
  rmSync(scratch, { recursive: true, force: true });
  // Jest does not stop its servers when it is interrupted.
  if (code !== 0) (await import('../test/support/abandoned-runs.mjs')).sweepAbandonedRuns();
  process.stdout.write(closing);
  process.exitCode = code;
}

main().catch((error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
});
