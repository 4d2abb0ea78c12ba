import { toneMap, toneMapCube } from './tone-map';

const bytes = (rgb: number[]) => rgb.map((value) => Math.round(value * 255));
const grey = (value: number): [number, number, number] => [value, value, value];

const TO_BT2020 = [
  [0.6274, 0.3293, 0.0433],
  [0.0691, 0.9195, 0.0114],
  [0.0164, 0.088, 0.8956],
];
const luminanceOf = ([red = 0, green = 0, blue = 0]: number[]) => 0.2627 * red + 0.678 * green + 0.0593 * blue;
const hlgCode = (scene: number) =>
  scene <= 1 / 12 ? Math.sqrt(3 * scene) : 0.17883277 * Math.log(12 * scene - 0.28466892) + 0.55991073;

describe('toneMap', () => {
  // The reference white of BT.2408 is at 75 % of HLG and 58 % of PQ.
  it.each([
    ['hlg', 0.75],
    ['pq', 0.5807],
  ] as const)('%s: reference white is almost white, a highlight is white, black is black', (kind, white) => {
    const [level = 0] = bytes(toneMap(grey(white), kind));
    expect(level).toBeGreaterThan(225);
    expect(level).toBeLessThan(250);
    expect(bytes(toneMap(grey(kind === 'hlg' ? 1 : 0.7518), kind))[0]).toBeGreaterThan(252);
    expect(bytes(toneMap(grey(0), kind))).toEqual([0, 0, 0]);
  });

  it('keeps greys grey, and brighter brighter', () => {
    const levels = Array.from({ length: 40 }, (_, step) => toneMap(grey(step / 40), 'hlg'));
    for (const [red, green, blue] of levels)
      expect(Math.max(Math.abs(red - green), Math.abs(green - blue))).toBeLessThan(0.002);
    expect(levels.map(([red]) => red)).toEqual(levels.map(([red]) => red).sort((a, b) => a - b));
  });

  it('restores BT.709 red that was coded in BT.2020', () => {
    // 0.6274, 0.0691, 0.0164 is linear BT.709 red in BT.2020.
    const coded = [0.6274, 0.0691, 0.0164].map((value) => value ** (1 / 2.4)) as [number, number, number];
    const [red = 0, green = 0, blue = 0] = bytes(toneMap(coded, 'sdr'));
    expect(red).toBeGreaterThan(250);
    expect(Math.max(green, blue)).toBeLessThan(25);
  });

  it.each<[string, (light: number[]) => number[]]>([
    ['the luminance', (light) => light.map((value) => value * luminanceOf(light) ** (1 / 1.2 - 1))],
    ['each channel', (light) => light.map((value) => value ** (1 / 1.2))],
  ])('restores BT.709 that was coded in HLG with the system gamma on %s', (_, sceneOf) => {
    const colors = [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [0, 255, 255],
      [200, 160, 140],
    ];
    for (const color of colors) {
      const linear = color.map((value) => (value / 255) ** 2.4);
      const light = TO_BT2020.map((row) => row.reduce((sum, part, index) => sum + part * (linear[index] ?? 0), 0));
      const coded = sceneOf(light.map((value) => value * 0.203)).map(hlgCode) as [number, number, number];
      const seen = bytes(toneMap(coded, 'hlg'));
      const far = seen.filter((value, index) => Math.abs(value - (color[index] ?? 0)) > 20);
      expect([color, seen, far]).toEqual([color, seen, []]);
    }
  });

  it('writes a table with 33 steps on each axis, red first', () => {
    const lines = toneMapCube('pq').trim().split('\n');
    expect(lines[0]).toBe('LUT_3D_SIZE 33');
    expect(lines).toHaveLength(1 + 33 ** 3);
    expect(lines[33]?.split(' ').map(Number)[0]).toBe(1);
  });
});
