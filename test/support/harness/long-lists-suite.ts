import { MailOutbox } from '../emulators/mail-outbox';
import { httpClient } from '../servers/http-client';
import type { DashboardInstance } from './dashboard-suite';
import { DashboardVisitor } from './dashboard-visitor';
import { itInBrowser, withPage } from './real-browser';

const grant = (reason: string) => ({
  id: reason,
  tier: 'solo',
  features: [],
  reason,
  expires_at: null,
  created_at: '2026-05-01T10:00:00.000Z',
});

/** Lists of the dashboard that are longer than one page of the API. */
export function longListsSuite(at: () => DashboardInstance): void {
  itInBrowser('an operator reads the grants of a user to their end', async () => {
    const { here, instance } = at();
    const call = httpClient(here.url);
    const { body } = await call<{ user: { id: string } }>('POST', '/api/auth/login', { body: here.admin });
    await withPage(async (page) => {
      const visitor = new DashboardVisitor(page, here.url, new MailOutbox(instance.dataDir));
      await page.route('**/api/admin/users/*/entitlements?*', (route) => {
        const isSecond = new URL(route.request().url()).searchParams.get('cursor') === 'second';
        const json = isSecond
          ? { grants: [grant('The older grant')], next_cursor: null }
          : { grants: [grant('The newer grant')], next_cursor: 'second' };
        return route.fulfill({ json });
      });
      await page.goto(`${here.url}/app`);
      await visitor.signIn(here.admin);
      await page.goto(`${here.url}/app/admin/users/${body.user.id}`);
      await page.getByText('The newer grant').waitFor();
      await page.getByRole('button', { name: 'Show older grants' }).click();
      await page.getByText('The older grant').waitFor();
      expect(await page.getByText('The newer grant').count()).toBe(1);
      expect(await page.getByRole('button', { name: 'Show older grants' }).count()).toBe(0);
      expect(visitor.faults).toEqual([]);
    });
  });
}
