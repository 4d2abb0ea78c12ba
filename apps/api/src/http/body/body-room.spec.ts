import { BodyRoom } from './body-room';

const MB = 2 ** 20;

describe('BodyRoom', () => {
  it("limits the total size of one account's bodies", () => {
    const room = new BodyRoom();
    const shares = Array.from({ length: 6 }, () => room.open('a'));
    for (const share of shares) share.add(10 * MB);
    expect(() => room.open('a').add(10 * MB)).toThrow('64 MB');
    shares[0]?.close();
    room.open('a').add(10 * MB);
  });

  it('counts bytes as they arrive', () => {
    const room = new BodyRoom();
    const [first, second] = [room.open('a'), room.open('a')];
    first.add(40 * MB);
    for (let part = 0; part < 24; part += 1) second.add(MB);
    expect(() => second.add(1)).toThrow('64 MB');
  });

  it('has room for one body of any size, and for other accounts', () => {
    const room = new BodyRoom();
    room.open('a').add(100 * MB);
    expect(() => room.open('a').add(1)).toThrow('64 MB');
    room.open('b').add(60 * MB);
  });
});
