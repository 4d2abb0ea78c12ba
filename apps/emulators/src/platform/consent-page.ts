import { escapeHtml } from '../html';
import type { Answer, Call } from './call';
import { Refusal } from './call';
import type { PlannedConsent, PlatformWorld, RegisteredApp } from './platform-world';

interface Choice {
  id: string;
  label: string;
}

/** What the user may choose at the consent page. */
export interface ConsentChoices {
  platform: string;
  /** One of them. */
  accounts: readonly Choice[];
  /** Any of them, for platforms where an account has pages. */
  pages?: readonly Choice[];
  scopes: readonly string[];
}

export interface Consent {
  isApproved: boolean;
  account: string;
  pages: string[];
  scopes: string[];
}

const MIN_STATE_BITS = 128;

/** Checks a request for consent as every platform does. @returns the redirect address @throws Refusal */
export function checkAuthorization(call: Call, app: RegisteredApp, clientParameter: string): string {
  const refuse = (message: string): never => {
    throw new Refusal(page('Error', `<p>${escapeHtml(message)}</p>`, 400));
  };
  if (call.query.get(clientParameter) !== app.client_id) refuse(`The ${clientParameter} is unknown.`);
  const redirect = call.query.get('redirect_uri') ?? '';
  const isKnown = app.redirect_uris ? app.redirect_uris.includes(redirect) : URL.canParse(redirect);
  if (!isKnown) {
    call.violate('redirect_mismatch', redirect);
    refuse('The redirect_uri is not registered.');
  }
  if (call.query.get('response_type') !== 'code') refuse('The response_type must be code.');
  const state = call.query.get('state') ?? '';
  if (state === '') call.violate('missing_state');
  else if (state.length * (/^[0-9a-f-]*$/.test(state) ? 4 : 6) < MIN_STATE_BITS) call.violate('weak_state', state);
  return redirect;
}

/**
 * The decision: the next planned one, otherwise the one that the user sends from the page.
 * @returns undefined if the page is to be shown
 */
export function takeConsent(world: PlatformWorld, call: Call, choices: ConsentChoices): Consent | undefined {
  const planned = world.consents.shift();
  if (planned) return consentOf(planned, choices);
  const decision = call.field('decision');
  if (decision === undefined) return undefined;
  const ticked = (prefix: string) =>
    Object.keys(call.fields ?? {}).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  return {
    isApproved: decision === 'allow',
    account: call.field('account') ?? choices.accounts[0]?.id ?? '',
    pages: ticked('page:'),
    scopes: choices.scopes.filter((scope) => ticked('scope:').includes(scope)),
  };
}

function consentOf(planned: PlannedConsent, { accounts, pages = [], scopes }: ConsentChoices): Consent {
  const first = planned.decision === 'wrong_account' ? accounts[1] : accounts[0];
  const left = planned.decision === 'partial' ? scopes.slice(0, Math.ceil(scopes.length / 2)) : scopes;
  return {
    isApproved: planned.decision !== 'deny',
    account: planned.account ?? first?.id ?? '',
    pages: planned.pages ?? pages.map(({ id }) => id),
    scopes: [...(planned.scopes ?? left)],
  };
}

/** A form that works without scripts and returns to the same address. */
export function consentPage({ platform, accounts, pages = [], scopes }: ConsentChoices): Answer {
  const option = (type: string, name: string, value: string, label: string, isChecked: boolean) =>
    `<p><label><input type="${type}" name="${escapeHtml(name)}" value="${escapeHtml(value)}"${isChecked ? ' checked' : ''}> ${escapeHtml(label)}</label></p>`;
  const fields = [
    '<h2>Account</h2>',
    ...accounts.map(({ id, label }, index) => option('radio', 'account', id, label, index === 0)),
    ...(pages.length > 0 ? ['<h2>Pages</h2>'] : []),
    ...pages.map(({ id, label }) => option('checkbox', `page:${id}`, '1', label, true)),
    '<h2>The app may</h2>',
    ...scopes.map((scope) => option('checkbox', `scope:${scope}`, '1', scope, true)),
    '<button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button>',
  ];
  return page(`Log in with ${platform}`, `<form method="post">${fields.join('\n')}</form>`);
}

export const page = (title: string, body: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><meta charset="utf-8"><title>${escapeHtml(title)} (emulator)</title><h1>${escapeHtml(title)} (emulator)</h1>\n${body}`,
});

/** Sends the browser back to the app. @param fragment is appended as it is */
export function redirectTo(address: string, parameters: Record<string, string>, fragment = ''): Answer {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { status: 302, headers: { location: url.href + fragment } };
}
