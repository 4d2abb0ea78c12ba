import { useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { Button } from '../ui/button';
import { Time } from '../ui/time';
import type { Notice } from './notice-queries';

interface NoticeRowProps {
  notice: Notice;
  onRead: () => void;
}

/** One notice with a link to what it is about; opening it marks it as read. */
export function NoticeRow({ notice: { title, text, accounts, link, created_at, read_at }, onRead }: NoticeRowProps) {
  const { history } = useRouter();
  const isUnread = read_at === null;
  const address = `/app${link}`;
  const open = (event: MouseEvent) => {
    if (isUnread) onRead();
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.push(address);
  };
  return (
    <div
      className={`relative mb-3 flex flex-wrap items-start justify-between gap-3 rounded-xl border bg-card p-4 hover:border-field ${isUnread ? 'border-accent' : 'border-line'}`}
    >
      <div className="min-w-0 flex-1 basis-60">
        <a
          href={address}
          onClick={open}
          className={`break-words text-ink no-underline after:absolute after:inset-0 after:rounded-xl ${isUnread ? 'font-semibold' : ''}`}
        >
          {isUnread && <span className="sr-only">Unread: </span>}
          {title}
        </a>
        {text && <p className="text-sm break-words whitespace-pre-line text-soft">{text}</p>}
        {accounts.length > 0 && (
          <p className="text-sm break-words text-soft">
            {accounts.map(({ name, platform, state }) => `${name} on ${platform}${state && `: ${state}`}`).join(' · ')}
          </p>
        )}
        <p className="text-sm text-soft">
          <Time at={created_at} />
        </p>
      </div>
      {isUnread && (
        <Button className="relative" aria-label={`Mark as read: ${title}`} onClick={onRead}>
          Mark as read
        </Button>
      )}
    </div>
  );
}
