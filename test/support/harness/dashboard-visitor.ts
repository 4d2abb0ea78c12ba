import type { Page } from 'playwright-core';
import type { MailOutbox } from '../emulators/mail-outbox';
import { accessFaultsOf, faultsOf } from './real-browser';
import { waitUntil } from './wait-until';

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** A person at the dashboard, who clicks and types what the screens show. */
export class DashboardVisitor {
  /** Errors of scripts and of the server, and serious faults of the screens that `look` has seen. */
  readonly faults: string[];

  constructor(
    protected readonly page: Page,
    protected readonly url: string,
    private readonly outbox: MailOutbox,
  ) {
    this.faults = faultsOf(page);
  }

  async signUp({ name, email, password }: Person): Promise<void> {
    const attempts: string[] = [];
    this.page.on('request', (request) => attempts.push(request.url()));
    await this.page.goto(`${this.url}/app/renders`);
    await this.see('Sign in');
    if (attempts.some((url) => url.includes('/api/'))) this.faults.push('A visitor without a session causes a call.');
    await this.click('link', 'Create an account');
    await this.see('Create an account');
    await this.fill('Name', name);
    await this.fill('Email address', email);
    await this.fill('Password', password);
    await this.click('button', 'Create the account');
    await this.see('Renders');
  }

  /** @param screen that opens then */
  async signIn({ email, password }: Omit<Person, 'name'>, screen = 'Renders'): Promise<void> {
    await this.fill('Email address', email);
    await this.fill('Password', password);
    await this.click('button', 'Sign in');
    await this.see(screen);
  }

  async signOut(): Promise<void> {
    // A list of sessions has such buttons as well.
    await this.page.getByRole('banner').getByRole('button', { name: 'Sign out', exact: true }).click();
    await this.see('Sign in');
  }

  /** The session has expired when the person returns to a screen. */
  async returnTooLate(path: string): Promise<void> {
    await this.page.context().clearCookies();
    await this.page.goto(`${this.url}/app${path}`);
    await this.see('Sign in');
  }

  /** Confirms the address with the link of the mail, in the browser that is signed in. */
  async confirmAddress(email: string): Promise<void> {
    await this.page.goto(`${this.url}/verify-email#token=${await this.outbox.token(email, 'rw_verify_')}`);
    await this.see('Confirm your email address');
    await this.click('button', 'Confirm');
    await this.page.getByText('Your email address is confirmed.').waitFor();
    await this.click('link', 'Continue');
    await this.see('Renders');
  }

  async resetPassword(email: string, password: string): Promise<void> {
    await this.click('link', 'Forgot your password?');
    await this.see('Reset your password');
    await this.fill('Email address', email);
    await this.click('button', 'Send me a link');
    await this.page.goto(`${this.url}/reset-password#token=${await this.outbox.token(email, 'rw_reset_')}`);
    await this.fill('New password', password);
    await this.click('button', 'Change the password');
    await this.click('link', 'Sign in');
    await this.see('Sign in');
  }

  /** Lets the editor complete a name, breaks an example, corrects it, and renders it. */
  async renderExample(name: string): Promise<void> {
    await this.click('link', 'New render');
    await this.see('New render');
    const edit = this.page.getByLabel('The edit, in JSON');
    const fault = this.page.getByText('1 fault', { exact: true });
    await edit.fill('{ "outp');
    await edit.press('Control+Space');
    await this.page.getByRole('option', { name: /^output/ }).waitFor();
    await this.look();
    await edit.press('Enter');
    if ((await edit.inputValue()) !== '{ "output": {}') this.faults.push('The editor does not complete the name.');
    await this.click('button', name);
    const text = await edit.inputValue();
    await edit.fill(text.replace('"mp4"', '"mp5"'));
    await fault.waitFor();
    await this.look();
    await this.page.getByRole('button', { name: /^Line \d+$/ }).click();
    const selected =
      'document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)';
    if ((await this.page.evaluate(selected)) !== '"mp5"') this.faults.push('The line of the fault does not select it.');
    await edit.fill(text);
    await fault.waitFor({ state: 'hidden' });
    await this.page.getByText(/^[\d.]+ tokens$/).waitFor();
    await this.look();
    await this.click('button', 'Render it');
    await this.see('Render');
  }

  /** Saves an edit as a template, and renders it with another title. @returns what the form shows as its default */
  async renderTemplate(name: string): Promise<string> {
    const asset = { type: 'title', text: '{{ TITLE }}' };
    const edit = {
      timeline: { tracks: [{ clips: [{ asset, start: 0, length: 1 }] }] },
      output: { format: 'mp4', size: { width: 64, height: 36 } },
      merge: [{ find: 'TITLE', replace: 'Hello' }],
    };
    await this.open('Templates');
    await this.look();
    await this.click('link', 'Write an edit');
    await this.fill('The edit, in JSON', JSON.stringify(edit));
    await this.click('button', 'Save as a template');
    await this.fill('Name', name);
    await this.click('button', 'Save it');
    await this.see(name);
    const title = this.page.getByLabel('TITLE', { exact: true });
    const initial = await title.inputValue();
    await title.fill('Goodbye');
    await this.page.getByText(/^[\d.]+ tokens$/).waitFor();
    await this.look();
    await this.click('button', 'Render it');
    await this.see('Render');
    return initial;
  }

  /** Resolves when the video has played for a moment. */
  async watch(timeoutMs: number): Promise<void> {
    await this.page.locator('video').waitFor({ timeout: timeoutMs });
    await this.page.evaluate(
      `(() => { const video = document.querySelector('video'); video.muted = true; return video.play(); })()`,
    );
    await waitUntil(() => this.page.evaluate<boolean>(`document.querySelector('video').currentTime > 0`), {
      timeoutMs,
    });
  }

  /** @returns the key, which the screen shows once */
  async makeKey(name: string): Promise<string> {
    await this.click('link', 'API keys');
    await this.page.getByRole('heading', { name: 'No keys yet' }).waitFor();
    await this.look();
    await this.page.getByRole('button', { name: 'New key' }).first().click();
    await this.fill('Name', name);
    await this.look();
    await this.click('button', 'Create the key');
    const key = await this.page.locator('dialog output').innerText();
    await this.click('button', 'Done');
    return key;
  }

  async revokeKey(name: string): Promise<void> {
    await this.click('button', 'Revoke');
    await this.page.getByRole('heading', { name: `Revoke ${name}?` }).waitFor();
    await this.click('button', 'Revoke it');
    await this.page.getByText('Revoked', { exact: true }).waitFor();
  }

  /** Opens the renders in a second tab, which cannot poll. Resolves when it shows the render that `start` makes. */
  async followInSecondTab(start: () => Promise<unknown>): Promise<void> {
    const context = this.page.context();
    // The screens poll by intervals.
    await context.addInitScript('if (window.opener) window.setInterval = () => 0;');
    context.on('request', (request) => {
      if (request.url().includes('/events/stream') && request.frame().page() !== this.page)
        this.faults.push('The second tab opens a stream of its own.');
    });
    const opened = this.page.waitForEvent('popup');
    await this.page.evaluate(`void window.open('/app/renders')`);
    const tab = await opened;
    const rows = tab.getByRole('list', { name: /^Renders, from/ }).getByRole('link');
    await rows.first().waitFor();
    const before = await rows.count();
    await start();
    await rows.nth(before).waitFor();
    await tab.close();
  }

  /** Chooses a video under "New upload". */
  async chooseVideo(file: string): Promise<void> {
    await this.page.goto(`${this.url}/app/uploads/new`);
    await this.see('New upload');
    await this.page.getByLabel('Video', { exact: true }).setInputFiles(file);
  }

  /** Chooses a video of which the store has a part. @returns continues its upload */
  async chooseInterrupted(file: string): Promise<() => Promise<void>> {
    await this.chooseVideo(file);
    await this.page.getByRole('heading', { name: 'A part of this video has been sent' }).waitFor();
    await this.look();
    return () => this.click('button', 'Continue');
  }

  async sendVideo(file: string, track: string): Promise<void> {
    await this.chooseVideo(file);
    await this.page.getByLabel('Track of the ride (optional)', { exact: true }).setInputFiles(track);
    await this.look();
    await this.click('button', 'Upload');
  }

  /** Pauses and resumes while the store cannot be reached. */
  async pauseWithoutConnection(): Promise<void> {
    await this.loseConnection();
    await this.click('button', 'Pause');
    await this.page.getByText('Paused', { exact: true }).waitFor();
    await this.click('button', 'Resume');
    await this.loseConnection();
  }

  /** Resolves when the screen reports that the API or the store cannot be reached. */
  loseConnection(): Promise<void> {
    return this.page.getByText('The connection is lost; it continues by itself').waitFor();
  }

  /** Resolves when the upload is processed. @returns the names of its files */
  async filesOfUpload(timeoutMs: number): Promise<string[]> {
    await this.page.getByText('Completed', { exact: true }).waitFor({ timeout: timeoutMs });
    await this.look();
    const buttons = await this.page.getByRole('button', { name: /^Download / }).all();
    return Promise.all(buttons.map(async (button) => String(await button.getAttribute('aria-label'))));
  }

  async open(link: string): Promise<void> {
    await this.click('link', link);
    await this.see(link);
  }

  reload(): Promise<unknown> {
    return this.page.reload();
  }

  /** Checks the screen as assistive technology meets it. */
  async look(): Promise<void> {
    this.faults.push(...(await accessFaultsOf(this.page)));
  }

  protected see(title: string): Promise<void> {
    return this.page.getByRole('heading', { name: title, level: 1, exact: true }).waitFor();
  }

  protected click(role: 'button' | 'link', name: string): Promise<void> {
    return this.page.getByRole(role, { name, exact: true }).click();
  }

  protected fill(label: string, value: string): Promise<void> {
    return this.page.getByLabel(label, { exact: true }).fill(value);
  }
}
