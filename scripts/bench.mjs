// `npm run bench`: installs and builds what is missing, then measures.
import './check-node.mjs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { installDependencies } from './install-dependencies.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
await installDependencies();
await build({ quiet: true });
const { status } = spawnSync(process.execPath, [join(root, 'dist/bench/main.js'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
