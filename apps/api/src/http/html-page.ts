import type { FastifyReply, FastifyRequest } from 'fastify';

/** Only our own files: no inline script or style, no other site, no frame around the page. */
const DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];
const CONTENT_SECURITY_POLICY = DIRECTIVES.join('; ');

/** The policy of a page that plays videos from these origins. */
export const policyWithMedia = (origins: readonly string[]): string =>
  [...DIRECTIVES, `media-src ${origins.length > 0 ? origins.join(' ') : "'none'"}`].join('; ');

/** Escapes text for HTML, including attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export interface HtmlPage {
  title: string;
  /** HTML; `escapeHtml` has escaped every string that is not ours. */
  body: string;
}

/** Whether the request comes from a browser that shows a page, not from a program. */
export const prefersHtml = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') ?? false;

/**
 * Sets the headers of a small page that is never cached and sends no referrer.
 * @returns the page as text, to send as the body
 */
export function layOutPage(reply: FastifyReply, { title, body }: HtmlPage, policy = CONTENT_SECURITY_POLICY): string {
  reply
    .type('text/html; charset=utf-8')
    .headers({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'Content-Security-Policy': policy });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/pages/page.css">
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</html>
`;
}

/** Answers with a page, from a route without a controller. */
export const sendPage = (reply: FastifyReply, page: HtmlPage, policy?: string): FastifyReply =>
  reply.send(layOutPage(reply, page, policy));
