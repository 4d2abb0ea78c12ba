// Runs before every npm script that needs packages: checks Node.js and installs what is missing. `--build` also
// compiles. Only the first import is static, because an old Node.js could not read the others.
import './check-node.mjs';

async function prepare() {
  const { installDependencies } = await import('./install-dependencies.mjs');
  // The script that follows may write its result to standard output.
  await installDependencies((line) => process.stderr.write(`${line}\n`));
  if (!process.argv.includes('--build')) return;
  const { build } = await import('./build.mjs');
  await build({ quiet: true });
}

prepare().catch((error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
});
