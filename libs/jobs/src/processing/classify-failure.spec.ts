import { defineError } from '@app/core';
import { UnrecoverableError } from 'bullmq';
import { classifyFailure } from './classify-failure';

const final = defineError({ code: 'classify_final', kind: 'invalid', title: 'Final', help: 'None.' });
const passing = defineError({ code: 'classify_passing', kind: 'unavailable', title: 'Passing', help: 'None.' });

describe('classifyFailure', () => {
  it('ends the job for an AppError that is not retryable', () => {
    expect(classifyFailure(final('no'))).toBeInstanceOf(UnrecoverableError);
    expect(classifyFailure(final('no')).message).toBe('classify_final: no');
  });

  it('retries a retryable one, as late as it asks', () => {
    const failure = classifyFailure(passing('later', { retryAfterSeconds: 7 }));
    expect(failure).not.toBeInstanceOf(UnrecoverableError);
    expect(failure.retryAfterSeconds).toBe(7);
  });

  it.each([[undefined], [null], [42], ['text'], [{ a: 1 }], [Symbol('s')], [1n]])('makes an error of %p', (thrown) => {
    expect(classifyFailure(thrown).message).toMatch(/^a handler threw /);
  });

  it('makes huge and unstorable texts storable', () => {
    const { message, stack } = classifyFailure(new Error(`bad\u0000byte ${'x'.repeat(5_000_000)}`));
    expect(message).not.toContain('\u0000');
    expect(message.length).toBeLessThan(2_100);
    expect(stack?.length).toBeLessThan(8_100);
  });

  it("does not let an error's name control the queue", () => {
    const disguised = Object.assign(new Error('delayed'), { name: 'DelayedError' });
    expect(classifyFailure(disguised).name).toBe('Error');
  });
});
