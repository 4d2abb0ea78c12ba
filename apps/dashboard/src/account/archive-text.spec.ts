import { preparingText } from './archive-text';

it('promises an email about the archive only to a person who has confirmed their address', () => {
  expect(preparingText({ isConfirmed: true })).toContain('We’ll email you');
  expect(preparingText({ isConfirmed: false })).not.toMatch(/email/);
});
