import { clockText, compassText, HUD_UNITS, lapText, scaleEnd, speedText } from './hud-units';

describe('texts of the HUD', () => {
  it.each([
    [0, '000° N'],
    [44.6, '045° NE'],
    [359.6, '000° N'],
    [337.4, '337° NW'],
    [-90, '270° W'],
  ])('writes %d degrees as %s', (degrees, text) => expect(compassText(degrees)).toBe(text));

  it.each([
    [0, 1, '0:00.0'],
    [83.46, 2, '1:23.46'],
    [83.46, 1, '1:23.4'],
    [59.999, 2, '0:59.99'],
    [0.1 + 0.2, 1, '0:00.3'],
    [3_723.4, 1, '1:02:03.4'],
    [-1, 1, '0:00.0'],
  ] as const)('writes a lap of %d s with %d decimals as %s', (seconds, decimals, text) =>
    expect(lapText(seconds, decimals)).toBe(text),
  );

  it('writes the time of day', () => expect(clockText(Date.UTC(2026, 3, 18, 8, 5, 9) / 1_000 + 0.99)).toBe('08:05:09'));

  it.each([
    [0, 40],
    [37, 40],
    [39, 60],
    [119, 160],
    [300, 320],
    [9_000, 10_000],
  ])('ends a scale for %d at %d, with at most eight large steps', (largest, end) => {
    const scale = scaleEnd(largest);
    expect(scale.end).toBe(end);
    expect(end % scale.major).toBe(0);
    expect(end / scale.major).toBeLessThanOrEqual(10);
  });

  it('writes a speed above the limit as at least the limit, rounded down', () => {
    const [kmh, mph] = [HUD_UNITS.kmh.speed.size, HUD_UNITS.mph.speed.size];
    expect(speedText(130 / 3.6, kmh, 100 / 3.6)).toBe('≥100');
    expect(speedText(100 / 3.6, kmh, 100 / 3.6)).toBe('≥100');
    expect(speedText(99 / 3.6, kmh, 100 / 3.6)).toBe('99');
    // 100 km/h are 62.1 mph.
    expect(speedText(130 / 3.6, mph, 100 / 3.6)).toBe('≥62');
    expect(speedText(130 / 3.6, mph)).toBe('81');
  });
});
