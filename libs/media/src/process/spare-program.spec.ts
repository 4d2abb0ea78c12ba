import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setEnvironment } from '../../../../test/support/set-environment';
import { SpareProgram } from './spare-program';

const LIMITS = { memoryMb: 512, processorSeconds: 60 };
const IDLE_MS = 1_000;
/** The system accepts no variable of this size. */
const TOO_LARGE = 1 << 20;

describe('a spare process', () => {
  let folder: string;
  let program: string;
  let spare: SpareProgram;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spare-program-'));
    program = join(folder, 'program.js');
    writeFileSync(program, 'setInterval(() => undefined, 1_000);');
  });
  afterEach(async () => {
    jest.useRealTimers();
    setEnvironment({ SPARE_VARIABLE: undefined });
    await spare.close();
    rmSync(folder, { recursive: true });
  });

  it('that is killed because it had no work is not handed out, even before the system reports its end', () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    spare = new SpareProgram({ program, limits: LIMITS }, IDLE_MS);
    spare.prepare();
    jest.advanceTimersByTime(IDLE_MS);
    expect(spare.take(LIMITS)).toBeUndefined();
    spare.prepare();
    const taken = spare.take(LIMITS);
    expect(taken?.isRunning()).toBe(true);
    taken?.kill();
  });

  it('that cannot be started is missing, without an error', () => {
    setEnvironment({ SPARE_VARIABLE: 'x'.repeat(TOO_LARGE) });
    spare = new SpareProgram({ program, limits: LIMITS, variables: ['SPARE_VARIABLE'] }, IDLE_MS);
    spare.prepare();
    expect(spare.take(LIMITS)).toBeUndefined();
  });
});
