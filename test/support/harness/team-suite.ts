import { MailOutbox } from '../emulators/mail-outbox';
import { httpClient } from '../servers/http-client';
import type { DashboardInstance } from './dashboard-suite';
import { itInBrowser, withPage } from './real-browser';
import { TeamVisitor } from './team-visitor';
import { waitUntil } from './wait-until';

const HOME = { latitude: 51.123456, longitude: 12.654321, radius_m: 200 };

interface Settings {
  privacy_zones: object[];
  max_shown_speed_kmh: number | null;
  hud_elements: string[];
  notify: { mail: Record<string, boolean> };
}

/** What people who work in one workspace do at the dashboard, in a real browser. */
export function teamSuite(at: () => DashboardInstance): void {
  const call = <T = object>(method: string, path: string, options: object = {}) =>
    httpClient(at().here.url)<T>(method, path, options);
  const tokenOf = async (body: object) =>
    (await call<{ access_token: string }>('POST', '/api/auth/login', { body })).body.access_token;

  itInBrowser('settings that another person changed meanwhile stay as they are', async () => {
    const { here, instance } = at();
    await instance.grantTier(here.admin.email);
    const token = await tokenOf(here.admin);
    const settings = async () => (await call<Settings>('GET', '/api/settings', { token })).body;
    await withPage(async (page) => {
      const visitor = new TeamVisitor(page, here.url, new MailOutbox(instance.dataDir));
      await page.clock.install();
      await page.goto(`${here.url}/app`);
      await visitor.signIn(here.admin);
      await visitor.open('Settings');
      await visitor.typeShownSpeed('120');
      const elsewhere = { privacy_zones: [HOME], max_hashtags: 7, notify: { mail: { tokens_low: false } } };
      await call('PUT', '/api/settings', { token, body: elsewhere });
      await visitor.returnToTab('/api/settings');
      // What nobody is changing here shows the newest value.
      await waitUntil(async () => (await visitor.hashtagLimit()) === '7');
      await visitor.save('Privacy of overlays');
      expect(await settings()).toMatchObject({ privacy_zones: [HOME], max_shown_speed_kmh: 120 });
      await page.getByLabel('Radius in metres').waitFor();
      expect(await settings()).toMatchObject({ notify: { mail: { tokens_low: false } } });
      expect(visitor.faults).toEqual([]);
    });
  });

  itInBrowser('a new style of the overlay brings its own elements, until a person chooses others', async () => {
    const { here, instance } = at();
    await withPage(async (page) => {
      const visitor = new TeamVisitor(page, here.url, new MailOutbox(instance.dataDir));
      await page.goto(`${here.url}/app`);
      await visitor.signIn(here.admin);
      await visitor.open('Settings');
      await visitor.chooseStyle('Motorcycle');
      await visitor.save('Overlay of telemetry');
      expect(await visitor.tickedElements()).toEqual(['gauge', 'g_force', 'lean', 'map', 'clock']);
      await page.getByRole('checkbox', { name: 'Laps', exact: true }).check();
      await visitor.chooseStyle('Minimal');
      await visitor.save('Overlay of telemetry');
      expect(await visitor.tickedElements()).toEqual(['gauge', 'g_force', 'lean', 'map', 'clock', 'laps']);
      expect(visitor.faults).toEqual([]);
    });
  });
}
