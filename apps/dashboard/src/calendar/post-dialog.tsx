import { Link } from '@tanstack/react-router';
import { type SubmitEvent, useId, useState } from 'react';
import { mayAs, useRole } from '../account/may';
import { platformName } from '../platforms/platform-queries';
import { Button, buttonClass } from '../ui/button';
import { Check } from '../ui/check';
import { Confirm } from '../ui/confirm';
import { Dialog } from '../ui/dialog';
import { PostState } from '../uploads/post-state';
import { isMovable, type Post } from './calendar-queries';
import { instantsOf, isSameMinute, localTime } from './days';
import { timeIn } from './texts';

interface PostDialogProps {
  post: Post;
  zone: string;
  /** @param at null: as soon as it is ready */
  onMove: (post: Post, at: string | null) => void;
  onClose: () => void;
}

/** What a post is, and another time for it: everything that dragging does, with the keyboard. */
export function PostDialog({ post, zone, onMove, onClose }: PostDialogProps) {
  const mayMove = mayAs(useRole(), 'editor') && isMovable(post);
  const { title, account_name, platform, at, timezone, permalink, error } = post;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="mt-3 flex flex-col gap-4">
        <p className="flex flex-wrap items-center gap-3 text-sm">
          <PostState post={post} />
          {account_name} on {platformName(platform)}
        </p>
        <p className="text-sm text-soft">
          {timeIn(at, zone)} ({zone})
          {timezone && timezone !== zone && `, which is ${timeIn(at, timezone)} (${timezone})`}
        </p>
        {error && (
          <p className="text-sm wrap-anywhere text-bad">
            {error.message} {error.help}
          </p>
        )}
        {mayMove && <MoveForm post={post} zone={zone} onMove={(at) => onMove(post, at)} />}
        <div className="flex flex-wrap justify-end gap-2">
          {mayMove && (
            <Confirm
              label="Publish now"
              question={`Publish “${title}” now?`}
              action="Publish it"
              onConfirm={async () => onMove(post, null)}
            >
              {account_name} on {platformName(platform)} shows it as soon as the video is ready and approved.
            </Confirm>
          )}
          {permalink && (
            <a href={permalink} target="_blank" rel="noreferrer" className={buttonClass()}>
              See it on {platformName(platform)}
            </a>
          )}
          <Link to="/uploads/$id" params={{ id: post.upload_id }} hash={post.id} className={buttonClass()}>
            Open the upload
          </Link>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Dialog>
  );
}

function MoveForm({ post, zone, onMove }: { post: Post; zone: string; onMove: (at: string) => void }) {
  const id = useId();
  const [local, setLocal] = useState(localTime(post.at, zone));
  const [isSecond, setSecond] = useState(isSameMinute(post.at, instantsOf(local, zone)[1] ?? ''));
  const [first = '', second] = instantsOf(local, zone);
  const at = isSecond && second ? second : first;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onMove(at);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <label htmlFor={id} className="text-sm font-medium">
        Time ({zone})
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id={id}
          type="datetime-local"
          value={local}
          required
          onChange={({ target }) => setLocal(target.value)}
          className="min-h-10 min-w-0 flex-1 rounded-lg border border-field bg-card px-3 text-base"
        />
        <Button type="submit" kind="primary" disabled={at === '' || isSameMinute(at, post.at)}>
          Move it
        </Button>
      </div>
      {second && (
        <Check checked={isSecond} onChange={setSecond}>
          The second {local.slice(11)} of that day, after the clocks have gone back
        </Check>
      )}
      {post.approval === 'given' && <p className="text-sm text-soft">At another time, it has to be approved again.</p>}
    </form>
  );
}
