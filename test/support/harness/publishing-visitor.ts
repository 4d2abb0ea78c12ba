import { DashboardVisitor } from './dashboard-visitor';

/** A post as a person plans it. */
export interface PlannedPost {
  video: string;
  track: string;
  title: string;
  /** A day in the future, as `YYYY-MM-DD`. */
  day: string;
}

/** A person at the dashboard who publishes on TikTok. */
export class PublishingVisitor extends DashboardVisitor {
  private upload = '';

  /** Logs in at the platform, and allows everything. */
  async connectAccount(): Promise<void> {
    await this.open('Connected accounts');
    await this.click('button', 'Connect TikTok');
    await this.page.waitForURL((address) => !address.href.startsWith(this.url));
    await this.page
      .getByRole('button', { name: /allow|approve/i })
      .first()
      .click();
    await this.page.getByText('is connected.').waitFor();
  }

  /** Sends a video whose post waits for a time and an approval. */
  async planPost({ video, track, title, day }: PlannedPost): Promise<void> {
    await this.page.goto(`${this.url}/app/uploads/new`);
    await this.page.getByLabel('Video', { exact: true }).setInputFiles(video);
    await this.page.getByLabel('Track of the ride (optional)', { exact: true }).setInputFiles(track);
    await this.page.getByRole('checkbox', { name: / on TikTok/ }).check();
    await this.page.getByLabel('Who may see it on TikTok').selectOption({ label: 'Only you' });
    await this.fill('Title (optional)', title);
    await this.page.getByLabel('When it is published').selectOption({ label: 'At a time that you choose' });
    await this.page.getByLabel(/^Time \(/).fill(`${day}T18:00`);
    await this.page.getByRole('checkbox', { name: /^Someone must approve it/ }).check();
    await this.look();
    await this.click('button', 'Upload');
    await this.see(title);
    this.upload = this.page.url();
  }

  /** With the keyboard alone: opens the post in the calendar, and moves it to another time of its day. */
  async movePost({ title, day }: PlannedPost, time: string): Promise<void> {
    await this.openPost(title, day);
    await this.page
      .getByRole('dialog')
      .getByLabel(/^Time \(/)
      .fill(`${day}T${time}`);
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('button', { name: new RegExp(`^${time}`) }).waitFor();
    await this.page.getByText('It has to be approved first.').waitFor();
    await this.look();
  }

  async publishNow({ title, day }: PlannedPost): Promise<void> {
    await this.openPost(title, day);
    await this.look();
    await this.click('button', 'Publish now');
    await this.click('button', 'Publish it');
    await this.page.getByText('is published as soon as it is ready.').waitFor();
  }

  /** Resolves when the post is in that state. */
  async approve(state: string, timeoutMs: number): Promise<void> {
    await this.page.goto(this.upload);
    await this.page.getByRole('button', { name: 'Approve', exact: true }).click({ timeout: timeoutMs });
    await this.page.locator('li').getByText(state, { exact: true }).waitFor({ timeout: timeoutMs });
  }

  private async openPost(title: string, day: string): Promise<void> {
    await this.page.goto(`${this.url}/app/calendar?view=week&day=${day}`);
    await this.page.getByRole('button', { name: new RegExp(title) }).focus();
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('heading', { name: title, level: 2, exact: true }).waitFor();
  }
}
