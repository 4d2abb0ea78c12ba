import { formatDate } from '@app/notifications';
import { type Publication, postOf } from '@app/platforms';
import type { UploadApproval } from '@app/uploads';
import { escapeHtml, type HtmlPage } from '../http/html-page';

/** A video of an upload, and the posts that it is for. */
export interface ReviewedVideo {
  url: string;
  contentType: string;
  posts: readonly string[];
}

/** What a review page shows. */
export interface Review {
  title: string;
  workspace: string;
  hasEnded: boolean;
  videos: readonly ReviewedVideo[];
  /** With the name of its platform. */
  posts: readonly { post: Publication; platform: string }[];
  /** Newest first. */
  approvals: readonly UploadApproval[];
}

/** What the reviewer entered, after an attempt that failed. */
export interface FailedReview {
  fault: string;
  name: string;
  comment: string;
}

const nothing = (text: string | undefined): string => (text ? escapeHtml(text) : '–');

/** @param failed shown above the form */
export function reviewPage(review: Review, failed?: FailedReview): HtmlPage {
  const { title, workspace, videos, posts } = review;
  return {
    title: `Review of ${title}`,
    body: `<p>The team of ${escapeHtml(workspace)} asks for your review. Nothing is published before it is approved.</p>
${failed ? `<p role="alert">${escapeHtml(failed.fault)}</p>` : ''}
${stateOf(review)}
${videos.map(videoOf).join('\n')}
${posts.map(sectionOf).join('\n')}
${formOf(review, failed)}`,
  };
}

export const DEAD_LINK: HtmlPage = {
  title: 'This link does not work',
  body: '<p>The link is wrong, has expired or was withdrawn. Please ask the sender for a new one.</p>',
};

/** Other guests must not be able to pass for a member of the team; the labels of links are for members only. */
const decision = ({ decidedName, decidedVia, decidedAt }: UploadApproval): [name: string, date: string] => [
  `${escapeHtml(decidedName ?? 'A reviewer')} (${decidedVia === null ? 'of the team' : 'guest with a review link'})`,
  decidedAt ? formatDate(decidedAt) : '',
];

function stateOf({ hasEnded, approvals: [current, earlier] }: Review): string {
  const paragraphs: string[] = [];
  const voided = [current, earlier].find((each) => each?.status === 'approved' && each.voidedAt);
  if (voided) {
    const [name, date] = decision(voided);
    paragraphs.push(
      `${name} approved the posts on ${date}. They were changed afterwards, so that approval does not count.`,
    );
  }
  if (current && !current.voidedAt && (current.status === 'approved' || current.status === 'rejected')) {
    const [name, date] = decision(current);
    paragraphs.push(`<strong>${name} ${current.status} the posts on ${date}.</strong>`);
    if (current.comment) paragraphs.push(`<q>${escapeHtml(current.comment)}</q>`);
  } else if (hasEnded) paragraphs.push('There is nothing left to decide: the upload has ended.');
  else if (!current || current.voidedAt) paragraphs.push('The posts are being prepared. Please come back later.');
  else if (isOpen(current)) paragraphs.push(`Please decide by ${formatDate(current.expiresAt)}.`);
  else paragraphs.push('Nobody decided in time. The team can request the approval again.');
  return `<div role="status">${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}</div>`;
}

/** Whether it can be decided. */
const isOpen = ({ status, voidedAt, expiresAt }: UploadApproval): boolean =>
  status === 'open' && voidedAt === null && expiresAt.getTime() > Date.now();

const videoOf = ({ url, contentType, posts }: ReviewedVideo): string =>
  `<figure>
<video controls playsinline preload="metadata"><source src="${escapeHtml(url)}" type="${escapeHtml(contentType)}"></video>
<figcaption>The video for ${escapeHtml(posts.join(', '))}</figcaption>
</figure>`;

function sectionOf({ post, platform }: Review['posts'][number]): string {
  const { title, description, tags, privacy, options } = postOf(post);
  const rows = [
    ['Time', timeOf(post)],
    ['Title', nothing(title)],
    ['Caption', nothing(description)],
    ['Tags', nothing(tags.join(', '))],
    ['Visible to', nothing(privacy)],
    ...Object.entries(options ?? {}).map(([name, value]) => [escapeHtml(name), nothing(JSON.stringify(value))]),
  ];
  return `<section>
<h2>${escapeHtml(platform)}: ${escapeHtml(post.accountName)}</h2>
<dl>${rows.map(([term, text]) => `<dt>${term}</dt><dd>${text}</dd>`).join('\n')}</dl>
</section>`;
}

function timeOf({ publishAt, localTime, timeZone }: Publication): string {
  if (!publishAt) return 'As soon as it is approved';
  const own = localTime && timeZone ? `${localTime.replace('T', ' ')} (${timeZone})` : formatDate(publishAt);
  return escapeHtml(publishAt.getTime() > Date.now() ? own : `${own}; this has passed: as soon as it is approved`);
}

function formOf({ hasEnded, approvals: [current] }: Review, failed: FailedReview | undefined): string {
  if (hasEnded || !current || !isOpen(current)) return '';
  return `<form method="post">
<h2>Your decision</h2>
<input type="hidden" name="revision" value="${current.revision}">
<label>Your name<input name="name" type="text" autocomplete="name" maxlength="100" required value="${escapeHtml(failed?.name ?? '')}"></label>
<label>Comment (required if you reject)<textarea name="comment" rows="4" maxlength="2000">${escapeHtml(failed?.comment ?? '')}</textarea></label>
<p><button name="verdict" value="approved">Approve</button> <button name="verdict" value="rejected">Reject</button></p>
</form>`;
}
