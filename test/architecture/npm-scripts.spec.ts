import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const entries = [...new Set(Object.values(scripts).map((script) => /^node (scripts\/[a-z-]+\.mjs)/.exec(script)?.[1]))];

describe('npm scripts', () => {
  it('install what is missing before they use a package', () => {
    expect(entries).toEqual(['scripts/start.mjs', 'scripts/test.mjs', 'scripts/prepare.mjs']);
  });

  it('compile before they run compiled code', () => {
    const compiled = Object.entries(scripts).filter(([, script]) => script.includes('node dist/'));
    expect(compiled.length).toBeGreaterThan(0);
    expect(compiled.filter(([, script]) => !script.startsWith('node scripts/prepare.mjs --build && '))).toEqual([]);
  });

  it.each(entries)('%s names the required version of Node.js before an old one reads anything else', (entry) => {
    const text = readFileSync(join(root, String(entry)), 'utf8');
    const [first, ...others] = [...text.matchAll(/^import .*'(.+)'/gm)].map(([, path]) => path);
    expect(first).toBe('./check-node.mjs');
    expect(others.filter((path) => path !== './follow-npm.mjs')).toEqual([]);
    const old = `Object.defineProperty(process.versions, 'node', { value: '18.20.4' }); import('./${entry}')`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', old], { cwd: root, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^Reelway needs Node\.js 20\.19 or newer; this is 18\.20\.4 .*\n.*nvm install \d+/);
  });
});
