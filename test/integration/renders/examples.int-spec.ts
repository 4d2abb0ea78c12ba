import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '@app/core';
import { describeWithFfmpeg, RenderHarness } from '../../support/harness/render-harness';

const folder = join(PACKAGE_ROOT, 'examples');
const examples = JSON.parse(readFileSync(join(folder, 'examples.json'), 'utf8')) as { name: string; at: number }[];
const read = (name: string) => readFileSync(join(folder, name, 'edit.json'), 'utf8');

describe('examples', () => {
  it('are all listed, shown in the gallery and small', () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && entry.name !== 'media',
    );
    const hasEdit = (name: string) => existsSync(join(folder, name, 'edit.json'));
    const names = folders.map(({ name }) => name);
    expect(examples.map(({ name }) => name).sort()).toEqual(names.filter(hasEdit).sort());
    const guide = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(names.filter((name) => !hasEdit(name) && !guide.includes(`](${name}/`))).toEqual([]);
    const gallery = readFileSync(join(PACKAGE_ROOT, 'docs/gallery.md'), 'utf8');
    for (const { name } of examples) expect(gallery).toContain(`gallery/${name}.jpg`);
    const media = readdirSync(join(folder, 'media')).reduce(
      (sum, name) => sum + statSync(join(folder, 'media', name)).size,
      0,
    );
    expect(media).toBeLessThan(3_000_000);
  });
});

describeWithFfmpeg('examples (need ffmpeg)', () => {
  const harness = new RenderHarness();
  beforeAll(() => {
    for (const name of readdirSync(join(folder, 'media')))
      harness.write(name, readFileSync(join(folder, 'media', name)));
  });
  afterAll(() => harness.close());

  it.each(examples)('$name renders a visible picture', async ({ name, at }) => {
    const edit = JSON.parse(read(name).replaceAll('"../media/', '"')) as { output: object };
    const result = await harness.render({
      ...edit,
      output: { ...edit.output, scaleTo: 'preview', fps: 12, range: { start: at, length: 0.5 } },
    });
    expect(result.frameCount).toBe(6);
    expect(result.brightness(3)).toBeGreaterThan(5);
  });
});
