/**
 * Share of a loudspeaker in the left and right stereo channels (ITU-R BS.775: 3 dB less for centre and surround, no
 * LFE).
 */
const SHARES: Readonly<Record<string, readonly [left: number, right: number]>> = {
  FL: [1, 0],
  FR: [0, 1],
  FC: [Math.SQRT1_2, Math.SQRT1_2],
  LFE: [0, 0],
  SL: [Math.SQRT1_2, 0],
  SR: [0, Math.SQRT1_2],
  BL: [Math.SQRT1_2, 0],
  BR: [0, Math.SQRT1_2],
  BC: [0.5, 0.5],
  FLC: [Math.SQRT1_2, 0.5],
  FRC: [0.5, Math.SQRT1_2],
};

/** Loudspeakers in channel order, by ffmpeg's name of the layout. */
const LAYOUTS: Readonly<Record<string, string>> = {
  '2.1': 'FL FR LFE',
  '3.0': 'FL FR FC',
  '3.0(back)': 'FL FR BC',
  '3.1': 'FL FR FC LFE',
  '4.0': 'FL FR FC BC',
  '4.1': 'FL FR FC LFE BC',
  quad: 'FL FR BL BR',
  'quad(side)': 'FL FR SL SR',
  '5.0': 'FL FR FC BL BR',
  '5.0(side)': 'FL FR FC SL SR',
  '5.1': 'FL FR FC LFE BL BR',
  '5.1(side)': 'FL FR FC LFE SL SR',
  '6.0': 'FL FR FC BC SL SR',
  '6.1': 'FL FR FC LFE BC SL SR',
  '6.1(back)': 'FL FR FC LFE BL BR BC',
  hexagonal: 'FL FR FC BL BR BC',
  '7.0': 'FL FR FC BL BR SL SR',
  '7.1': 'FL FR FC LFE BL BR SL SR',
  '7.1(wide)': 'FL FR FC LFE BL BR FLC FRC',
  '7.1(wide-side)': 'FL FR FC LFE FLC FRC SL SR',
  octagonal: 'FL FR FC BL BR BC SL SR',
};

/** The layout of a file that names none, by its number of channels. */
const USUAL: Readonly<Record<number, string>> = { 3: '2.1', 4: 'quad', 5: '5.0', 6: '5.1', 7: '6.1', 8: '7.1' };

/**
 * The filters that turn any number of channels into stereo. The shares are divided by the larger of their sums, so that
 * the result never exceeds the full scale of its channels, and a sound that all channels carry keeps its level.
 */
export function downmix(channels: number, layout: string | undefined): string[] {
  // ffmpeg's own conversion lowers mono by 3 dB when it spreads it over two channels.
  if (channels === 1) return ['pan=stereo|c0=c0|c1=c0'];
  if (channels <= 2) return [];
  const speakers = LAYOUTS[layout ?? ''] ?? LAYOUTS[USUAL[channels] ?? ''];
  const shares = speakers?.split(' ').map((name) => SHARES[name] ?? [0, 0]);
  // ffmpeg supports rarer layouts and divides its shares in the same way.
  if (shares?.length !== channels) return ['aresample=rematrix_maxval=1.0:ochl=stereo'];
  const side = (which: 0 | 1) => {
    const total = shares.reduce((sum, each) => sum + each[which], 0);
    return shares.flatMap(({ [which]: share }, index) =>
      share > 0 ? [`${(share / total).toFixed(4)}*c${index}`] : [],
    );
  };
  return [`pan=stereo|c0=${side(0).join('+')}|c1=${side(1).join('+')}`];
}
