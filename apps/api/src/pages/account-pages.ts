import type { HtmlPage } from '../http/html-page';

/**
 * Addresses in mails, and the one to which platforms lead back, whose page is in the dashboard. The secret of a link
 * follows `#`, and browsers keep it.
 */
export const DASHBOARD_PAGES: Readonly<Record<string, string>> = {
  '/verify-email': '/app/verify-email',
  '/reset-password': '/app/reset-password',
  '/confirm-email': '/app/confirm-email',
  '/undo-email-change': '/app/undo-email-change',
  '/accept-invite': '/app/accept-invite',
  '/api-keys': '/app/keys',
  '/account': '/app/account',
  '/workspace': '/app/people',
  '/settings': '/app/settings',
  '/webhooks': '/app/webhooks',
  '/uploads': '/app/uploads',
  '/platforms': '/app/platforms',
  '/billing': '/app/billing',
};

/** The other pages that mails and Stripe lead to; each contains only our own text. */
export const ACCOUNT_PAGES: readonly (HtmlPage & { path: string })[] = [
  {
    path: '/billing/success',
    title: 'Thank you',
    body: '<p>Your payment is on its way. Your tokens <a href="/app/billing">appear in the dashboard</a> as soon as Stripe confirms it.</p>',
  },
];
