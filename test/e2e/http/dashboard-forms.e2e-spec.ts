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

/** What a screen reader says after the name of the field that has the focus. */
const DESCRIPTION = `(() => {
  const ids = document.activeElement.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent).join(' ');
})()`;

describe('a screen of the dashboard', () => {
  let at: PlatformInstallation;
  beforeAll(async () => {
    at = await PlatformInstallation.start({ worker: false });
  });
  beforeEach(() => at.enter());
  afterAll(() => at?.close());

  /** Opens a screen as the person who has just entered. */
  const visit = (
    path: string,
    heading: string,
    use: (page: Page, click: (button: string) => Promise<void>, look: () => Promise<void>) => Promise<void>,
  ) =>
    withPage(async (page) => {
      const visitor = new DashboardVisitor(page, at.here.api.url, at.here.outbox);
      await page.goto(`${at.here.api.url}/app${path}`);
      await visitor.signIn(at.user, heading);
      const click = (button: string) => page.getByRole('button', { name: button, exact: true }).click();
      await use(page, click, () => visitor.look());
      expect(visitor.faults).toEqual([]);
    });
  const send = <T>(method: string, path: string, body: object) =>
    at.here.call<T>(method, path, { token: at.user.accessToken, body });

  /** Saves a template by the name "A lap". @returns its id */
  const template = async () => {
    type Made = { response: { id: string } };
    const { body } = await send<Made>('POST', '/edit/v1/templates', { name: 'A lap', template: EDIT });
    return body.response.id;
  };
  /** Another person gives the template another name. */
  const rename = (id: string, name: string) => send('PUT', `/edit/v1/templates/${id}`, { name, template: EDIT });
  const nameOf = async (id: string) => {
    const { body } = await at.here.call<{ response: { name: string } }>('GET', `/edit/v1/templates/${id}`, {
      token: at.user.accessToken,
    });
    return body.response.name;
  };

  itInBrowser('keeps what a person has filled in when somebody else saves the template', async () => {
    const id = await template();
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

  itInBrowser('that edits a template begins with its newest version, and asks before it is left', async () => {
    const id = await template();
    await visit(`/templates/${id}`, 'A lap', async (page, click) => {
      const name = page.getByLabel('Name', { exact: true });
      // The page that is open shows the former version.
      await rename(id, 'A long lap');
      await page.getByRole('link', { name: 'Change the edit', exact: true }).click();
      expect(await name.inputValue()).toBe('A long lap');
      await name.fill('My lap');
      await page.getByRole('link', { name: 'Uploads', exact: true }).click();
      await page.getByRole('dialog', { name: 'Leave this screen?' }).waitFor();
      await click('Stay');
      expect(await name.inputValue()).toBe('My lap');
    });
  });

  itInBrowser('that edits a template replaces a newer version only after a person says so', async () => {
    const id = await template();
    await visit(`/templates/${id}/edit`, 'Edit of a template', async (page, click, look) => {
      await page.getByLabel('Name', { exact: true }).fill('My lap');
      await rename(id, 'Their lap');
      await click('Save');
      await page.getByRole('dialog', { name: 'Replace the newer version?' }).waitFor();
      await look();
      await click('Go on editing');
      expect(await nameOf(id)).toBe('Their lap');
      await click('Save');
      await click('Replace it');
      await page.getByRole('heading', { name: 'My lap', level: 1 }).waitFor();
      expect(await nameOf(id)).toBe('My lap');
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
      // A screen reader announces that once, and reads the figures when a person asks for them.
      const announced = page.locator('[aria-live], [role=status], output');
      const announcement = 'Title (optional), YouTube: it will be shortened';
      await announced.getByText(announcement, { exact: true }).waitFor({ state: 'attached' });
      expect((await announced.allTextContents()).join()).not.toMatch(/\d of \d/);
      await page.getByLabel('Title (optional)', { exact: true }).focus();
      expect(await page.evaluate(DESCRIPTION)).toBe('YouTube: 120 of 100 characters, it will be shortened');
    });
  });
});
