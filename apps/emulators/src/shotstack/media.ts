import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SILENCE = ['-f', 'lavfi', '-i', 'anullsrc=r=44100:cl=stereo'];

/** Small media of the right kind and length, made by the ffmpeg on PATH on first request. */
export class Media {
  private folder?: Promise<string>;
  private readonly made = new Map<string, Promise<string>>();

  /** @returns path of the file */
  file(extension: string, seconds: number): Promise<string> {
    const still = ['jpg', 'png', 'bmp'].includes(extension);
    const key = `${still ? 'still' : seconds}.${extension}`;
    const making = this.made.get(key) ?? this.make(key, extension, seconds, still);
    this.made.set(key, making);
    making.catch(() => this.made.delete(key));
    return making;
  }

  async remove(): Promise<void> {
    if (this.folder) await rm(await this.folder, { recursive: true, force: true });
  }

  private async make(key: string, extension: string, seconds: number, still: boolean): Promise<string> {
    this.folder ??= mkdtemp(join(tmpdir(), 'shotstack-emulator-'));
    const path = join(await this.folder, key);
    const picture = ['-f', 'lavfi', '-i', `color=c=0x2457a6:s=160x90:r=${extension === 'gif' ? 5 : 25}`];
    const length = ['-t', String(seconds)];
    const args = still
      ? [...picture, '-frames:v', '1']
      : extension === 'mp3'
        ? [...SILENCE, ...length]
        : extension === 'gif'
          ? [...picture, ...length]
          : [
              ...picture,
              ...SILENCE,
              ...length,
              '-c:v',
              'libx264',
              '-preset',
              'ultrafast',
              '-pix_fmt',
              'yuv420p',
              '-c:a',
              'aac',
              '-movflags',
              '+faststart',
            ];
    await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args, path]);
    return path;
  }
}
