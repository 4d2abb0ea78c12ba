import { PacketClock } from './measure-seconds';

const secondsOf = (stream: number, ...lines: string[]) => {
  const clock = new PacketClock(stream);
  for (const line of lines) clock.add(line);
  return clock.seconds;
};

describe('PacketClock', () => {
  it('reaches from the first packet of the file to the end of the last packet of the stream', () =>
    expect(secondsOf(0, '1|1.4|1.4|0.02', '0|1.48|1.44|0.04', '0|1.52|1.48|0.04', '1|9|9|0.02')).toBeCloseTo(0.16, 6));
  it('takes frames in display order', () =>
    expect(secondsOf(0, '0|0.00|-0.04|0.04', '0|0.12|0.00|0.04', '0|0.04|0.04|0.04')).toBeCloseTo(0.16, 6));
  it('gives a packet without a duration the one of its predecessor', () =>
    expect(secondsOf(0, '0|0|N/A|N/A', '0|0.5|N/A|N/A', '0|1|N/A|N/A')).toBeCloseTo(1.5, 6));
  it('ignores lines without a time, and knows nothing without packets', () => {
    expect(secondsOf(0, '0|N/A|N/A|0.04', '', 'x')).toBeUndefined();
    expect(secondsOf(1, '0|0|0|1')).toBeUndefined();
  });
});
