import { addressForMessages } from './address-for-messages';

describe('addressForMessages', () => {
  it.each([
    [
      'https://user:secret@cdn.example.com/a%20b.mp4?X-Amz-Signature=secret#secret',
      'https://cdn.example.com/a%20b.mp4',
    ],
    ['http://127.0.0.1:9/none.jpg', 'http://127.0.0.1:9/none.jpg'],
    ['folder/a.mp4', 'folder/a.mp4'],
  ])('of %s', (source, shown) => expect(addressForMessages(source)).toBe(shown));

  it('has a maximum length', () =>
    expect(addressForMessages(`https://example.com/${'a'.repeat(5_000)}`)).toHaveLength(200));

  it('never ends in half a character', () => expect(addressForMessages('🎬'.repeat(300))).toBe(`${'🎬'.repeat(199)}…`));
});
