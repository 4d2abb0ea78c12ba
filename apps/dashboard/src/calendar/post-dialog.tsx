import { Link } from '@tanstack/react-router';
import { type SubmitEvent, useId, useState } from 'react';
import { platformName } from '../platforms/platform-queries';
import { Button, buttonClass } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { Dialog } from '../ui/dialog';
import { PostState } from '../uploads/post-state';
import { isMovable, type Post } from './calendar-queries';
import { localTime } from './days';
import { timeIn } from './texts';

interface PostDialogProps {
  post: Post;
  zone: string;
  /** @param local null: as soon as it is ready */
  onMove: (post: Post, local: string | null) => void;
  onClose: () => void;
}

/** What a post is, and another time for it: everything that dragging does, with the keyboard. */
export function PostDialog({ post, zone, onMove, onClose }: PostDialogProps) {
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
        {isMovable(post) && <MoveForm post={post} zone={zone} onMove={(local) => onMove(post, local)} />}
        <div className="flex flex-wrap justify-end gap-2">
          {isMovable(post) && (
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

function MoveForm({ post, zone, onMove }: { post: Post; zone: string; onMove: (local: string) => void }) {
  const id = useId();
  const [local, setLocal] = useState(localTime(post.at, zone));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onMove(local);
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
        <Button type="submit" kind="primary" disabled={local === localTime(post.at, zone)}>
          Move it
        </Button>
      </div>
      {post.approval === 'given' && <p className="text-sm text-soft">At another time, it has to be approved again.</p>}
    </form>
  );
}
