import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasFfmpeg } from '../../support/harness/render-harness';
import { drive } from '../../support/telemetry/drive';
import { writeGpx } from '../../support/telemetry/write-xml';

const command = join(process.cwd(), 'dist/src/hud.js');

describe('npm run hud', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reelway-command-'));
  const track = join(folder, 'a b;[x].gpx');
  const video = join(folder, "it's a video,v=1.mp4");
  beforeAll(() => {
    writeFileSync(track, writeGpx(drive({ rate: 10 })));
    if (!hasFfmpeg) return;
    const args = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=15:d=1', '-pix_fmt', 'yuv420p'];
    execFileSync('ffmpeg', ['-v', 'error', ...args, video]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      cwd: folder,
      env: { ...process.env, HOME: folder, USERPROFILE: folder },
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  };
  const refused = (words: RegExp) => ({ status: 1, output: expect.stringMatching(words) });

  it('explains itself', () => {
    expect(run()).toEqual({ status: 2, output: expect.stringMatching(/^Usage: npm run hud/) });
    expect(run('--help')).toEqual({ status: 0, output: expect.stringMatching(/--preset NAME +dashcam, moto/) });
  });

  it('refuses unusable arguments, and names them', () => {
    expect(run(track, track, '-o', 'out.avi')).toEqual(
      refused(/out\.avi needs one of the file extensions \.mp4, \.mov/),
    );
    expect(run(track, track, '-o', 'missing/out.mp4')).toEqual(refused(/The folder .*missing does not exist/));
    expect(run(track, track, '-o', 'out.mp4')).toEqual(refused(/is not a video/));
    expect(run('nowhere.mp4', track, '-o', 'out.mp4')).toEqual(refused(/The video cannot be read/));
    expect(run(track, track, '-o', 'out.mp4', '--color', '#fff}{\\p0}')).toEqual(refused(/--color must be a colour/));
    expect(run(track, track, '-o', 'out.mp4', '--font-size', 'big')).toEqual(refused(/--font-size must be a number/));
    const zone = (text: string) => run(track, track, '-o', 'out.mp4', `--privacy-zone=${text}`);
    expect(zone('45.6,9.28')).toEqual(refused(/--privacy-zone must be latitude,longitude,metres/));
    expect(zone('91,9.28,300')).toEqual(refused(/--privacy-zone must be .* It is 91,9\.28,300/));
    expect(zone('45.6,9.28,49')).toEqual(refused(/with 50 to 5000 metres/));
    expect(run(track, track, '-o', 'out.mp4', '--max-shown-speed', '0')).toEqual(
      refused(/--max-shown-speed must be a whole number from 1 to 1000/),
    );
    expect(existsSync(join(folder, 'out.mp4'))).toBe(false);
  });

  (hasFfmpeg ? it : it.skip)('makes a video, the HUD alone and a picture, also of files with hostile names', () => {
    expect(run(video, track, '-o', 'out.mp4', '--preset', 'track', '--laps', '--offset', '20')).toEqual({
      status: 0,
      output: expect.stringMatching(
        /out\.mp4: 320 × 180, 1\.00 s, made in [^]*aligned with the track with an offset of 20 s/,
      ),
    });
    expect(readFileSync(join(folder, 'out.mp4')).subarray(4, 8).toString()).toBe('ftyp');
    expect(run(video, track, '-o', 'out.webm', '--elements', 'speed, clock')).toEqual({
      status: 0,
      output: expect.stringMatching(/15 frames of the HUD alone/),
    });
    expect(run(video, track, '-o', 'out.png', '--at', '0.5').status).toBe(0);
    expect(readFileSync(join(folder, 'out.png')).subarray(1, 4).toString()).toBe('PNG');
  });

  (hasFfmpeg ? it : it.skip)('hides places and speeds that its user does not tell, alike in every picture', () => {
    // A straight route looks alike wherever it begins.
    const bend = join(folder, 'bend.gpx');
    writeFileSync(bend, writeGpx(drive({ rate: 10, turn: 4 })));
    const picture = (...more: string[]) => {
      expect(run(video, bend, '-o', 'shown.png', '--map', 'track', '--offset', '20', ...more)).toMatchObject({
        status: 0,
      });
      return readFileSync(join(folder, 'shown.png')).toString('base64');
    };
    const zone = '--privacy-zone=36.1361,-115.1784,200';
    const seed = join(folder, '.reelway-privacy-seed');
    picture('--elements', 'map', zone);
    expect([readFileSync(seed, 'utf8').length, statSync(seed).mode & 0o077]).toEqual([36, 0]);
    writeFileSync(seed, 'of this person');
    const [open, hidden] = [picture('--elements', 'map'), picture('--elements', 'map', zone)];
    expect(hidden === open).toBe(false);
    expect(picture('--elements', 'map', zone) === hidden).toBe(true);
    writeFileSync(seed, 'of somebody else');
    expect(picture('--elements', 'map', zone) === hidden).toBe(false);
    const slow = picture('--elements', 'speed', '--max-shown-speed', '10');
    expect(slow === picture('--elements', 'speed')).toBe(false);
  });

  (hasFfmpeg ? it : it.skip)(
    'says what to do about a video without GPS, and about one that a platform does not take',
    () => {
      expect(run(video, '-o', 'gps.mp4')).toEqual(refused(/no GoPro data track/));
      expect(run(video, track, '-o', 'reel.mp4', '--for', 'instagram')).toEqual(
        refused(/instagram does not accept this video\. The video lasts 1\.0 s; at least 3 s are needed/),
      );
    },
  );
});
