import { fillTemplate } from './caption-template';

describe('a caption template', () => {
  it('fills its variables in, once: braces of a value stay text', () =>
    expect(fillTemplate('{title}: {max_speed}', { title: '{score}', max_speed: '87 mph' })).toBe('{score}: 87 mph'));

  it('loses a line that says nothing without its variables, and keeps lines of plain text', () =>
    expect(fillTemplate('Ride\n{distance} at {max_speed}\nEnd', {})).toBe('Ride\nEnd'));
});
