import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasFfmpeg } from '../../support/harness/render-harness';

const command = join(process.cwd(), 'dist/src/render.js');
const EDIT = {
  timeline: {
    background: '#336699',
    tracks: [{ clips: [{ asset: { type: 'title', text: 'Hi' }, start: 0, length: 0.2 }] }],
  },
  output: { format: 'mp4', size: { width: 64, height: 64 }, fps: 12 },
};

describe('npm run render', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reelway-command-'));
  const edit = join(folder, 'edit.json');
  beforeEach(() => writeFileSync(edit, JSON.stringify(EDIT)));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  };
  const refused = (words: RegExp) => ({ status: 1, output: expect.stringMatching(words) });

  it('refuses an unusable output path before any work', () => {
    expect(run(edit, '-o', join(folder, 'missing/out.mp4'))).toEqual(refused(/The folder .*missing does not exist/));
    expect(readdirSync(folder)).toEqual(['edit.json']);
  });

  it.each([
    ['out.exe', /out\.exe has no file extension of a supported format: mp4, webm, gif/],
    ['out', /out has no file extension of a supported format/],
  ])('refuses the name %s', (name, words) => expect(run(edit, '-o', name)).toEqual(refused(words)));

  it('explains faults of the edit', () => {
    expect(run('nowhere.json')).toEqual(refused(/The edit cannot be read: ENOENT/));
    writeFileSync(edit, '{');
    expect(run(edit)).toEqual(refused(/The edit is not JSON/));
    writeFileSync(edit, 'null');
    expect(run(edit, '-o', 'out.gif').status).toBe(1);
  });

  (hasFfmpeg ? it : it.skip)('names what has no effect', () => {
    const asset = { type: 'html', html: '<p>x</p>', css: 'p { float: left }' };
    const timeline = { tracks: [{ clips: [{ asset, start: 0, length: 0.2 }] }] };
    writeFileSync(edit, JSON.stringify({ ...EDIT, timeline }));
    expect(run(edit, '-o', 'out.png')).toEqual({
      status: 0,
      output: expect.stringMatching(/warning: timeline\.tracks\[0\]\.clips\[0\]\.asset\.css: the property float/),
    });
  });

  (hasFfmpeg ? it : it.skip)('renders in the format of the name', () => {
    expect(run(edit, '-o', 'out.gif')).toEqual({ status: 0, output: expect.stringMatching(/out\.gif: 64 × 64/) });
    expect(readFileSync(join(folder, 'out.gif')).subarray(0, 6).toString('latin1')).toBe('GIF89a');
    expect(run(edit, '-o', 'out.jpeg').status).toBe(0);
    expect(readFileSync(join(folder, 'out.jpeg')).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect(run(edit).status).toBe(0);
    expect(existsSync(join(folder, 'edit.mp4'))).toBe(true);
  });
});
