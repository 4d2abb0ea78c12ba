import { DashboardVisitor } from './dashboard-visitor';

/** A post as a person plans it. */
export interface PlannedPost {
  video: string;
  track: string;
  title: string;
  caption: string;
  /** A day in the future, as `YYYY-MM-DD`. */
  day: string;
}

const TIKTOK_CONTROLS = [
  ' on TikTok',
  'Who may see it on TikTok',
  'Comments',
  'Duets',
  'Stitches',
  'The video advertises',
  "By publishing, you agree to TikTok's Music Usage Confirmation",
];

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

  /** Makes a group of the connected account, and chooses it for an upload. */
  async useGroup(name: string): Promise<void> {
    await this.click('button', 'New group');
    await this.fill('Name', name);
    await this.page.getByRole('dialog').getByRole('checkbox').check();
    await this.look();
    await this.click('button', 'Create it');
    await this.page.getByText(name, { exact: true }).waitFor();
    await this.page.goto(`${this.url}/app/uploads/new`);
    await this.page.getByRole('checkbox', { name: `The group ${name} (1 account)` }).check();
    await this.page.getByRole('checkbox', { name: / on TikTok/, checked: true }).waitFor();
  }

  /** Sends a video whose post waits for a time and an approval. */
  async planPost({ video, track, title, caption, day }: PlannedPost): Promise<void> {
    await this.page.goto(`${this.url}/app/uploads/new`);
    await this.page.getByLabel('Video', { exact: true }).setInputFiles(video);
    await this.page.getByLabel('Track of the ride (optional)', { exact: true }).setInputFiles(track);
    await this.page.getByRole('checkbox', { name: / on TikTok/ }).check();
    await this.reviewTiktokControls();
    await this.fill('Title (optional)', title);
    await this.fill('Caption (optional)', caption);
    await this.page.getByLabel('When it is published').selectOption({ label: 'At a time that you choose' });
    await this.page.getByLabel(/^Time \(/).fill(`${day}T18:00`);
    await this.page.getByRole('checkbox', { name: /^Someone must approve it/ }).check();
    await this.look();
    await this.click('button', 'Upload');
    await this.see(title);
    this.upload = this.page.url();
  }

  /** Checks what TikTok's audit asks of the form: its controls in their order, and no choice but the person's. */
  private async reviewTiktokControls(): Promise<void> {
    const privacy = this.page.getByLabel('Who may see it on TikTok');
    const check = (name: RegExp) => this.page.getByRole('checkbox', { name });
    const upload = this.page.getByRole('button', { name: 'Upload', exact: true });
    const advertises = check(/^The video advertises/);
    const expectThat = (holds: boolean, fault: string) => holds || this.faults.push(fault);
    expectThat((await privacy.inputValue()) === '', 'The form chooses who may see the post.');
    for (const allowed of [check(/^Comments$/), check(/^Duets$/), check(/^Stitches$/), advertises])
      expectThat(!(await allowed.isChecked()), 'The form allows an interaction, or declares an advertisement.');
    expectThat(await upload.isDisabled(), 'A post can be sent before the person chooses who may see it.');
    const text = await this.page.locator('form').innerText();
    const order = TIKTOK_CONTROLS.map((words) => text.indexOf(words));
    expectThat(
      order.every((at, index) => at > (order[index - 1] ?? -1)),
      `The controls are not in TikTok's order: ${order.join(', ')}.`,
    );
    await privacy.selectOption({ label: 'Only you' });
    await advertises.check();
    expectThat(await upload.isDisabled(), 'An advertisement can be sent without saying for whom.');
    expectThat(await check(/^Another business/).isDisabled(), 'A paid partnership can be private.');
    await advertises.uncheck();
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

  /** Finds the upload among those that wait for an approval, and reads what its post says. */
  async readBeforeApproval({ title, caption }: PlannedPost, timeoutMs: number): Promise<void> {
    await this.open('Approvals');
    await this.page.getByRole('link', { name: title, exact: true }).click({ timeout: timeoutMs });
    await this.see(title);
    const post = this.page.getByRole('region', { name: 'Posts' }).getByRole('listitem');
    for (const text of [title, caption, 'Only you']) await post.getByText(text, { exact: true }).waitFor();
    await this.look();
  }

  /** Resolves when the post is in that state. */
  async approve(state: string, timeoutMs: number): Promise<void> {
    await this.page.goto(this.upload);
    await this.page.getByRole('button', { name: 'Approve', exact: true }).click({ timeout: timeoutMs });
    await this.page.locator('li').getByText(state, { exact: true }).waitFor({ timeout: timeoutMs });
  }

  /** Downloads the video of the post. @returns the file */
  async downloadVideo(): Promise<string> {
    const download = this.page.waitForEvent('download');
    const file = this.page.getByRole('listitem').filter({ hasText: 'for TikTok' });
    await file.getByRole('button', { name: /^Download / }).click();
    return (await download).path();
  }

  /** Finds the post on the page with everything that the emulated platform has published, in another tab. */
  async findOnPlatform(address: string, { caption, ...facts }: Record<string, string>): Promise<void> {
    const tab = await this.page.context().browser()?.newPage();
    if (!tab) throw new Error('the browser has ended');
    tab.setDefaultTimeout(120_000);
    await tab.goto(address);
    const post = tab.getByRole('article').filter({ hasText: caption });
    const text = await post.innerText();
    for (const [name, fact] of Object.entries(facts))
      if (!text.includes(fact)) this.faults.push(`The platform does not show the ${name} ${fact}: ${text}`);
    if ((await post.locator('video, img').count()) !== 1)
      this.faults.push('The platform shows no picture of the post.');
    await tab.close();
  }

  /** Waits for the notice that the post is published, opens the post from there, and marks all notices as read. */
  async readNotices({ title }: PlannedPost): Promise<void> {
    const bell = (count: RegExp) => this.page.getByRole('link', { name: count }).waitFor();
    await this.page.getByRole('link', { name: /^Notices, / }).click();
    await this.see('Notices');
    const published = this.page.getByRole('link', { name: `Unread: Published: ${title}`, exact: true });
    await published.waitFor();
    await bell(/^Notices, \d+ unread$/);
    await this.look();
    await published.click();
    await this.see(title);
    await this.open('Notices');
    await this.page.getByRole('link', { name: `Published: ${title}`, exact: true }).waitFor();
    await this.click('button', 'Mark all as read');
    await bell(/^Notices, none unread$/);
  }

  private async openPost(title: string, day: string): Promise<void> {
    await this.page.goto(`${this.url}/app/calendar?view=week&day=${day}`);
    await this.page.getByRole('button', { name: new RegExp(title) }).focus();
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('heading', { name: title, level: 2, exact: true }).waitFor();
  }
}
