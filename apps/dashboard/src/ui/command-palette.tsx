import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { mayAs, useRole } from '../account/may';
import type { User } from '../api/session';
import { Dialog } from './dialog';
import { navigationFor } from './navigation';

interface Command {
  label: string;
  /** Where it belongs, to tell commands with the same name apart. */
  group: string;
  run: () => void;
}

let isOpen = false;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  isOpen = next;
  for (const listener of listeners) listener();
}

export const openCommandPalette = (): void => set(true);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

interface CommandPaletteProps {
  user: User | undefined;
  onSignOut: () => void;
}

/** Everything that a person can go to or start, found by typing. Ctrl K or ⌘ K opens it. */
export function CommandPalette({ user, onSignOut }: CommandPaletteProps) {
  const isShown = useSyncExternalStore(subscribe, () => isOpen);
  const navigate = useNavigate();
  // Before the role is known, everything is offered: nobody types in vain, and each screen says for whom it is.
  const role = useRole() ?? 'owner';
  useEffect(() => {
    const open = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      set(true);
    };
    window.addEventListener('keydown', open);
    return () => window.removeEventListener('keydown', open);
  }, []);
  if (!isShown) return null;
  const screens = navigationFor(user, role).flatMap(({ title, links }) =>
    links.map(({ to, label }) => ({ label, group: title, run: () => void navigate({ to }) })),
  );
  const starts: Command[] = [
    { label: 'New render', group: 'Start', run: () => void navigate({ to: '/renders/new' }) },
    { label: 'New upload', group: 'Start', run: () => void navigate({ to: '/uploads/new' }) },
  ];
  const commands: Command[] = [
    ...screens,
    ...(mayAs(role, 'editor') ? starts : []),
    { label: 'Sign out', group: 'You', run: onSignOut },
  ];
  return (
    <Dialog title="Go to" onClose={() => set(false)}>
      <Search commands={commands} />
    </Dialog>
  );
}

/** Enter runs the first match; the arrow keys move through all of them. */
function Search({ commands }: { commands: readonly Command[] }) {
  const [text, setText] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const words = text.toLowerCase().split(/\s+/);
  const matches = commands.filter(({ label, group }) =>
    words.every((word) => `${label} ${group}`.toLowerCase().includes(word)),
  );
  const run = (command: Command | undefined) => {
    if (!command) return;
    set(false);
    command.run();
  };
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, button') ?? [])];
    stops.at((stops.indexOf(event.currentTarget) + step) % stops.length)?.focus();
  };
  return (
    <div ref={box} className="mt-3">
      <input
        type="search"
        aria-label="Search"
        autoComplete="off"
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => (event.key === 'Enter' ? run(matches[0]) : move(event))}
        className="min-h-10 w-full rounded-lg border border-field bg-card px-3 text-base"
      />
      <output className="sr-only">{matches.length === 1 ? '1 match' : `${matches.length} matches`}</output>
      <ul aria-label="Matches" className="mt-2 h-72 overflow-y-auto">
        {matches.map((command) => (
          <Match key={`${command.group} ${command.label}`} command={command} onRun={run} onKeyDown={move} />
        ))}
        {matches.length === 0 && <li className="px-3 py-2 text-sm text-soft">Nothing matches.</li>}
      </ul>
    </div>
  );
}

interface MatchProps {
  command: Command;
  onRun: (command: Command) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

function Match({ command, onRun, onKeyDown }: MatchProps) {
  return (
    <li className="first:bg-sunken">
      <button
        type="button"
        onClick={() => onRun(command)}
        onKeyDown={onKeyDown}
        className="flex w-full justify-between gap-3 rounded-lg px-3 py-2 text-left text-sm -outline-offset-2 hover:bg-sunken"
      >
        {command.label}
        <span className="text-soft">{command.group}</span>
      </button>
    </li>
  );
}
