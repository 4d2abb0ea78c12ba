import type { Page, Request } from 'playwright-core';
import { faultsOf, seriousFaultsOf } from './real-browser';
import { waitUntil } from './wait-until';

/** The dashboard keeps its router here: https://tanstack.com/router. */
const ROUTES = `Object.keys(window.__TSR_ROUTER__.routesByPath)`;
const WIDTHS = [1_440, 390];
const SCHEMES = ['light', 'dark'] as const;
const HEIGHT = 900;
/** The rules of axe that colours decide. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
const IS_SHOWN = `document.querySelector('h1, main [role=alert]') !== null && !document.querySelector('[class~="motion-safe:animate-pulse"], [aria-busy=true]')`;

/** Opens every screen of the dashboard, at two widths, light and dark, and collects what is wrong with it. */
export class ScreenTour {
  readonly faults: string[];
  private readonly pending = new Set<Request>();

  /** @param page of a person who is signed in and may see everything */
  constructor(
    private readonly page: Page,
    private readonly url: string,
  ) {
    this.faults = faultsOf(page);
    page.on('request', (request) => {
      if (/\/(api|edit)\//.test(request.url()) && !request.url().includes('/events/')) this.pending.add(request);
    });
    page.on('requestfinished', (request) => this.pending.delete(request));
    page.on('requestfailed', (request) => this.pending.delete(request));
    page.on('response', (answer) => {
      if (answer.status() >= 400) this.faults.push(`${answer.status()} ${answer.url()} at ${page.url()}`);
    });
  }

  /**
   * @param examples an address for each route with parameters, such as `/renders/$id`
   * @returns the routes, all of which were open
   */
  async visitAll(examples: Readonly<Record<string, string>>): Promise<string[]> {
    const routes = await this.page.evaluate<string[]>(ROUTES);
    for (const route of routes) {
      const address = route.includes('$') ? examples[route] : route;
      if (address === undefined) throw new Error(`no example of ${route}`);
      await this.visit(address);
    }
    return routes;
  }

  /** Opens a screen without looking at its appearance. */
  async read(address: string): Promise<void> {
    await this.open(address);
    await this.readAlerts(address);
  }

  private async open(address: string): Promise<void> {
    await this.page.goto(`${this.url}/app${address}`);
    // The look comes first: requests that have begun meanwhile, such as the one for the role, count as well.
    await waitUntil(async () => (await this.page.evaluate(IS_SHOWN)) && this.pending.size === 0);
  }

  private async readAlerts(address: string): Promise<void> {
    for (const text of await this.page.getByRole('alert').allInnerTexts()) this.faults.push(`${address}: ${text}`);
  }

  private async visit(address: string): Promise<void> {
    await this.open(address);
    for (const width of WIDTHS) {
      await this.page.setViewportSize({ width, height: HEIGHT });
      for (const colorScheme of SCHEMES) {
        await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await this.look(`${address} at ${width} px, ${colorScheme}`, colorScheme === 'light' ? undefined : COLOURS);
      }
    }
    await this.readAlerts(address);
  }

  private async look(screen: string, rules: readonly string[] | undefined): Promise<void> {
    if (await this.page.evaluate('document.documentElement.scrollWidth > innerWidth'))
      this.faults.push(`${screen}: it scrolls sideways`);
    for (const fault of await seriousFaultsOf(this.page, rules)) this.faults.push(`${screen}: ${fault}`);
  }
}
