import { type ChildProcess, spawn } from 'node:child_process';
import { GROUP_MEMORY, ProgramPause } from '@app/media';
import { renderFailed } from '../../render-proxy.errors';
import { RenderWatch } from './render-watch';

const LIMITS = { processorSeconds: 1_000, memoryMb: 1_000 };

describe('the watch of a render', () => {
  let program: ChildProcess;
  let pause: ProgramPause;
  let watch: RenderWatch;
  const ended = jest.fn();
  beforeEach(() => {
    jest.useFakeTimers();
    program = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    pause = new ProgramPause();
    watch = new RenderWatch(program.pid ?? 0, LIMITS, ended, pause);
  });
  afterEach(() => {
    watch.close();
    program.kill('SIGKILL');
    jest.useRealTimers();
  });

  it('takes no silence in the pause for a render that hangs, and silence after it for one', () => {
    watch.progressed({ stage: 'rendering', progress: 0.2 });
    pause.begin();
    jest.advanceTimersByTime(600_000);
    expect(pause.isOn).toBe(true);
    pause.end();
    jest.advanceTimersByTime(110_000);
    expect(ended).not.toHaveBeenCalled();
    jest.advanceTimersByTime(20_000);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('allows no pause while sources are fetched, because downloads have time limits, nor after the end', () => {
    expect(pause.isPossible).toBe(false);
    watch.progressed({ stage: 'fetching', progress: 0.05 });
    expect(pause.isPossible).toBe(false);
    watch.progressed({ stage: 'rendering', progress: 0.1 });
    expect(pause.isPossible).toBe(true);
    watch.close();
    expect(pause.isPossible).toBe(false);
  });

  it.each([
    'ffmpeg: Cannot allocate memory',
    'out of memory: a decoded picture was not drawn',
    'Create skia surface failed',
    'RangeError: WebAssembly.Memory.grow(): Unable to grow instance memory',
    "RangeError: Failed to execute 'getImageData' on 'CanvasRenderingContext2D': Out of memory at ImageData creation",
  ])('names the memory of one process and that of all together which a render may use, after "%s"', (message) => {
    const cause = new Error(message);
    expect(watch.explain(renderFailed(undefined, { cause })).message).toContain(
      `more than 1000 MB of memory in one process, or ${GROUP_MEMORY * 1_000} MB in all`,
    );
  });
});
