import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useIsSignedIn } from '../account/use-is-signed-in';
import { buttonClass } from '../ui/button';
import { unreadQuery } from './notice-queries';

/** A larger number does not fit into the badge. */
const MOST = 99;

/** Leads to the notices, and shows how many are unread. */
export function NoticeBell() {
  const { data: unread = 0 } = useQuery({ ...unreadQuery, enabled: useIsSignedIn() });
  return (
    <Link
      to="/notices"
      aria-label={`Notices, ${unread === 0 ? 'none' : unread > MOST ? `more than ${MOST}` : unread} unread`}
      className={`${buttonClass()} relative`}
    >
      <svg aria-hidden viewBox="0 0 24 24" className="size-5 fill-none stroke-current stroke-2">
        <path d="M6 9a6 6 0 0 1 12 0c0 6 2 7 2 8H4c0-1 2-2 2-8M10 20a2 2 0 0 0 4 0" strokeLinecap="round" />
      </svg>
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute -top-1.5 -right-1.5 min-w-5 rounded-full bg-accent px-1 text-center text-xs leading-5 font-semibold text-on-accent"
        >
          {unread > MOST ? `${MOST}+` : unread}
        </span>
      )}
    </Link>
  );
}
