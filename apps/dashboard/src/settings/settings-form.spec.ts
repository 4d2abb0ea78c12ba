import { changesOf, type Settings } from './settings-form';

const SHOWN = {
  hud_preset: 'dashcam',
  hud_elements: ['speed', 'heading', 'altitude', 'distance', 'clock', 'map'],
  max_shown_speed_kmh: null,
  privacy_zones: [],
  notify: {
    discord: { queued: true, completed: true, partial: true, failed: true, needs_reconnection: true, digest: false },
    mail: { completed: true, failed: true, needs_reconnection: true, tokens_low: true },
  },
} as unknown as Settings;

describe('the changes of a form with settings', () => {
  it('are what the person changed, not what differs from the newest settings', () => {
    const zones = SHOWN.privacy_zones ?? [];
    expect(changesOf(SHOWN, { privacy_zones: zones, max_shown_speed_kmh: 120 })).toEqual({ max_shown_speed_kmh: 120 });
    expect(changesOf(SHOWN, { privacy_zones: [{ latitude: 52.5, longitude: 13.4, radius_m: 300 }] })).toEqual({
      privacy_zones: [{ latitude: 52.5, longitude: 13.4, radius_m: 300 }],
    });
  });

  it('name single choices: another person may have changed the others', () => {
    const { queued: _, ...others } = SHOWN.notify.discord;
    const notify = { mail: SHOWN.notify.mail, discord: { ...others, queued: false } };
    expect(changesOf(SHOWN, { notify })).toEqual({ notify: { discord: { queued: false } } });
    expect(changesOf(SHOWN, { notify: { discord: { ...others, queued: true } } })).toEqual({});
  });

  it('leave out elements of the overlay whose order alone differs, so that a new style brings its own', () => {
    const ticks = ['speed', 'heading', 'altitude', 'map', 'distance', 'clock'] as const;
    expect(changesOf(SHOWN, { hud_preset: 'moto', hud_elements: [...ticks] })).toEqual({ hud_preset: 'moto' });
    expect(changesOf(SHOWN, { hud_elements: ['speed'] })).toEqual({ hud_elements: ['speed'] });
  });
});
