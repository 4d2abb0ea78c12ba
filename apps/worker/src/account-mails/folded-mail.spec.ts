import { accountMail } from './account-mail-texts';
import { foldedMail } from './folded-mail';

const FRONTEND = 'https://app.example.test';
const mailOf = (number: number) =>
  ({ template: 'api_key_created', facts: { key: `Key ${number} (rw_live_${number}…)`, member: 'Eve' } }) as const;
const folded = (count: number, others = 0) =>
  foldedMail('Ada', { mails: Array.from({ length: count }, (_, index) => mailOf(index + 1)), others }, FRONTEND);

describe('one mail for several', () => {
  it('is the mail itself when there is only one', () => {
    expect(folded(1)).toEqual(accountMail('Ada', mailOf(1), FRONTEND));
  });

  it('shows the latest in full and names the others, the latest first', () => {
    const { subject, text } = folded(3);
    expect(subject).toBe('A new API key was created (and 2 more)');
    expect(text).toContain('Eve created the API key Key 3 (rw_live_3…)');
    expect(text).toMatch(
      /Key 2 \(rw_live_2…\) can use your account\.[\s\S]*Key 1 \(rw_live_1…\) can use your account\./,
    );
    expect(text).not.toContain('before those');
  });

  it('counts those that it does not name', () => {
    const { subject, text } = folded(30, 11);
    expect(subject).toBe('A new API key was created (and 40 more)');
    expect(text).toContain('Key 10 (rw_live_10…) can use your account.');
    expect(text).not.toContain('Key 9 (');
    expect(text).toContain('And 20 before those.');
  });
});
