import type { Person } from './dashboard-visitor';
import { PublishingVisitor } from './publishing-visitor';
import { waitUntil } from './wait-until';

/** A person who comes back to the dashboard, or who has it in two tabs. */
export class ReturningVisitor extends PublishingVisitor {
  /** Sends a video; the API accepts it, but its answer does not arrive. @returns the ids of announced uploads */
  async loseAnswerOfCompletion(file: string): Promise<string[]> {
    const announced: string[] = [];
    this.page.on('response', async (answer) => {
      if (answer.url().endsWith('/uploads/presign'))
        announced.push(((await answer.json()) as { upload_id: string }).upload_id);
    });
    let accepted = false;
    await this.page.route('**/api/uploads/*/complete', async (route) => {
      const answer = await route.fetch();
      accepted ||= answer.ok();
      await route.abort('connectionfailed');
    });
    await this.chooseVideo(file);
    await this.click('button', 'Upload');
    await waitUntil(() => accepted);
    await this.loseConnection();
    return announced;
  }

  /** Chooses the video once more. @returns the upload that the screen shows then */
  async chooseAgain(file: string): Promise<string[]> {
    await this.leaveAndUnroute('**/api/uploads/*/complete');
    await this.chooseVideo(file);
    await this.page.getByRole('heading', { name: 'This video has arrived already' }).waitFor();
    await this.look();
    await this.click('link', 'See its upload');
    await this.page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
    return [new URL(this.page.url()).pathname.split('/').at(-1) ?? ''];
  }

  /** Sends a part of a video that is published on TikTok. */
  async interruptPost(file: string): Promise<void> {
    let sent = 0;
    await this.page.route('**/objects/**', (route) =>
      sent++ < 1 ? route.continue() : route.abort('connectionfailed'),
    );
    await this.chooseVideo(file);
    await this.page.getByRole('checkbox', { name: / on TikTok/ }).check();
    await this.page.getByLabel('Who may see it on TikTok').selectOption({ label: 'Only you' });
    await this.click('button', 'Upload');
    await this.loseConnection();
    await this.leaveAndUnroute('**/objects/**');
  }

  /** Lets requests through again that a transfer repeats: the page ends before, so that it does not continue. */
  private async leaveAndUnroute(requests: string): Promise<void> {
    await this.page.goto('about:blank');
    await this.page.unroute(requests);
  }

  /** Chooses an interrupted video, and sends it without posts instead. @returns the posts that it had */
  async startAgain(file: string): Promise<string[]> {
    await this.chooseInterrupted(file);
    const posts = await this.page.getByRole('main').getByRole('listitem').allInnerTexts();
    await this.click('button', 'Start again');
    await this.page.getByRole('dialog').getByRole('button', { name: 'Start again' }).click();
    await this.click('button', 'Upload');
    await this.page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
    return posts;
  }

  /** Resolves when the form says with these words what happens to a video that is interrupted. */
  async readPromise(words: RegExp): Promise<void> {
    await waitUntil(async () => {
      await this.page.goto(`${this.url}/app/uploads/new`);
      await this.page.getByText(/^You may close|^Keep this page open/).waitFor();
      return (await this.page.getByText(words).count()) > 0;
    });
  }

  /** The rows of the uploads, newest first. */
  async statesOfUploads(): Promise<string[]> {
    await this.open('Uploads');
    const rows = this.page.getByRole('main').getByRole('listitem');
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /** Types a limit and fails to save it, because another tab has moved the session. Goes back, and saves it. */
  async saveAfterMove(limit: string, move: () => Promise<unknown>): Promise<void> {
    const field = this.page.getByLabel('Maximum hashtags per caption', { exact: true });
    await this.open('Settings');
    await field.fill(limit);
    await move();
    await field.press('Enter');
    await this.question().waitFor();
    await this.look();
    // A page can prevent the first one only.
    for (let times = 0; times < 2; times++) await this.page.keyboard.press('Escape');
    await this.page.getByRole('button', { name: /^Go back to / }).click();
    await this.question().waitFor({ state: 'hidden' });
    if ((await field.inputValue()) !== limit) this.faults.push('What the person has typed is lost.');
    await field.press('Enter');
    await this.page.getByText('Saved. New uploads use it.').waitFor();
  }

  /**
   * Writes an edit without sending it. Goes back when the screen says that another tab has moved the session.
   * @returns the edit as the screen has it then
   */
  async goBackWhileWriting(text: string, move: () => Promise<unknown>): Promise<string> {
    const edit = this.page.getByLabel('The edit, in JSON', { exact: true });
    await this.page.goto(`${this.url}/app/renders/new`);
    await edit.fill(text);
    await move();
    await this.question().waitFor();
    await this.page.getByRole('button', { name: /^Go back to / }).click();
    await this.question().waitFor({ state: 'hidden' });
    return edit.inputValue();
  }

  /** @returns the workspace that the screens name then */
  async switchWorkspace(): Promise<string> {
    const before = await this.workspace();
    await this.open('People');
    await this.page.getByRole('button', { name: /^Switch to / }).click();
    await waitUntil(async () => (await this.workspace()) !== before);
    return this.workspace();
  }

  /** Continues where another tab has moved the session. @returns the workspace that the screens name then */
  async followMove(): Promise<string> {
    await this.question().waitFor();
    await this.page.getByRole('button', { name: /^Continue in / }).click();
    await this.question().waitFor({ state: 'hidden' });
    return this.workspace();
  }

  /** The workspace that the screens name. */
  workspace(): Promise<string> {
    return this.page.getByRole('banner').getByText(/^in /).innerText();
  }

  private question() {
    return this.page.getByRole('dialog', { name: /^This tab showed / });
  }

  /** Asks for a key, which the API answers like this the first time. @returns the number of such requests until now */
  async askForKey(answer: { status: number; code: string }): Promise<() => number> {
    let requests = 0;
    await this.page.route('**/api/keys', async (route) => {
      if (route.request().method() !== 'POST' || requests++ > 0) return route.continue();
      const { status, code } = answer;
      return route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ status, code }) });
    });
    await this.open('API keys');
    await this.page.getByRole('button', { name: 'New key' }).first().click();
    await this.fill('Name', 'Begun before');
    await this.click('button', 'Create the key');
    return () => requests;
  }

  /** Signs in at the page for it, though this browser has a session. */
  async signInAnew(credentials: Omit<Person, 'name'>): Promise<void> {
    await this.page.goto(`${this.url}/app/sign-in`);
    await this.see('Sign in');
    await this.signIn(credentials);
  }

  /** Whether the screen asks for the password of the person. */
  async isAskedForPassword(): Promise<boolean> {
    return (await this.page.getByRole('dialog', { name: 'Confirm that it is you' }).count()) > 0;
  }

  /** The person whose name the screens show. */
  seePerson(name: string): Promise<void> {
    return this.page.getByRole('banner').getByText(name, { exact: true }).waitFor();
  }

  seeSignIn(): Promise<void> {
    return this.see('Sign in');
  }
}
