import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, useEffect } from 'react';
import { May } from '../account/may';
import { answerOf, api, type Schemas } from '../api/client';
import { reachText } from '../insights/reach-text';
import { platformName } from '../platforms/platform-queries';
import { Button, buttonClass } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { ProblemNotice } from '../ui/problem-notice';
import { Time } from '../ui/time';
import { ChangeTexts } from './change-texts';
import { PostJournal } from './post-journal';
import { isChangeable, isUnconfirmed, needsAccount, nextAttemptOf, PostState } from './post-state';
import { postTexts } from './post-texts';
import { canRetryPosts, renewUpload, retryUpload, type UploadDetails } from './upload-queries';

type Post = Schemas['PublicationResponse'];

/** The posts of an upload, one on each account. */
export function Posts({ upload }: { upload: UploadDetails }) {
  const { posts } = upload;
  // The posts arrive after the page: a link in a mail names one of them.
  useEffect(() => document.getElementById(window.location.hash.slice(1))?.scrollIntoView(), []);
  if (posts.length === 0) return null;
  return (
    <section aria-labelledby="posts">
      <h2 id="posts" className="mb-3 text-lg font-semibold">
        Posts
      </h2>
      <ul className="flex flex-col gap-3">
        {posts.map((post) => (
          <PostRow key={post.id} upload={upload} post={post} />
        ))}
      </ul>
    </section>
  );
}

function PostRow({ upload, post }: { upload: UploadDetails; post: Post }) {
  const uploadId = upload.id;
  const { id, account_name, platform, status, permalink } = post;
  return (
    <li id={id} className="rounded-xl border border-line bg-card p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="font-medium break-words">
            {account_name} on {platformName(platform)}
          </p>
          <p className="text-sm text-soft">
            <When post={post} />
          </p>
        </div>
        <PostState post={post} />
      </div>
      <Metrics {...post} />
      <Trouble post={post} />
      <Texts upload={upload} post={post} />
      <div className="mt-3 flex flex-wrap items-start gap-2">
        {permalink && (
          <a href={permalink} target="_blank" rel="noreferrer" className={buttonClass()}>
            See it on {platformName(platform)}
          </a>
        )}
        {needsAccount(post) && (
          <May least="admin">
            <Link to="/platforms" hash={post.account_id ?? ''} className={buttonClass('primary')}>
              Reconnect the account
            </Link>
          </May>
        )}
        <May least="editor">
          {canRetryPosts(upload) && status === 'failed' && post.account_id !== null && (
            <Retry uploadId={uploadId} id={id} label="Publish again" />
          )}
          {canRetryPosts(upload) && isUnconfirmed(post) && (
            <Retry uploadId={uploadId} id={id} label="Ask the platform again" />
          )}
          <ChangeTexts upload={upload} post={post} />
          {isChangeable(post) && <CancelPost uploadId={uploadId} post={post} />}
        </May>
      </div>
      <PostJournal uploadId={uploadId} id={id} />
    </li>
  );
}

function Metrics({ metrics }: Pick<Post, 'metrics'>) {
  if (!metrics) return null;
  return (
    <p className="mt-2 text-sm">
      {reachText(metrics)}{' '}
      <span className="text-soft">
        (read <Time at={metrics.fetched_at} />)
      </span>
    </p>
  );
}

/** Open while somebody has to approve it. */
function Texts({ upload, post }: { upload: UploadDetails; post: Post }) {
  return (
    <details className="mt-2 text-sm" open={post.approval === 'required'}>
      <summary className="min-h-8 cursor-pointer font-medium text-accent">What it says</summary>
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
        {postTexts(upload, post).map(([name, text]) => (
          <Fragment key={name}>
            <dt className="text-soft">{name}</dt>
            <dd className="mb-1 whitespace-pre-line wrap-anywhere sm:mb-0">{text}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

function When({ post }: { post: Post }) {
  const { status, published_at, verified_at } = post;
  if (verified_at)
    return (
      <>
        Live since <Time at={verified_at} />
      </>
    );
  if (published_at)
    return (
      <>
        Accepted <Time at={published_at} />
      </>
    );
  if (status === 'cancelled' || status === 'failed') return <>Not published</>;
  const next = nextAttemptOf(post);
  return (
    <>
      <Planned {...post} />
      {next && (
        <>
          , {status === 'unknown' ? 'the platform is asked again' : 'next attempt'} <Time at={next} />
        </>
      )}
    </>
  );
}

const Planned = ({ publish_at }: Pick<Post, 'publish_at'>) =>
  publish_at ? (
    <>
      Planned for <Time at={publish_at} />
    </>
  ) : (
    <>As soon as it is ready</>
  );

/** What went wrong or takes longer, and what to do about it. */
function Trouble({ post }: { post: Post }) {
  const { status, error, late } = post;
  return (
    <>
      {status === 'unknown' && (
        <p className="mt-2 text-sm">
          {isUnconfirmed(post)
            ? 'The platform did not say whether the post exists. Look there before you upload the video again.'
            : 'The platform has not confirmed the post yet. We keep asking: do not publish the video again meanwhile.'}
        </p>
      )}
      {error && (
        <div className="mt-2 text-sm wrap-anywhere">
          <p className="text-bad">{error.message}</p>
          {error.help && <p>{error.help}</p>}
          <p className="text-soft">
            Code <code>{error.code}</code>
            {error.platform_code && (
              <>
                , of the platform <code>{error.platform_code}</code>
              </>
            )}
          </p>
        </div>
      )}
      {late && (
        <p className="mt-2 text-sm text-soft">
          {Math.ceil(late.seconds / 60)} min late (<code>{late.reason}</code>).
        </p>
      )}
    </>
  );
}

function Retry({ uploadId, id, label }: { uploadId: string; id: string; label: string }) {
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryUpload(uploadId, { targets: [id] }),
    onSettled: () => renewUpload(queries, uploadId),
  });
  return (
    <>
      <Button kind="primary" busy={retry.isPending && 'Starting …'} onClick={() => retry.mutate()}>
        {label}
      </Button>
      <ProblemNotice thrown={retry.error} />
    </>
  );
}

function CancelPost({ uploadId, post: { id, account_name, revision } }: { uploadId: string; post: Post }) {
  const queries = useQueryClient();
  const cancel = async () => {
    const params = { path: { id: uploadId, target: id }, header: { 'If-Match': `"${revision}"` } };
    await answerOf(api.DELETE('/api/uploads/{id}/targets/{target}', { params }));
    await renewUpload(queries, uploadId);
  };
  return (
    <Confirm
      label="Cancel this post"
      question={`Cancel the post on ${account_name}?`}
      action="Cancel it"
      keep="Keep it"
      onConfirm={cancel}
    >
      The other posts of the upload are not affected.
    </Confirm>
  );
}
