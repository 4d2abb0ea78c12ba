import { failureText } from './failure-text';

const fault = (index: number) => ({ path: `timeline.tracks[${index}]`, code: 'x', message: 'is wrong.' });

describe('failureText', () => {
  it('names the path and the reason of every fault', () =>
    expect(
      failureText({
        status: 'failed',
        error: { code: 'render_source_refused', message: 'A source cannot be used.', errors: [fault(0), fault(1)] },
      }),
    ).toBe('A source cannot be used: timeline.tracks[0] is wrong.; timeline.tracks[1] is wrong.'));

  it('stays short for many faults', () => {
    const errors = Array.from({ length: 100 }, (_, index) => fault(index));
    const text = failureText({ status: 'failed', error: { code: 'invalid_edit', message: 'No', errors } });
    expect(text).toContain('timeline.tracks[4]');
    expect(text).toContain('and 95 more');
    expect(text).not.toContain('timeline.tracks[5]');
  });

  it('is the message alone without faults, and says when a render was cancelled', () => {
    expect(failureText({ status: 'failed', error: { code: 'render_failed', message: 'It broke.' } })).toBe('It broke.');
    expect(failureText({ status: 'cancelled', error: null })).toBe('The render was cancelled.');
    expect(failureText({ status: 'completed', error: null })).toBeNull();
  });
});
