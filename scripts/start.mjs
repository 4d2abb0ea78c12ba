// `npm start`: installs and builds what is missing, then hands over to the supervisor in dist/src/start.js.
import './check-node.mjs';
import './follow-npm.mjs';

async function main() {
  const { HELP, parseStartOptions } = await import('./start-options.mjs');
  const options = parseStartOptions(process.argv.slice(2));
  if (options.help) return process.stdout.write(HELP);
  // The reader of our output may disconnect; the product keeps running.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

  const { installDependencies } = await import('./install-dependencies.mjs');
  await installDependencies();
  const { build } = await import('./build.mjs');
  await build({ quiet: true });
  const { createRequire } = await import('node:module');
  const { start } = createRequire(import.meta.url)('../dist/src/start.js');
  const running = await start(options);
  if (options.watch) {
    const { watch } = await import('./watch.mjs');
    await watch(() => running.reload());
  }
}

main().catch((error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
});
