import { STATUS_CODES } from 'node:http';
import { escapeHtml, type HtmlPage } from '../http/html-page';
import type { ErrorResponse } from './error.response';

/** Text of a catalogue entry: `code` in backticks becomes code. */
const prose = (text: string): string => escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

/** The page that the `type` of a problem document leads to. */
export function errorPage({ code, status, title, help, retryable }: ErrorResponse): HtmlPage {
  const elsewhere = status === 422 ? ' (400 on the routes for clients of Shotstack)' : '';
  return {
    title,
    body: `<table>
<tr><th scope="row">What to do</th><td>${prose(help)}</td></tr>
<tr><th scope="row">Retry</th><td>${retryable ? 'The same request can succeed later without a change.' : 'The same request fails again until something changes.'}</td></tr>
<tr><th scope="row">Code</th><td><code>${escapeHtml(code)}</code></td></tr>
<tr><th scope="row">Status</th><td>${status} ${STATUS_CODES[status]}${elsewhere}</td></tr>
</table>
<p>The answer's <code>detail</code> says what happened this time. Quote its <code>request_id</code> when you ask for help.</p>
<p><a href="/errors">All errors</a> · <a href="/docs">Documentation</a></p>`,
  };
}

export function errorListPage(errors: readonly ErrorResponse[]): HtmlPage {
  const rows = errors.map(
    ({ code, status, title }) =>
      `<tr><td>${status}</td><td><a href="/errors/${escapeHtml(code)}"><code>${escapeHtml(code)}</code></a></td><td>${prose(title)}</td></tr>`,
  );
  return {
    title: 'Errors',
    body: `<p>Every error of this API has one of these codes. Programs get the same list as JSON.</p>
<table>
<tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">What happened</th></tr>
${rows.join('\n')}
</table>
<p><a href="/docs">Documentation</a></p>`,
  };
}
