import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ProgramProcess } from '../process/program-process';
import { releasePixels } from './release-pixels';

describe('pixels that nobody reads any more', () => {
  it('lose their memory at once where the runtime can take it from them', () => {
    if (!('transfer' in ArrayBuffer.prototype)) setFlagsFromString('--harmony-rab-gsab-transfer');
    const pixels = runInNewContext('new Uint8ClampedArray(16)') as Uint8ClampedArray;
    releasePixels(pixels);
    expect(pixels.length).toBe(0);
  });

  it('can lose it in a program, on any supported version of Node.js', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'release-pixels-'));
    const file = join(folder, 'program.js');
    writeFileSync(file, "process.send('transfer' in ArrayBuffer.prototype)");
    const program = new ProgramProcess({ program: file, limits: { memoryMb: 512, processorSeconds: 60 } });
    const answer = await new Promise((resolve) => program.child.once('message', resolve));
    program.kill();
    await program.ended;
    rmSync(folder, { recursive: true });
    expect(answer).toBe(true);
  });
});
