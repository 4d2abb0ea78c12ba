import type { Page } from 'playwright-core';
import { DashboardVisitor } from '../../support/harness/dashboard-visitor';
import type { PlatformInstallation } from '../../support/harness/platform-installation';
import { PublishingInstallation, type ShownPost } from '../../support/harness/publishing-installation';
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

/** Why a post failed whose title is too long. */
const REFUSED = {
  code: 'post_refused',
  message: 'title must have 1 to 100 characters.',
  class: 'metadata_rejected',
  step: 'preflight',
};

describe('a screen of the dashboard', () => {
  let here: PublishingInstallation;
  let at: PlatformInstallation;
  beforeAll(async () => {
    here = await PublishingInstallation.start();
    at = here.at;
  });
  beforeEach(() => here.enter());
  afterAll(() => here?.close());

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

  itInBrowser('that edits a template asks as well when somebody saves it in the same moment', async () => {
    const id = await template();
    await visit(`/templates/${id}/edit`, 'Edit of a template', async (page, click) => {
      let meanwhile = ['Their lap', 'Their long lap'];
      await page.route(`**/edit/v1/templates/${id}`, async (route) => {
        const [name, ...others] = route.request().method() === 'PUT' ? meanwhile : [];
        if (name !== undefined) await rename(id, name);
        if (name !== undefined) meanwhile = others;
        await route.continue();
      });
      const question = page.getByRole('dialog', { name: 'Replace the newer version?' });
      await page.getByLabel('Name', { exact: true }).fill('My lap');
      await click('Save');
      await question.waitFor();
      expect(await nameOf(id)).toBe('Their lap');
      await click('Replace it');
      await waitUntil(async () => (await nameOf(id)) === 'Their long lap');
      await question.waitFor();
      await click('Replace it');
      await page.getByRole('heading', { name: 'My lap', level: 1 }).waitFor();
      expect(await nameOf(id)).toBe('My lap');
    });
  });

  itInBrowser('deletes a template that somebody has saved meanwhile only after a person says so', async () => {
    const id = await template();
    await visit(`/templates/${id}`, 'A lap', async (page, click, look) => {
      const question = page.getByRole('dialog', { name: 'Delete the newer version?' });
      await rename(id, 'Their lap');
      await click('Delete');
      await click('Delete it');
      await question.waitFor();
      await look();
      await click('Keep it');
      await page.getByRole('heading', { name: 'Their lap', level: 1 }).waitFor();
      expect(await nameOf(id)).toBe('Their lap');
      await rename(id, 'Their long lap');
      await click('Delete');
      await click('Delete it');
      await question.waitFor();
      await question.getByRole('button', { name: 'Delete it', exact: true }).click();
      await page.getByRole('heading', { name: 'Templates', level: 1 }).waitFor();
    });
    const { status } = await at.here.call('GET', `/edit/v1/templates/${id}`, { token: at.user.accessToken });
    expect(status).toBe(404);
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

  /** A post on YouTube of an upload without a title, which only its owner sees. @returns the id of the upload */
  const post = async (needsApproval: boolean) => {
    const account = { id: await at.connected('youtube'), platform: 'youtube', overrides: { privacy: 'private' } };
    return (await here.ready([account], { needsApproval })).uploadId;
  };
  const shown = async (uploadId: string) =>
    (await here.posts(uploadId))[0] as ShownPost & { overrides: object; next_attempt_at: string | null };
  const captionField = (page: Page) => page.getByLabel('Caption, with its hashtags', { exact: true });
  const closed = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' });

  itInBrowser('changes the caption of a rejected post that nobody else has changed, and asks again', async () => {
    const upload = await post(true);
    await at.sql(
      `insert into upload_approvals (id, upload_id, status, authors, expires_at, decided_at, decided_by, decided_name, comment)
       values (gen_random_uuid(), $1, 'rejected', array[$2::uuid], now(), now(), $2, 'Ada', 'Wrong caption.')`,
      upload,
      at.user.userId,
    );
    await visit(`/uploads/${upload}`, 'ride.mp4', async (page, click, look) => {
      await click('Change the texts');
      await captionField(page).fill('Around the lake #lap');
      await look();
      const theirs = { caption: 'A caption of theirs' };
      await send('PATCH', `/api/uploads/${upload}/targets/${(await shown(upload)).id}`, { overrides: theirs });
      await click('Save them');
      await page.getByRole('dialog').getByRole('alert').waitFor();
      expect((await shown(upload)).overrides).toEqual(theirs);
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel', exact: true }).click();
      await page.getByText(theirs.caption, { exact: true }).waitFor();
      await click('Change the texts');
      expect(await captionField(page).inputValue()).toBe(theirs.caption);
      await captionField(page).fill('Around the lake #lap');
      await click('Save them');
      await closed(page);
      expect((await shown(upload)).overrides).toEqual({ caption: 'Around the lake #lap', tags: ['lap'] });
      await click('Request an approval again');
      await page.getByRole('button', { name: 'Request an approval again' }).waitFor({ state: 'detached' });
    });
  });

  itInBrowser('corrects the title of a failed post, which then needs another approval', async () => {
    const upload = await post(false);
    await at.sql(
      `update publications set status = 'failed', approval = 'given', fault = $2, due_at = null, deadline_at = null
       where upload_id = $1`,
      upload,
      REFUSED,
    );
    await visit(`/uploads/${upload}`, 'ride.mp4', async (page, click, look) => {
      const title = page.getByLabel('Title', { exact: true });
      await page.getByText(/^Correct the texts or choices that the message names/).waitFor();
      await click('Change the texts');
      await page.getByText(/^The post is approved: after a change it has to be approved again\./).waitFor();
      await title.fill('A < B');
      await page.getByText('YouTube: 5 of 100 characters', { exact: true }).waitFor();
      await click('Save them');
      await page.locator('[aria-invalid=true]').waitFor();
      await title.focus();
      expect(await page.evaluate(DESCRIPTION)).toMatch(/^title must not contain/);
      await look();
      await title.fill('A to B');
      await click('Save them');
      await closed(page);
      const changed = { overrides: { title: 'A to B', privacy: 'private' }, approval: 'required', status: 'failed' };
      expect(await shown(upload)).toMatchObject(changed);
      await page.getByRole('button', { name: 'Publish again', exact: true }).waitFor();
    });
  });

  itInBrowser('says what an upload waits for, and when a post that waits is tried again', async () => {
    const upload = await post(false);
    await at.sql(`update uploads set waiting_for = 'storage_unavailable' where id = $1`, upload);
    for (const set of [`status = 'publishing'`, `status = 'waiting', waiting_for = 'transfers_busy'`])
      await at.sql(`update publications set ${set}, due_at = now() + interval '1 hour' where upload_id = $1`, upload);
    const next = (await shown(upload)).next_attempt_at;
    await visit('/uploads', 'Uploads', async (page, _click, look) => {
      await page.getByText('Waits for storage', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'ride.mp4', exact: true }).click();
      await page.getByText(/^The storage of the files does not answer now\. The work continues by itself/).waitFor();
      await page
        .getByText(/, next attempt /)
        .locator(`time[datetime="${next}"]`)
        .waitFor();
      await look();
    });
  });
});
