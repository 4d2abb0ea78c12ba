import { passwordWeakness } from './password-weakness';

const ABOUT = ['ada.lovelace@example.com', 'Ada Lovelace'];

describe('passwordWeakness', () => {
  it.each([
    'password1234',
    'Passw0rd!!!!!!',
    '1234-sunshine-99',
    'q1w2e3r4t5y6',
    'monkeymonkey',
    'aaaaaaaaaaaaaaa',
    'abababababab',
    'abcdefghijklmnop',
    '987654321098',
    'AdaLovelace1815',
    'reelway-2026!!',
    'lovelace-example',
  ])('refuses %s', (password) => {
    expect(passwordWeakness(password, ABOUT)).toBeDefined();
  });

  it.each([
    'correct horse battery staple',
    'v8#kQz!w2Lm0',
    'ein ganz ruhiger Satz',
    'Ada likes number theory',
    '密码不是这个但是够长了吧朋友',
    '  spaces at the edges  ',
  ])('accepts %s', (password) => {
    expect(passwordWeakness(password, ABOUT)).toBeUndefined();
  });

  it.each(['al.bo.cy.di.ed', 'al.bo.cy.di.ed@x.yz', 'AL.BO.CY.DI.ED@X.YZ', 'Al Bo Cy Di Ed'])(
    'refuses %s for a person of that address or name, however short its words are',
    (password) => {
      expect(passwordWeakness(password, ['al.bo.cy.di.ed@x.yz', 'Al Bo Cy Di Ed'])).toBeDefined();
    },
  );

  it('answers quickly for the longest possible password', () => {
    for (const password of [
      'a'.repeat(127) + 'b',
      '0'.repeat(128),
      'ab'.repeat(64),
      `${'1'.repeat(64)}x${'1'.repeat(63)}`,
    ])
      expect(() => passwordWeakness(password, ABOUT)).not.toThrow();
  });
});
