import { DashboardVisitor } from './dashboard-visitor';

/** A person at the dashboard whose workspace others change at the same time. */
export class TeamVisitor extends DashboardVisitor {
  /** Returns to the tab, which reads again what the path answers. Resolves when the screen has it. */
  async returnToTab(path: string): Promise<void> {
    const read = this.page.waitForResponse((answer) => answer.url().endsWith(path));
    // What the screen shows counts as fresh for five seconds.
    await this.page.clock.fastForward(10_000);
    await this.page.evaluate(`window.dispatchEvent(new Event('visibilitychange'))`);
    await (await read).finished();
  }

  /** Types a highest shown speed without saving it. */
  typeShownSpeed(speed: string): Promise<void> {
    return this.fill('Highest shown speed', speed);
  }

  async chooseStyle(style: string): Promise<void> {
    await this.page.getByLabel('Style', { exact: true }).selectOption({ label: style });
  }

  /** Saves a card of the settings. */
  async save(card: string): Promise<void> {
    const section = this.page.getByRole('region', { name: card, exact: true });
    // The card may still say that it was saved before.
    const saved = this.page.waitForResponse((answer) => answer.request().method() === 'PUT');
    await section.getByRole('button', { name: 'Save', exact: true }).click();
    await (await saved).finished();
    await section.getByText('Saved. New uploads use it.').waitFor();
  }

  /** What the overlay shows, according to the ticks. */
  async tickedElements(): Promise<string[]> {
    const ticks = this.page.getByRole('group', { name: 'Elements' }).getByRole('checkbox', { checked: true });
    return Promise.all((await ticks.all()).map((tick) => tick.inputValue()));
  }

  /** Moves a post of a calendar to another local time, looks at it, and undoes that. */
  async movePost(calendar: string, title: string, time: string): Promise<void> {
    await this.page.goto(`${this.url}/app${calendar}`);
    await this.page.getByRole('button', { name: new RegExp(title) }).click();
    await this.page
      .getByRole('dialog')
      .getByLabel(/^Time \(/)
      .fill(time);
    await this.look();
    await this.click('button', 'Move it');
    await this.click('button', 'Undo');
  }

  /** Works in the workspace of another person. */
  async switchWorkspace(): Promise<void> {
    await this.open('People');
    await this.page.getByRole('button', { name: /^Switch to / }).click();
    await this.page.getByRole('button', { name: 'Leave', exact: true }).waitFor();
  }

  async isOffered(name: string): Promise<boolean> {
    const [button, link] = (['button', 'link'] as const).map((role) =>
      this.page.getByRole(role, { name, exact: true }),
    );
    return ((await button?.count()) ?? 0) + ((await link?.count()) ?? 0) > 0;
  }

  /** Types how many hashtags a caption has at most without saving it. */
  limitHashtags(most: string): Promise<void> {
    return this.fill('Maximum hashtags per caption', most);
  }

  hashtagLimit(): Promise<string> {
    return this.page.getByLabel('Maximum hashtags per caption', { exact: true }).inputValue();
  }
}
