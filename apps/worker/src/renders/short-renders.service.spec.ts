import { type ChildProcess, spawn } from 'node:child_process';
import { type NextJobService, runRender, runSegment } from '@app/jobs';
import type { ProgramPause } from '@app/media';
import { type RenderLeasesRepository, RenderProxyEnv } from '@app/render-proxy';
import { waitUntil } from '../../../../test/support/harness/wait-until';
import { ShortRendersService } from './short-renders.service';

type Take = NextJobService['take'];

/** A short render that ends when it is told to. */
class Short {
  end: () => void = () => undefined;
  hasBegun = false;

  readonly run = (): Promise<void> => {
    this.hasBegun = true;
    return new Promise((resolve) => (this.end = resolve));
  };
}

describe('short renders beside a segment', () => {
  let program: ChildProcess;
  const isShort = jest.fn<Promise<boolean>, [string]>();
  const take = jest.fn<ReturnType<Take>, Parameters<Take>>();
  const serviceWith = (memoryMb = 1) =>
    new ShortRendersService({ take } as never, { isShort } as unknown as RenderLeasesRepository, {
      ...new RenderProxyEnv(),
      RENDER_MEMORY_MB: memoryMb,
    });
  beforeEach(() => {
    program = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    take.mockResolvedValue(undefined);
  });
  afterEach(() => program.kill('SIGKILL'));

  /** A segment that takes until `end` is called. */
  function encode(service: ShortRendersService) {
    let resolve: () => void = () => undefined;
    const promise = new Promise<void>((done) => (resolve = done));
    let pause: ProgramPause | undefined;
    const ended = service.beside(async (own) => {
      pause = own;
      own.attach(program.pid ?? 0, () => true);
      await promise;
      own.detach();
    });
    return { end: () => resolve(), ended, isPaused: () => pause?.isOn };
  }

  it('run one after the other while its processes are stopped, which then continue', async () => {
    const shorts = [new Short(), new Short()];
    for (const { run } of shorts) take.mockResolvedValueOnce(run);
    const segment = encode(serviceWith());
    for (const short of shorts) {
      await waitUntil(() => short.hasBegun);
      expect(segment.isPaused()).toBe(true);
      short.end();
    }
    await waitUntil(() => !segment.isPaused());
    segment.end();
    await segment.ended;
  });

  it('stop it for no longer than the bound in total; a longer one goes on beside it', async () => {
    const service = serviceWith();
    service.mostPausedMs = 300;
    const short = new Short();
    take.mockResolvedValueOnce(short.run);
    const segment = encode(service);
    await waitUntil(() => short.hasBegun);
    await waitUntil(() => !segment.isPaused());
    short.end();
    const another = new Short();
    take.mockResolvedValue(another.run);
    await waitUntil(() => take.mock.calls.length === 1);
    // Longer than the service waits between two looks.
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect([another.hasBegun, segment.isPaused()]).toEqual([false, false]);
    segment.end();
    await segment.ended;
  });

  it('are the next job of the queue, and no segment or longer render', async () => {
    isShort.mockImplementation((id) => Promise.resolve(id === 'short'));
    const segment = encode(serviceWith());
    const accepts = (await waitUntil(() => take.mock.calls[0]))[1];
    const job = (name: string, renderId: string) => accepts({ name, payload: { renderId } });
    expect(await job(runRender.name, 'short')).toBe(true);
    expect(await job(runRender.name, 'long')).toBe(false);
    expect(await job(runSegment.name, 'short')).toBe(false);
    expect(take).toHaveBeenCalledWith('heavy', accepts);
    segment.end();
    await segment.ended;
  });

  it('do not begin without memory for a second render', async () => {
    const segment = encode(serviceWith(1e9));
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(take).not.toHaveBeenCalled();
    segment.end();
    await segment.ended;
  });

  it('keep its slot until they end, also when it ends before them', async () => {
    const short = new Short();
    take.mockResolvedValueOnce(short.run);
    const segment = encode(serviceWith());
    await waitUntil(() => short.hasBegun);
    let hasEnded = false;
    void segment.ended.then(() => (hasEnded = true));
    segment.end();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(hasEnded).toBe(false);
    short.end();
    await segment.ended;
  });
});
