import { DashboardVisitor } from './dashboard-visitor';
import type { PlannedPost } from './publishing-visitor';

/** Where screen readers announce what changes when they are idle. */
const ANNOUNCED = '[aria-live=polite]';
const NARROW = { width: 390, height: 900 };

/** A person at the dashboard whose YouTube account lacks a permission. */
export class WarnedVisitor extends DashboardVisitor {
  private upload = '';

  /** Connects the account, but does not give these permissions. */
  async connectWithout(permissions: RegExp): Promise<void> {
    await this.open('Connected accounts');
    await this.click('button', 'Connect YouTube');
    await this.consent(permissions);
  }

  /** Sends a video after reading, at the account, what its post will wait for, and reads that again after sending. */
  async sendWarned(post: PlannedPost): Promise<void> {
    await this.choose(post);
    const text = /must be reconnected with the permission for \S*youtube\.upload;/;
    await this.page.getByRole('group', { name: 'Where it goes' }).locator(ANNOUNCED).getByText(text).waitFor();
    await this.look();
    await this.isNarrowEnough();
    await this.click('button', 'Upload');
    await this.see(post.title);
    this.upload = this.page.url();
    const warning = this.page.locator(ANNOUNCED).getByText(text);
    await warning.waitFor();
    await this.look();
    await this.reload();
    await warning.waitFor();
  }

  /** Reads which permission the post waits for, gives it by the link that is there, and sees the post live. */
  async mend(permission: string, timeoutMs: number): Promise<void> {
    const state = (name: string) => this.page.locator('li').getByText(name, { exact: true });
    await state('Waits for its account').waitFor({ timeout: timeoutMs });
    await this.page.getByText(new RegExp(`lacks the permission for \\S*${permission}\\.`)).waitFor();
    await this.look();
    await this.isNarrowEnough();
    await this.click('link', 'Reconnect the account');
    await this.see('Connected accounts');
    await this.page.getByRole('button', { name: /^Reconnect / }).click();
    await this.consent();
    await this.page.goto(this.upload);
    await state('Live').waitFor({ timeout: timeoutMs });
  }

  /** Chooses the same video: follows the warning to the earlier upload, then sends it without having been warned. */
  async sendAgain(post: PlannedPost): Promise<void> {
    await this.choose(post);
    const warning = this.page.locator(ANNOUNCED).getByText('A file with this name and size was uploaded before.');
    await warning.waitFor();
    await this.look();
    const opened = this.page.waitForEvent('popup');
    await this.click('link', 'See the earlier upload in a new tab');
    const tab = await opened;
    await tab.getByRole('heading', { name: post.title, level: 1 }).waitFor();
    if (tab.url() !== this.upload) this.faults.push(`The warning leads to ${tab.url()}.`);
    await tab.close();
    await this.page.route('**/api/uploads/estimate', (route) => route.abort());
    await this.choose(post);
    await this.click('button', 'Upload');
    await this.see(post.title);
    await warning.waitFor();
  }

  private async choose({ video, title }: PlannedPost): Promise<void> {
    await this.page.goto(`${this.url}/app/uploads/new`);
    await this.page.getByLabel('Video', { exact: true }).setInputFiles(video);
    await this.page.getByRole('checkbox', { name: / on YouTube/ }).check();
    await this.page.getByLabel('Who may see it on YouTube').selectOption({ label: 'Only you' });
    await this.fill('Title (optional)', title);
  }

  /** Logs in at the platform, and allows everything but these permissions. */
  private async consent(without?: RegExp): Promise<void> {
    await this.page.waitForURL((address) => !address.href.startsWith(this.url));
    for (const box of without ? await this.page.getByRole('checkbox', { name: without }).all() : [])
      await box.uncheck();
    await this.page.getByRole('button', { name: 'Allow', exact: true }).click();
    await this.page.getByText('is connected.').waitFor();
  }

  private async isNarrowEnough(): Promise<void> {
    const wide = this.page.viewportSize();
    await this.page.setViewportSize(NARROW);
    if (await this.page.evaluate('document.documentElement.scrollWidth > innerWidth'))
      this.faults.push(`${this.page.url()} scrolls sideways on a phone.`);
    if (wide) await this.page.setViewportSize(wide);
  }
}
