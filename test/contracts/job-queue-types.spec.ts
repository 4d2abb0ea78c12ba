import {
  defineJob,
  type JobExecutorService,
  type JobHandler,
  type JobHandlers,
  JobProcessor,
  type JobPublisherService,
  ProcessesQueue,
  reconcile,
  runSelfCheck,
  SelfCheckPayload,
} from '@app/jobs';

// The compiler is the test here: `npm run typecheck` fails when a mistake below is accepted. Nothing of it runs.
declare const publisher: JobPublisherService;
declare const executor: JobExecutorService;
declare const checks: JobHandler<typeof runSelfCheck>;
declare const upkeep: JobHandler<typeof reconcile>;

const accepted = () => {
  void publisher.publish(runSelfCheck, { selfCheckId: 'a plain object will do' });

  @ProcessesQueue('self-checks')
  class Complete extends JobProcessor<'self-checks'> {
    constructor() {
      super(executor, { 'self_check.run': checks });
    }
  }
  return Complete;
};

const mistakes = () => {
  // @ts-expect-error a wrong field
  void publisher.publish(runSelfCheck, { id: 'x' });
  // @ts-expect-error a wrong type
  void publisher.publish(runSelfCheck, { selfCheckId: 5 });
  // @ts-expect-error a job that is not in the list of contracts
  void publisher.publish({ ...runSelfCheck, name: 'self_check.invented' as const }, { selfCheckId: 'x' });
  defineJob({
    name: 'self_check.again',
    // @ts-expect-error an unknown queue
    queue: 'nowhere',
    payload: SelfCheckPayload,
    retry: { attempts: 2, backoffMs: 1 },
  });
  // @ts-expect-error a name that is not <noun>.<verb>
  defineJob({ name: 'again', queue: 'self-checks', payload: SelfCheckPayload, retry: { attempts: 2, backoffMs: 1 } });
  // @ts-expect-error a job without handler
  const missing: JobHandlers<'system'> = { 'system.reconcile': upkeep };
  const wrong: JobHandlers<'self-checks'> = {
    // @ts-expect-error a handler of another job's payload
    'self_check.run': { handle: (payload: { somethingElse: string }) => Promise.resolve(payload) },
  };
  // @ts-expect-error a handler for a job that the queue does not have
  const surplus: JobHandlers<'self-checks'> = { 'self_check.run': checks, 'self_check.invented': checks };
  // @ts-expect-error a processor of one queue subscribed to another
  @ProcessesQueue('system')
  class Misplaced extends JobProcessor<'self-checks'> {
    constructor() {
      super(executor, { 'self_check.run': checks });
    }
  }
  // @ts-expect-error a queue that does not exist
  ProcessesQueue('nowhere');
  return [missing, wrong, surplus, Misplaced];
};

describe('mistakes with jobs', () => {
  it('do not compile', () => {
    expect([typeof accepted, typeof mistakes]).toEqual(['function', 'function']);
  });
});
