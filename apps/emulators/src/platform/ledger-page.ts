import type { FastifyInstance, FastifyReply } from 'fastify';
import { escapeHtml } from '../html';
import { sendBytes } from '../object-store/send-bytes';
import { page } from './consent-page';
import type { Post, PostLedger } from './post-ledger';

interface ById {
  Params: { id: string };
}

/** A page with every post as viewers would see it, newest first, at the emulator's own address. */
export function addLedgerPage(scope: FastifyInstance, platform: string, ledger: PostLedger): void {
  scope.get('/', (_request, reply) => {
    const posts = [...ledger.posts].reverse().map((post) => article(scope.prefix, post));
    const { headers = {}, body } = page(`Posts on ${platform}`, posts.join('\n') || '<p>There are no posts.</p>');
    return reply.headers(headers).send(body);
  });
  scope.get<ById>('/posts/:id/thumbnail', ({ params }, reply) => {
    const picture = ledger.find(params.id)?.thumbnail;
    return picture ? reply.type(picture.type).send(picture.bytes) : missing(reply);
  });
  scope.get<ById>('/posts/:id/video', (request, reply) => {
    const video = ledger.find(request.params.id)?.video;
    if (!video) return missing(reply);
    void reply.type('video/mp4');
    return sendBytes(request, reply, video) ? reply : reply.status(416).send();
  });
}

const missing = (reply: FastifyReply) => reply.status(404).send({ message: 'There is no such file.' });

function article(prefix: string, post: Post): string {
  const { account, postId, state, sha256, bytes, title, caption, privacy, surface, publishAt, options } = post;
  const base = `${prefix}/posts/${encodeURIComponent(postId)}`;
  const poster = post.thumbnail ? ` poster="${base}/thumbnail"` : '';
  const picture = post.video
    ? `<video controls preload="metadata" width="240"${poster} src="${base}/video"></video>`
    : post.thumbnail
      ? `<img width="240" alt="" src="${base}/thumbnail">`
      : '<p>The video is too large to be shown.</p>';
  const facts = {
    Account: account,
    Post: `${postId} (${surface})`,
    Privacy: `${privacy} (${state})`,
    ...(publishAt && { Scheduled: publishAt }),
    File: `${bytes} bytes, SHA-256 ${sha256}`,
    Options: JSON.stringify(options),
  };
  const rows = Object.entries(facts).map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`);
  const heading = title ? `<h2>${escapeHtml(title)}</h2>` : '';
  return `<article>${heading}${picture}<p>${escapeHtml(caption)}</p><dl>${rows.join('')}</dl></article><hr>`;
}
