import type { Page } from 'playwright-core';
import { accessFaultsOf, faultsOf } from './real-browser';

interface Credentials {
  email: string;
  password: string;
}

/** A person who opens the links of mails in a browser. */
export class LinkVisitor {
  /** Errors of scripts and of the server, and serious faults of the screens that `look` has seen. */
  readonly faults: string[];

  constructor(private readonly page: Page) {
    this.faults = faultsOf(page);
  }

  /** Opens a link. If the browser already shows the page with another secret, the page loads again. */
  async open(link: string): Promise<void> {
    await this.page.goto('about:blank');
    await this.page.goto(link);
  }

  async signIn({ email, password }: Credentials): Promise<void> {
    await this.fill('Email address', email);
    await this.fill('Password', password);
    await this.click('Sign in');
  }

  async register({ email, password }: Credentials): Promise<void> {
    await this.fill('Name', 'New Person');
    await this.fill('Email address', email);
    await this.fill('Password', password);
    await this.click('Create the account');
  }

  click(button: string): Promise<void> {
    return this.page.getByRole('button', { name: button, exact: true }).click();
  }

  read(text: string): Promise<void> {
    return this.page.getByText(text).waitFor();
  }

  /** Checks the screen as assistive technology meets it. */
  async look(): Promise<void> {
    this.faults.push(...(await accessFaultsOf(this.page)));
  }

  private fill(label: string, value: string): Promise<void> {
    return this.page.getByLabel(label, { exact: true }).fill(value);
  }
}
