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
  it('counts a clock that ran over from its beginning, and priming from 0', () => {
    expect(secondsOf(0, '0|-2.3|-2.34|0.04', '0|-2.26|-2.3|0.04', '0|0.6|0.56|0.04')).toBeCloseTo(2.94, 6);
    expect(secondsOf(0, '1|-0.02|-0.02|0.02', '0|0|0|0.04', '0|0.04|0.04|0.04')).toBeCloseTo(0.08, 6);
  });
  it('adds up recordings that were joined without new times', () => {
    const first = ['1|100|100|0.02', '0|100.08|100|0.04', '0|101.96|101.92|0.04', '1|101.9|101.9|0.02'];
    const second = ['1|1.4|1.4|0.02', '0|1.44|1.4|0.04', '0|2.4|2.36|0.04'];
    expect(secondsOf(0, ...first, ...second)).toBeCloseTo(2 + 1, 6);
    expect(secondsOf(0, '0|0|-3|1', '0|3|-2|1', '0|1|-1|1', '0|2|0|1')).toBeCloseTo(4, 6);
  });
  it('ignores lines without a time, and knows nothing without packets', () => {
    expect(secondsOf(0, '0|N/A|N/A|0.04', '', 'x')).toBeUndefined();
    expect(secondsOf(1, '0|0|0|1')).toBeUndefined();
  });
});
