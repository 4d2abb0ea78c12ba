import { downmix } from './downmix';

/** The share of each channel in the left one. */
const leftOf = (channels: number, layout?: string) => {
  const [filter = ''] = downmix(channels, layout);
  const terms = /c0=([^|]+)/.exec(filter)?.[1]?.split('+') ?? [];
  return Object.fromEntries(
    terms.map((term) =>
      term
        .split('*')
        .reverse()
        .map((part) => part.trim()),
    ),
  );
};

describe('downmix', () => {
  it('leaves stereo unchanged and spreads mono at its level', () => {
    expect(downmix(2, 'stereo')).toEqual([]);
    expect(downmix(1, 'mono')).toEqual(['pan=stereo|c0=c0|c1=c0']);
  });

  it('weights centre and surround 3 dB below the front, without LFE', () =>
    expect(leftOf(6, '5.1(side)')).toEqual({ c0: '0.4142', c2: '0.2929', c4: '0.2929' }));

  it.each(['2.1', '3.0', '3.1', '4.0', 'quad', '5.0', '5.1', '6.1', '7.0', '7.1', '7.1(wide)'])(
    '%s never exceeds full scale',
    (layout) => {
      const channels = { '2.1': 3, '3.0': 3, '3.1': 4, '4.0': 4, quad: 4, '5.0': 5, '5.1': 6, '6.1': 7, '7.0': 7 };
      const shares = Object.values(leftOf(channels[layout as keyof typeof channels] ?? 8, layout)).map(Number);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
    },
  );

  it('takes six unnamed channels as 5.1, and leaves unknown layouts to ffmpeg', () => {
    expect(downmix(6, undefined)).toEqual(downmix(6, '5.1'));
    expect(downmix(16, 'hexadecagonal')).toEqual([expect.stringContaining('rematrix_maxval=1.0')]);
  });
});
