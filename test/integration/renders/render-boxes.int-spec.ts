import { BLACK, describeWithFfmpeg, editOf, isNear, RenderHarness, WHITE } from '../../support/harness/render-harness';

describeWithFfmpeg('the box of a clip (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  beforeAll(() => harness.make('square.png', '-f', 'lavfi', '-i', 'color=red:s=180x180', '-frames:v', '1'));
  afterAll(() => harness.close());

  const square = (more: object) => ({ asset: { type: 'image', src: 'square.png' }, start: 0, length: 1, ...more });

  it('positions a picture, which never exceeds it', async () => {
    const native = await harness.render(
      editOf([[square({ width: 40, height: 40, fit: 'none', position: 'topLeft' })]]),
    );
    expect([0.1, 0.2, 0.3].map((x) => isNear(native.at(0, x, 0.1), BLACK))).toEqual([false, false, true]);
    const high = await harness.render(
      editOf([[square({ width: 40, height: 90, fit: 'contain', position: 'topLeft' })]]),
    );
    expect([0.1, 0.5, 0.9].map((y) => isNear(high.at(0, 0.1, y), BLACK))).toEqual([true, false, true]);
  });

  it('positions a shape by its own box, otherwise by the frame, which cuts off nothing', async () => {
    const square = { type: 'shape', shape: 'rectangle', rectangle: { width: 40, height: 40 } };
    const at = async (asset: object, clip: object, points: [number, number][]) => {
      const shape = { asset: { ...square, ...asset }, start: 0, length: 1, ...clip };
      const result = await harness.render(editOf([[shape]]));
      return points.map(([x, y]) => isNear(result.at(0, x, y), WHITE));
    };
    const corners: [number, number][] = [
      [0.5, 0.5],
      [0.05, 0.05],
    ];
    expect(await at({}, { position: 'topLeft' }, corners)).toEqual([true, false]);
    expect(await at({ width: 40, height: 40 }, { position: 'topLeft' }, corners)).toEqual([false, true]);
    const wide = { rectangle: { width: 300, height: 40 } };
    const ends: [number, number][] = [
      [0.05, 0.5],
      [0.95, 0.5],
    ];
    expect(await at(wide, { scale: 0.5 }, ends)).toEqual([true, true]);
  });
});
