import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { MailOutbox } from '../emulators/mail-outbox';
import { makeVideo, writeLargeVideo } from '../media/upload-videos';
import type { DashboardInstance } from './dashboard-suite';
import type { Person } from './dashboard-visitor';
import { HesitantVisitor } from './hesitant-visitor';
import { KeyboardVisitor } from './keyboard-visitor';
import { itInBrowser, withPage } from './real-browser';
import { ReturningVisitor } from './returning-visitor';
import { newPassword } from './test-account';
import { waitUntil } from './wait-until';
import { joinAdmin } from './workspace-guest';

/** Tests of people who return to the dashboard, or use it in two tabs. */
export function dashboardTabsSuite(at: () => DashboardInstance): void {
  const someone = (name: string): Person => ({
    name,
    email: `${randomUUID()}@example.test`,
    password: newPassword(),
  });
  const visitorOf = (page: Page) => new ReturningVisitor(page, at().here.url, new MailOutbox(at().instance.dataDir));
  const hesitantOf = (page: Page) => new HesitantVisitor(page, at().here.url, new MailOutbox(at().instance.dataDir));
  /** With a confirmed address, and a plan with every feature. */
  const register = async (visitor: ReturningVisitor, person: Person) => {
    await visitor.signUp(person);
    await visitor.confirmAddress(person.email);
    await at().instance.grantTier(person.email);
  };

  const signedUp = (page: Page, person: Person) => visitorOf(page).signUp(person);

  itInBrowser('a video whose arrival the browser did not hear of is not sent again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reelway-upload-'));
    const [large, small] = [join(folder, 'large.mp4'), join(folder, 'small.mp4')];
    writeLargeVideo(large);
    writeFileSync(small, makeVideo());
    try {
      await withPage(async (page) => {
        const visitor = visitorOf(page);
        await register(visitor, someone('Rosa'));
        for (const file of [large, small]) {
          const upload = await visitor.loseAnswerOfCompletion(file);
          expect(await visitor.chooseAgain(file)).toEqual(upload);
          await page.getByText('Completed', { exact: true }).waitFor();
        }
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  itInBrowser('a person sees what an interrupted upload would publish, and starts again instead', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reelway-upload-'));
    const file = join(folder, 'ride.mp4');
    writeLargeVideo(file);
    try {
      await withPage(async (page) => {
        const visitor = visitorOf(page);
        await register(visitor, someone('Vera'));
        await visitor.connectAccount();
        await visitor.interruptPost(file);
        expect(await visitor.startAgain(file)).toEqual([expect.stringMatching(/ on TikTok$/)]);
        expect(await visitor.statesOfUploads()).toEqual([
          expect.not.stringContaining('Cancelled'),
          expect.stringContaining('Cancelled'),
        ]);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  itInBrowser('a person takes an account that another tab has disconnected out of an upload', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reelway-upload-'));
    const file = join(folder, 'ride.mp4');
    writeFileSync(file, makeVideo());
    try {
      await withPage(async (page) => {
        await register(visitorOf(page), someone('Nora'));
        const visitor = hesitantOf(page);
        await visitor.connectAccount();
        await visitor.loseAccount(file, 'A lap without an account', async () => {
          await hesitantOf(await page.context().newPage()).disconnectAccount();
        });
        expect(visitor.faults).toEqual([]);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  itInBrowser('a person who is about to leave an upload or an edit is asked first', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reelway-upload-'));
    const file = join(folder, 'ride.mp4');
    writeFileSync(file, makeVideo());
    try {
      await withPage(async (page) => {
        await register(visitorOf(page), someone('Olga'));
        const visitor = hesitantOf(page);
        await visitor.leaveEdit();
        await visitor.stayWithUpload(file, 'A lap that arrives');
        expect(visitor.faults).toEqual([]);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  itInBrowser('a command that a person types before the role is known opens its screen', async () => {
    await withPage(async (page) => {
      const person = someone('Nora');
      await register(visitorOf(page), person);
      let answer = (): void => undefined;
      const held = new Promise<void>((resolve) => (answer = resolve));
      await page.route('**/api/auth/me', async (route) => {
        await held;
        await route.continue();
      });
      const visitor = new KeyboardVisitor(page, at().here.url);
      await visitor.open();
      await visitor.goTo('New render');
      answer();
      await visitor.press(page.getByRole('button', { name: 'Countdown', exact: true }), 'Enter');
    });
  });

  itInBrowser('a person is told that large videos continue only with a plan that includes it', async () => {
    const person = someone('Ines');
    await withPage(async (page) => {
      const visitor = visitorOf(page);
      await visitor.signUp(person);
      await visitor.readPromise(/^Keep this page open until the video is sent: with your plan, a video starts again/);
      await at().instance.grantTier(person.email);
      await visitor.readPromise(/^You may close or reload this page in the middle of a large video/);
    });
  });

  itInBrowser(
    'a tab does nothing in a workspace to which another tab has switched, until the person says so',
    async () => {
      const person = someone('Edith');
      const { here, instance } = at();
      await withPage(async (page) => {
        const visitor = visitorOf(page);
        await register(visitor, person);
        await instance.grantTier(here.admin.email);
        await joinAdmin(here, new MailOutbox(instance.dataDir), person);
        const own = await visitor.workspace();
        const tab = await page.context().newPage();
        const other = visitorOf(tab);
        await tab.goto(`${here.url}/app/renders`);
        // The second tab does not notify the first one.
        await tab.evaluate('BroadcastChannel.prototype.postMessage = () => undefined');
        await visitor.saveAfterMove('9', () => other.switchWorkspace());
        // The first tab notifies the second one.
        expect(await other.followMove()).toBe(own);
        // A form stays open with its text, although the person may not use it in the other workspace.
        const text = '{ "begun": "before" }';
        expect(await other.goBackWhileWriting(text, () => visitor.switchWorkspace())).toBe(text);
        expect(await visitor.followMove()).toBe(own);
        const joined = await visitor.switchWorkspace();
        expect(joined).not.toBe(own);
        expect(await other.followMove()).toBe(joined);
        expect([...visitor.faults, ...other.faults]).toEqual([]);
      });
    },
  );

  itInBrowser('a tab ends when another person signs in beside it, with the question that it asks', async () => {
    const [first, second] = [someone('Flora'), someone('Greta')];
    await withPage((page) => signedUp(page, second));
    await withPage(async (page) => {
      const visitor = visitorOf(page);
      await register(visitor, first);
      const requests = await visitor.askForKey({ status: 403, code: 'reauthentication_required' });
      await waitUntil(() => visitor.isAskedForPassword());
      await visitorOf(await page.context().newPage()).signInAnew(second);
      await visitor.seeSignIn();
      expect(await visitor.isAskedForPassword()).toBe(false);
      await visitor.signIn(second);
      expect(await visitor.isAskedForPassword()).toBe(false);
      expect(requests()).toBe(1);
    });
  });

  itInBrowser('what one person has begun is not done in the name of another who has signed in since', async () => {
    const [first, second] = [someone('Hanna'), someone('Irene')];
    await withPage((page) => signedUp(page, second));
    await withPage(async (page) => {
      const visitor = visitorOf(page);
      await register(visitor, first);
      const tab = await page.context().newPage();
      // The second tab does not notify the first one, whose access token expires.
      await tab.addInitScript('BroadcastChannel.prototype.postMessage = () => undefined');
      await visitorOf(tab).signInAnew(second);
      const requests = await visitor.askForKey({ status: 401, code: 'authentication_required' });
      await visitor.seePerson(second.name);
      // The first person's form closed with the screen.
      expect(await page.getByRole('dialog').count()).toBe(0);
      expect(requests()).toBe(1);
    });
  });
}
