import { defineJob, HandlesJob, type JobPublisherService, runSelfCheck, SelfCheckPayload } from '@app/jobs';

// The compiler is the test here: `npm run typecheck` fails when it accepts a mistake below. None of this code runs.
declare const publisher: JobPublisherService;

const accepted = () => {
  void publisher.publish(runSelfCheck, { selfCheckId: 'a plain object will do' });

  @HandlesJob(runSelfCheck)
  class Complete {
    handle({ selfCheckId }: SelfCheckPayload): Promise<string> {
      return Promise.resolve(selfCheckId);
    }
  }
  return Complete;
};

const retry = { attempts: 2, backoffMs: 1 };

const mistakes = () => {
  // @ts-expect-error a wrong field
  void publisher.publish(runSelfCheck, { id: 'x' });
  // @ts-expect-error a wrong type
  void publisher.publish(runSelfCheck, { selfCheckId: 5 });
  // @ts-expect-error a job that no `*.jobs.ts` file declares
  void publisher.publish({ ...runSelfCheck, name: 'self_check.invented' as const }, { selfCheckId: 'x' });
  defineJob({
    name: 'self_check.again',
    // @ts-expect-error an unknown queue
    queue: 'nowhere',
    payload: SelfCheckPayload,
    retry,
    timeoutSeconds: 60,
  });
  // @ts-expect-error a name that is not <noun>.<verb>
  defineJob({ name: 'again', queue: 'heavy', payload: SelfCheckPayload, retry, timeoutSeconds: 60 });
  // @ts-expect-error no time limit
  defineJob({ name: 'self_check.again', queue: 'heavy', payload: SelfCheckPayload, retry });
  // @ts-expect-error a handler of another payload
  @HandlesJob(runSelfCheck)
  class Wrong {
    handle(payload: { somethingElse: string }): Promise<unknown> {
      return Promise.resolve(payload);
    }
  }
  // @ts-expect-error a class that handles nothing
  @HandlesJob(runSelfCheck)
  class Empty {}
  // @ts-expect-error a job that no `*.jobs.ts` file declares
  HandlesJob({ ...runSelfCheck, name: 'self_check.invented' as const });
  return [Wrong, Empty];
};

describe('mistakes with jobs', () => {
  it('do not compile', () => {
    expect([typeof accepted, typeof mistakes]).toEqual(['function', 'function']);
  });
});
