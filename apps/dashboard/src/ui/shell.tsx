import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useState, useSyncExternalStore } from 'react';
import { ConfirmIdentity } from '../account/confirm-identity';
import { useRole } from '../account/may';
import { currentUser, endedSession, signOut, subscribe, type User } from '../api/session';
import { shownWorkspace, subscribeToWorkspace } from '../api/shown-workspace';
import { followAccount } from '../live/account-stream';
import { NoticeBell } from '../notices/notice-bell';
import { LeftWorkspace } from '../workspace/left-workspace';
import { LostWorkspace } from '../workspace/lost-workspace';
import { Button, buttonClass } from './button';
import { CommandPalette, openCommandPalette } from './command-palette';
import { type Destination, navigationFor } from './navigation';
import { ProblemNotice } from './problem-notice';

/** The frame around every screen of a signed-in person. */
export function Shell() {
  const user = useSyncExternalStore(subscribe, currentUser);
  // Another person begins with screens of their own.
  return <Frame key={user?.id ?? endedSession()?.userId} user={user} />;
}

function Frame({ user }: { user: User | undefined }) {
  const navigate = useNavigate();
  const [thrown, setThrown] = useState<unknown>();
  useEffect(() => {
    if (!user) void navigate({ to: '/sign-in', search: searchToReturn(), ignoreBlocker: true });
  }, [user, navigate]);
  useLiveUpdates(user?.id);
  const leave = () => void signOut().catch(setThrown);
  return (
    <div className="min-h-screen lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a href="#content" className={`${buttonClass('primary')} sr-only left-2 top-2 focus:not-sr-only focus:absolute`}>
        Skip to the content
      </a>
      <Header user={user} onSignOut={leave} />
      <main id="content" className="mx-auto w-full max-w-6xl px-4 py-8 lg:px-8">
        <ProblemNotice thrown={thrown} />
        <Outlet />
      </main>
      <CommandPalette user={user} onSignOut={leave} />
      <ConfirmIdentity />
      <LostWorkspace />
      <LeftWorkspace />
    </div>
  );
}

/** Keeps every screen as fresh as the events of the account. */
function useLiveUpdates(userId: string | undefined): void {
  const queries = useQueryClient();
  useEffect(() => (userId === undefined ? undefined : followAccount(userId, queries)), [userId, queries]);
}

/** Beside the content on wide screens; above it, with a menu, on others. */
function Header({ user, onSignOut }: { user: User | undefined; onSignOut: () => void }) {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const role = useRole();
  const [openAt, setOpenAt] = useState<string>();
  // The next screen closes the menu.
  const isOpen = openAt === path;
  const hidden = isOpen ? '' : 'max-lg:hidden';
  return (
    <header className="border-line bg-card max-lg:border-b lg:border-r">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-4 px-4 py-3 lg:sticky lg:top-0 lg:h-screen lg:flex-col lg:flex-nowrap lg:items-stretch lg:overflow-y-auto lg:py-6">
        <div className="flex flex-1 items-center justify-between gap-3 lg:flex-none lg:pl-3">
          <Link to="/" className="text-lg font-semibold text-ink no-underline">
            Reelway
          </Link>
          <NoticeBell />
        </div>
        <Button
          aria-expanded={isOpen}
          aria-controls="navigation"
          className="lg:hidden"
          onClick={() => setOpenAt(isOpen ? undefined : path)}
        >
          Menu
        </Button>
        <Button className="max-lg:order-none" aria-keyshortcuts="Control+K Meta+K" onClick={openCommandPalette}>
          Go to <kbd className="font-sans text-soft max-lg:hidden">Ctrl K</kbd>
        </Button>
        <nav id="navigation" aria-label="Main" className={`w-full lg:flex-1 ${hidden}`}>
          {navigationFor(user, role).map(({ title, links }) => (
            <Group key={title} title={title} links={links} />
          ))}
        </nav>
        <div className={`flex w-full items-center justify-between gap-3 lg:px-3 ${hidden}`}>
          <span className="min-w-0 text-sm text-soft">
            <span className="block truncate">{user?.name}</span>
            <WorkspaceName />
          </span>
          <Button className="whitespace-nowrap" onClick={onSignOut}>
            Sign out
          </Button>
        </div>
      </div>
    </header>
  );
}

/** The workspace in which everything on the screen is done. */
function WorkspaceName() {
  const shown = useSyncExternalStore(subscribeToWorkspace, shownWorkspace);
  return shown ? (
    <span className="block truncate" title={shown.name}>
      in {shown.name}
    </span>
  ) : null;
}

function Group({ title, links }: { title: string; links: readonly Destination[] }) {
  const id = useId();
  return (
    <div className="mb-4">
      <p id={id} className="px-3 pb-1 text-xs font-semibold text-soft">
        {title}
      </p>
      <ul aria-labelledby={id}>
        {links.map(({ to, label }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: to === '/admin' }}
              className="block rounded-lg px-3 py-2 text-sm font-medium text-soft no-underline hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:text-ink"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The query with which the sign-in page leads the same person back to this screen; empty once they have signed out. */
export function searchToReturn(): { next?: string; user?: string } {
  const session = endedSession();
  if (session?.hasSignedOut) return {};
  const { pathname, search, hash } = window.location;
  const path = pathname.replace(/^\/app/, '') || '/';
  return path === '/' || path === '/sign-in' ? {} : { next: path + search + hash, user: session?.userId };
}
