import type { Page } from 'playwright-core';
import { DashboardVisitor } from '../../support/harness/dashboard-visitor';
import { PlatformInstallation } from '../../support/harness/platform-installation';
import { itInBrowser, withPage } from '../../support/harness/real-browser';
import { waitUntil } from '../../support/harness/wait-until';

const EDIT = {
  timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: '{{ TITLE }}' }, start: 0, length: 1 }] }] },
  output: { format: 'mp4', size: { width: 64, height: 36 } },
  merge: [{ find: 'TITLE', replace: 'Hello' }],
};

describe('a form of the dashboard', () => {
  let at: PlatformInstallation;
  beforeAll(async () => {
    at = await PlatformInstallation.start({ worker: false });
  });
  beforeEach(() => at.enter());
  afterAll(() => at?.close());

  /** Opens a screen as the person who has just entered. */
  const visit = (path: string, heading: string, use: (page: Page) => Promise<void>) =>
    withPage(async (page) => {
      const visitor = new DashboardVisitor(page, at.here.api.url, at.here.outbox);
      await page.goto(`${at.here.api.url}/app${path}`);
      await visitor.signIn(at.user, heading);
      await use(page);
      expect(visitor.faults).toEqual([]);
    });
  const send = <T>(method: string, path: string, body: object) =>
    at.here.call<T>(method, path, { token: at.user.accessToken, body });

  itInBrowser('keeps what a person has filled in when somebody else saves the template', async () => {
    type Made = { response: { id: string } };
    const { body } = await send<Made>('POST', '/edit/v1/templates', { name: 'A lap', template: EDIT });
    const { id } = body.response;
    await visit(`/templates/${id}`, 'A lap', async (page) => {
      const title = page.getByLabel('TITLE', { exact: true });
      await title.fill('Goodbye');
      const merge = [
        { find: 'TITLE', replace: 'Good morning' },
        { find: 'PLACE', replace: 'Here' },
      ];
      await send('PUT', `/edit/v1/templates/${id}`, { name: 'A long lap', template: { ...EDIT, merge } });
      // The page reads a template again that is older than a few seconds.
      await waitUntil(async () => {
        await page.evaluate(`window.dispatchEvent(new Event('visibilitychange'))`);
        return (await page.getByLabel('PLACE', { exact: true }).count()) > 0;
      });
      expect(await title.inputValue()).toBe('Goodbye');
    });
  });

  itInBrowser('says that the texts of one post are too long, and of the upload that they are shortened', async () => {
    await at.connected('youtube');
    await visit('/uploads/new', 'New upload', async (page) => {
      await page.getByRole('checkbox', { name: / on YouTube/ }).check();
      const long = 'a'.repeat(120);
      await page.getByLabel('Title (optional)', { exact: true }).fill(long);
      await page.getByText('YouTube: 120 of 100 characters, it will be shortened', { exact: true }).waitFor();
      await page.getByText(/^Other texts for /).click();
      await page.getByLabel(/^Title of the post of /).fill(long);
      const own = 'YouTube: 120 of 100 characters, too long for this platform: shorten it';
      await page.getByText(own, { exact: true }).waitFor();
    });
  });
});
