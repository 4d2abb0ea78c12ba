import { HUD_FONTS, HUD_PRESETS, hudSettings, PRESET_ELEMENTS } from './hud-settings';

const faultsOf = (given: unknown) => {
  const checked = hudSettings(given);
  return 'faults' in checked ? checked.faults : [];
};

describe('hudSettings', () => {
  it.each(HUD_PRESETS)('completes the preset %s with its own elements', (preset) => {
    expect(hudSettings({ preset, color: null })).toEqual({
      settings: expect.objectContaining({ preset, color: '#FF7A1A', elements: PRESET_ELEMENTS[preset] }),
    });
  });

  it('keeps what was chosen', () => {
    const chosen = {
      preset: 'track',
      position: 'top-right',
      speed_unit: 'kn',
      color: '#00aaFF',
      font: 'Roboto',
      font_size: 72,
      elements: ['laps', 'speed'],
    };
    expect(hudSettings(chosen)).toEqual({ settings: chosen });
  });

  it('offers only fonts that have outlines', () => {
    expect(HUD_FONTS).toContain('Roboto');
    expect(HUD_FONTS).not.toContain('Noto Color Emoji');
  });

  it.each([
    ['preset', 'boat'],
    ['position', 'bottom_left'],
    ['speed_unit', 'km/h'],
    ['color', 'red'],
    ['color', '#FF0000}{\\p0}'],
    ['color', '#F00'],
    ['font', "Roboto':fontsdir=/"],
    ['font', '../../etc/passwd'],
    ['font_size', 11.9],
    ['font_size', 73],
    ['font_size', '24'],
    ['font_size', Number.NaN],
    ['elements', []],
    ['elements', ['speed', 'speed']],
    ['elements', ['__proto__']],
    ['elements', 'speed'],
  ])('refuses %s %j and names the field', (field, value) => {
    expect(faultsOf({ [field]: value })).toEqual([{ field, message: expect.any(String) }]);
  });

  it('reports every fault, and fields that do not exist', () => {
    expect(faultsOf({ preset: 'x', font: 'y', constructor: 1 }).map(({ field }) => field)).toEqual([
      'preset',
      'font',
      'constructor',
    ]);
    expect(faultsOf([])).toEqual([{ field: '', message: 'must be an object' }]);
  });
});
