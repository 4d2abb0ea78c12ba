import { weightOf } from './text-style';

it.each([
  ['light', 300],
  ['SemiBold', 600],
  ['extra-bold', 800],
  ['black', 900],
  ['bold', 700],
  ['bolder', 700],
  ['normal', 400],
  ['250', 250],
  [850, 850],
  [undefined, 400],
  ['toString', 400],
  ['no weight', 400],
])('the weight %s has a number', (weight, number) => {
  expect(weightOf(weight)).toBe(number);
});
