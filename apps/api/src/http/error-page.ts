import type { AppError } from '@app/core';
import { escapeHtml, type HtmlPage } from './html-page';

const REVIEW_PATH = /^\/review(?:[/?]|$)/;

/** Whether people without an account open the path in a browser: a problem document would not help them. */
export const isPagePath = (path: string): boolean => REVIEW_PATH.test(path);

/** A page that says what went wrong, and what its reader can do. */
export function errorPage({ definition, options }: AppError, requestId: string): HtmlPage {
  const { retryAfterSeconds } = options;
  const remedy =
    retryAfterSeconds === undefined
      ? 'Please open the link again. If that does not help, ask its sender for a new one.'
      : `Please wait ${Math.ceil(retryAfterSeconds)} seconds, then try again.`;
  return {
    title: definition.title,
    body: `<p role="alert">Nothing was changed. ${remedy}</p>
<p>Number of this request: ${escapeHtml(requestId)}</p>`,
  };
}
