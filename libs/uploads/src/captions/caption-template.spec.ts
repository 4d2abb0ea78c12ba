import { fillTemplate } from './caption-template';

describe('a caption template', () => {
  it('replaces its variables once: braces in a value stay text', () =>
    expect(fillTemplate('{title}: {max_speed}', { title: '{score}', max_speed: '87 mph' })).toBe('{score}: 87 mph'));

  it('drops a line whose variables are all missing, and keeps lines of plain text', () =>
    expect(fillTemplate('Ride\n{distance} at {max_speed}\nEnd', {})).toBe('Ride\nEnd'));
});
