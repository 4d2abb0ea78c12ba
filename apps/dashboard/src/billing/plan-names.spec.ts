import { planName } from './plan-names';

it('names plans for people, and leaves one that no longer exists as it is', () => {
  expect(['lifetime', 'friends_family', 'former', 'constructor'].map(planName)).toEqual([
    'Lifetime',
    'Friends and family',
    'former',
    'constructor',
  ]);
});
