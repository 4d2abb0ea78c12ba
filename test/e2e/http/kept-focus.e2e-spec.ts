import type { Page } from 'playwright-core';
import { itInBrowser } from '../../support/harness/real-browser';
import { held, type Part, screen, withStagedDashboard } from '../../support/harness/staged-dashboard';
import { waitUntil } from '../../support/harness/wait-until';

const SETTINGS: Part<'SettingsResponse'> = {
  hud_enabled: true,
  hud_preset: 'dashcam',
  hud_position: 'top-left',
  hud_speed_unit: 'kmh',
  hud_font: 'Roboto',
  hud_font_size: 24,
  hud_color: '#FFFFFF',
  hud_elements: ['speed'],
  telemetry_offset_ms: 0,
  speeding_mph: 80,
  euphoria_mph: 120,
  privacy_zones: [],
  max_shown_speed_kmh: null,
  notify: { discord: {}, mail: {}, in_app: {} },
  approval_required: false,
  auto_captions: false,
  default_privacy: 'private',
  max_hashtags: 5,
  caption_template: '',
  always_hashtags: [],
  blocked_hashtags: [],
};

const focused = (page: Page) => page.locator(':focus');

describe('a person who uses the keyboard keeps the focus', () => {
  itInBrowser('in a field of the settings that the API writes differently', async () => {
    let changed: Part<'SettingsResponse'> = SETTINGS;
    const answers = {
      'GET /api/settings': () => changed,
      'PUT /api/settings': () => {
        changed = { ...changed, always_hashtags: ['ride', 'race'] };
        return changed;
      },
    };
    await withStagedDashboard(answers, async (page) => {
      const field = page.getByLabel('Hashtags that start every caption', { exact: true });
      await page.goto(screen('/settings'));
      await field.fill('#Ride RACE');
      await page.evaluate('document.activeElement.form.requestSubmit()');
      await waitUntil(async () => (await field.inputValue()) === 'ride race');
      expect(await focused(page).getAttribute('name')).toBe('always_hashtags');
    });
  });

  itInBrowser('on a button while its action runs, which runs once', async () => {
    const left = held({});
    let requests = 0;
    const answers = {
      'GET /api/settings': () => SETTINGS,
      'PUT /api/settings': () => {
        requests++;
        return left.value.then(() => ({ ...SETTINGS, max_hashtags: 6 }));
      },
    };
    await withStagedDashboard(answers, async (page) => {
      const field = page.getByLabel('Maximum hashtags per caption', { exact: true });
      await page.goto(screen('/settings'));
      await field.fill('6');
      const form = page.locator('form').filter({ has: field });
      await form.getByRole('button', { name: 'Save', exact: true }).focus();
      await page.keyboard.press('Enter');
      await form.getByRole('button', { name: 'Saving …', exact: true }).waitFor();
      expect(await focused(page).innerText()).toBe('Saving …');
      await page.keyboard.press('Enter');
      await field.press('Enter');
      await form.getByRole('button', { name: 'Saving …', exact: true }).focus();
      left.release();
      await form.getByText('Saved. New uploads use it.', { exact: true }).waitFor();
      expect(await focused(page).innerText()).toBe('Save');
      expect(requests).toBe(1);
    });
  });
});
