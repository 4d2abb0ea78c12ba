// Which folders belong to Nest, and which contain an app with its own package.json, compiler and tests, such as a
// browser app.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const appsOf = (root) =>
  readdirSync(join(root, 'apps'), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [`apps/${entry.name}`] : [],
  );
const hasOwnPackage = (root) => (app) => existsSync(join(root, app, 'package.json'));

/** Folders that the Nest compiler builds, relative to `root`. */
export const builtFolders = (root) => [
  ...appsOf(root).filter((app) => !hasOwnPackage(root)(app)),
  ...['libs', 'src', 'migrations', 'bench'].filter((folder) => existsSync(join(root, folder))),
];

/** Apps with their own package.json: `npm run <script> -w <folder>`. */
export const browserApps = (root) => appsOf(root).filter(hasOwnPackage(root));
