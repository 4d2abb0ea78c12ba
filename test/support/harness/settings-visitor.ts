import { Secret, TOTP } from 'otpauth';
import { DashboardVisitor, type Person } from './dashboard-visitor';
import { waitUntil } from './wait-until';

/** Milliseconds for which a code of an authenticator app is valid. */
const CODE_MS = 30_000;

/** A person at the dashboard who looks after an account, a workspace or an installation. */
export class SettingsVisitor extends DashboardVisitor {
  /** @returns the secret, as it is typed into an authenticator app */
  async turnOnTwoFactor(password: string): Promise<string> {
    await this.open('Security');
    await this.click('button', 'Turn it on');
    await this.page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(password);
    await this.look();
    await this.click('button', 'Continue');
    const secret = (await this.page.getByLabel('Secret', { exact: true }).innerText()).replaceAll(' ', '');
    await this.look();
    await this.fill('The six digits that the app shows', codeAt(secret, Date.now()));
    await this.page.getByRole('dialog').getByRole('button', { name: 'Turn it on' }).click();
    await this.page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    await this.look();
    // The screen behind the codes is read again while the person stores them.
    await this.page.getByText('On', { exact: true }).waitFor();
    await this.click('button', 'Done');
    return secret;
  }

  /** Works in the workspace of another person until `remove` ends that, and continues in the own one. */
  async loseWorkspace(remove: () => Promise<unknown>): Promise<void> {
    await this.open('People');
    await this.page.getByRole('button', { name: /^Switch to / }).click();
    await this.page.getByRole('button', { name: 'Leave', exact: true }).waitFor();
    await remove();
    await this.page.goto(`${this.url}/app/renders`);
    const question = this.page.getByRole('dialog', { name: 'This workspace is no longer available' });
    await question.waitFor();
    await this.look();
    await question.getByRole('button', { name: /^Continue in / }).click();
    await this.page.getByRole('heading', { name: 'No renders yet' }).waitFor();
    await question.waitFor({ state: 'hidden' });
  }

  /** Signs in with the next code, because each code works once. */
  async signInWithCode({ email, password }: Person, secret: string): Promise<void> {
    await this.fill('Email address', email);
    await this.fill('Password', password);
    await this.click('button', 'Sign in');
    await this.page.getByLabel('Code', { exact: true }).waitFor();
    await this.look();
    await this.fill('Code', codeAt(secret, Date.now() + CODE_MS));
    await this.click('button', 'Sign in');
    await this.see('Renders');
  }

  /** @returns what the screen shows after a reload */
  async limitHashtags(count: number): Promise<string> {
    const field = this.page.getByLabel('Maximum hashtags per caption', { exact: true });
    await this.open('Settings');
    await field.fill(String(count));
    await field.press('Enter');
    await this.page.getByText('Saved. New uploads use it.').waitFor();
    await this.page.reload();
    return field.inputValue();
  }

  /** @returns the secret of the endpoint, and the one that replaces it */
  async makeWebhook(address: string): Promise<string[]> {
    await this.open('Webhooks');
    await this.click('button', 'New endpoint');
    await this.fill('Address', address);
    await this.look();
    await this.click('button', 'Create it');
    const first = await this.shownSecret();
    await this.click('link', address);
    await this.click('button', 'New secret');
    await this.look();
    await this.click('button', 'Create it');
    return [first, await this.shownSecret()];
  }

  /** Pays for a pack of tokens at the page of the payment provider. Resolves when the screen shows them. */
  async buyTokens(pack: string): Promise<void> {
    await this.open('Tokens and plan');
    const shown = this.page.locator('dd').first();
    const balance = async () => Number.parseInt(await shown.innerText(), 10);
    const before = await waitUntil(balance);
    await this.click('button', `Buy ${pack}`);
    await this.click('button', 'Pay: ok');
    await this.see('Thank you');
    await this.click('link', 'appear in the dashboard');
    await waitUntil(async () => (await balance()) > before);
    await this.look();
  }

  /** An administrator of the installation stops an account, until `meanwhile` has resolved. */
  async suspend({ name, email }: Pick<Person, 'name' | 'email'>, meanwhile: () => Promise<void>): Promise<void> {
    await this.open('Users');
    await this.fill('Name, email address or id', email);
    await this.click('button', 'Search');
    await this.click('link', name);
    await this.click('button', 'Suspend');
    await this.fill('Reason', 'A test');
    await this.look();
    await this.click('button', 'Suspend them');
    await this.page.getByText('suspended', { exact: true }).waitFor();
    await meanwhile();
    await this.click('button', 'Lift the suspension');
    await this.click('button', 'Lift it');
    await this.page.getByText('active', { exact: true }).waitFor();
  }

  private async shownSecret(): Promise<string> {
    const secret = await this.page.locator('dialog output').innerText();
    await this.click('button', 'Done');
    return secret;
  }
}

const codeAt = (secret: string, timestamp: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
