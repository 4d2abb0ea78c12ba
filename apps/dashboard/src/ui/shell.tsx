import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { ConfirmIdentity } from '../account/confirm-identity';
import { currentUser, signOut, subscribe } from '../api/session';
import { Button, buttonClass } from './button';
import { ProblemNotice } from './problem-notice';

const LINKS = [
  { to: '/renders', label: 'Renders' },
  { to: '/uploads', label: 'Uploads' },
  { to: '/platforms', label: 'Connected accounts' },
  { to: '/billing', label: 'Tokens and plan' },
  { to: '/keys', label: 'API keys' },
  { to: '/account', label: 'Account' },
] as const;

/** The frame around every screen of a signed-in person. */
export function Shell() {
  const user = useSyncExternalStore(subscribe, currentUser);
  const navigate = useNavigate();
  const [thrown, setThrown] = useState<unknown>();
  useEffect(() => {
    if (!user) void navigate({ to: '/sign-in', search: { next: nextAddress() } });
  }, [user, navigate]);
  return (
    <div className="min-h-screen">
      <a href="#content" className={`${buttonClass('primary')} sr-only left-2 top-2 focus:not-sr-only focus:absolute`}>
        Skip to the content
      </a>
      <Header name={user?.name} onSignOut={() => void signOut().catch(setThrown)} />
      <main id="content" className="mx-auto max-w-6xl px-4 py-8">
        <ProblemNotice thrown={thrown} />
        <Outlet />
      </main>
      <ConfirmIdentity />
    </div>
  );
}

function Header({ name, onSignOut }: { name: string | undefined; onSignOut: () => void }) {
  return (
    <header className="border-b border-line bg-card">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
        <Link to="/" className="text-lg font-semibold text-ink no-underline">
          Reelway
        </Link>
        <nav aria-label="Main" className="order-last flex w-full flex-wrap gap-1 sm:order-none sm:w-auto sm:flex-1">
          {LINKS.map(({ to, label }) => (
            <Link
              key={to}
              to={to}
              className="rounded-lg px-3 py-2 text-sm font-medium whitespace-nowrap text-soft no-underline hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:text-ink"
            >
              {label}
            </Link>
          ))}
        </nav>
        <span className="ml-auto max-w-40 truncate text-sm text-soft">{name}</span>
        <Button onClick={onSignOut}>Sign out</Button>
      </div>
    </header>
  );
}

/** The address below /app to which a person returns after the sign-in. */
export function nextAddress(): string | undefined {
  const { pathname, search, hash } = window.location;
  const path = pathname.replace(/^\/app/, '') || '/';
  return path === '/' || path === '/sign-in' ? undefined : path + search + hash;
}
