// `npm run gallery`: renders one frame of every example to docs/gallery and lists them in docs/gallery.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const examples = JSON.parse(readFileSync(join(root, 'examples/examples.json'), 'utf8'));
mkdirSync(join(root, 'docs/gallery'), { recursive: true });
for (const { name, at } of examples) {
  const folder = join(root, 'examples', name);
  const edit = JSON.parse(readFileSync(join(folder, 'edit.json'), 'utf8'));
  const still = join(folder, '.still.json');
  const output = { ...edit.output, format: 'jpg', scaleTo: 'sd', range: { start: at } };
  writeFileSync(still, JSON.stringify({ ...edit, output }));
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'dist/src/render.js'), still, '-o', join(root, `docs/gallery/${name}.jpg`)],
    { stdio: 'inherit' },
  );
  rmSync(still);
  if (status !== 0) process.exit(1);
}
const entries = examples.map(
  ({ name, at, title }) =>
    `## ${title}\n\n![${title}](gallery/${name}.jpg)\n\n[examples/${name}/edit.json](../examples/${name}/edit.json), at ${at} s`,
);
writeFileSync(
  join(root, 'docs/gallery.md'),
  `# Gallery\n\nOne frame of every example, rendered by \`npm run gallery\`. How to run them: [examples](../examples/README.md).\n\n${entries.join('\n\n')}\n`,
);
