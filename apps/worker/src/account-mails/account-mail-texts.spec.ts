import { ACCOUNT_MAILS } from '@app/jobs';
import { accountMail } from './account-mail-texts';

const HOSTILE = `<img src=x onerror=alert(1)> "O'Hara" & Söhne`;
const FACTS = {
  name: HOSTILE,
  frontendUrl: 'https://app.example.test',
  token: 'rw_verify_the-token',
  place: HOSTILE,
  workspace: HOSTILE,
  role: 'editor',
  key: `${HOSTILE} (rw_live_abc…)`,
  endsAt: new Date('2026-12-01T08:00:00Z'),
  tokens: 10,
};

describe.each(ACCOUNT_MAILS)('the mail %s', (template) => {
  const { subject, text, html = '' } = accountMail(template, FACTS);

  it('says the same in both forms', () => {
    const links = [...text.matchAll(/https:\/\/[^\s]+/g)].map(([link]) => link);
    const anchors = [...html.matchAll(/href="([^"]+)"/g)].map(([, link]) => link);
    expect(new Set(anchors)).toEqual(new Set(links));
    const words = (from: string) => from.replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
    const shown = words(unescape(html.replace(/^[\s\S]*<h1/, '<h1').replaceAll(/<[^>]*>/g, ' ')));
    for (const paragraph of text.split('\n\n').filter((line) => !line.includes('https://')))
      expect(shown).toContain(words(paragraph).trim());
  });

  it('takes every value as text', () => {
    expect(html).not.toMatch(/<img|onerror=alert\(1\)>/);
    expect(html).not.toMatch(/\son\w+="/);
    expect(text).not.toMatch(/undefined|null|NaN/);
    expect(html).not.toMatch(/undefined|null|NaN/);
    expect(subject).not.toMatch(/[\r\n]/);
    if (text.includes(HOSTILE))
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;O&#39;Hara&quot; &amp; Söhne');
  });

  it('is complete, readable in the dark and by screen readers, and loads nothing', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).not.toMatch(/<(script|link|iframe)|url\(|@import|\ssrc=["']/i);
    for (const [table] of html.matchAll(/<table[^>]*>/g)) expect(table).toContain('role="presentation"');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.length).toBeLessThan(10_000);
  });
});

const unescape = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
