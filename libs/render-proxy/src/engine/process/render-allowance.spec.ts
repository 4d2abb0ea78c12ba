import type { Edit, Output } from '../../edit/edit';
import { renderAllowance } from './render-allowance';

const config = { RENDER_BASE_SECONDS: 60, RENDER_ALLOWANCE_PERCENT: 100, RENDER_MEMORY_MB: 900 };
const edit = (output: Partial<Output>, tracks = 1): Edit =>
  ({
    timeline: { tracks: Array.from({ length: tracks }, () => ({ clips: [{ asset: { type: 'title', text: 'x' } }] })) },
    output: { format: 'mp4', ...output },
  }) as unknown as Edit;
const seconds = (output: Partial<Output>, length: number, tracks?: number) =>
  renderAllowance(edit(output, tracks), length, config).processorSeconds;

describe('the limits of a render', () => {
  it('are little above the base for a short, small edit', () =>
    expect(seconds({ resolution: 'preview' }, 2)).toBeLessThan(70));

  it('grow with frames, pixels and tracks', () => {
    const usual = seconds({ resolution: 'hd' }, 60);
    expect(seconds({ resolution: 'hd' }, 120)).toBeGreaterThan(usual * 1.5);
    expect(seconds({ resolution: '1080' }, 60)).toBeGreaterThan(usual * 1.3);
    expect(seconds({ resolution: 'hd' }, 60, 20)).toBeGreaterThan(usual * 1.5);
    expect(seconds({ resolution: 'hd', fps: 50 }, 60)).toBeGreaterThan(usual * 1.5);
  });

  it('count the output, not the whole timeline', () => {
    expect(seconds({ range: { start: 0, length: 1 } }, 3_600)).toBe(seconds({}, 1));
    expect(seconds({ format: 'png' }, 3_600)).toBeLessThan(1_000);
  });

  it('give larger frames more memory', () => {
    expect(renderAllowance(edit({ resolution: '1080' }), 1, config).memoryMb).toBe(900);
    expect(renderAllowance(edit({ resolution: '4k' }), 1, config).memoryMb).toBe(3_600);
  });
});
