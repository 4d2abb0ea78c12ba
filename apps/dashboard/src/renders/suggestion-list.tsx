import { type RefObject, useEffect, useRef } from 'react';
import type { Completion } from './completions';
import { lineOf } from './json-tree';

const TAB = 2;
/** Of a line, in rem. */
const LINE = 1.25;
/** The longest list, in lines. */
const HEIGHT = 12;

/** The elements with these roles, `select` and `option`, take the focus and show nothing but text. */
const LISTBOX = { role: 'listbox', 'aria-label': 'Suggestions' } as const;
const option = (isActive: boolean) => ({ role: 'option', tabIndex: -1, 'aria-selected': isActive }) as const;

/** Characters before an offset in its line, as wide as they are shown. */
export function columnOf(text: string, offset: number): number {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return line.length + (TAB - 1) * (line.split('\t').length - 1);
}

interface SuggestionListProps {
  id: string;
  items: readonly Completion[];
  active: number;
  text: string;
  /** Of the cursor. */
  offset: number;
  box: RefObject<HTMLTextAreaElement | null>;
  accept: (item: Completion) => void;
}

/** Below the cursor, or above it near the end of the editor. */
export function SuggestionList({ id, items, active, text, offset, box, accept }: SuggestionListProps) {
  const chosen = items[active];
  const list = useScrollTo(active);
  const editor = box.current;
  if (!chosen || !editor) return <output className="sr-only" />;
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const top = lineOf(text, offset) * LINE + 0.5 - editor.scrollTop / rem;
  const lines = Math.min(items.length, HEIGHT - 2) + (chosen.about ? 2 : 0) + 1;
  const isAbove = top + lines * LINE > editor.clientHeight / rem && top > lines * LINE;
  return (
    <>
      <div
        className="absolute z-10 max-w-full rounded-lg border border-field bg-card shadow-xl"
        style={{
          [isAbove ? 'bottom' : 'top']: isAbove ? `calc(100% - ${top - LINE}rem)` : `${top}rem`,
          left: `max(0px, min(100% - 24rem, ${columnOf(text, offset)}ch - ${editor.scrollLeft}px))`,
          width: '24rem',
        }}
      >
        <div ref={list} id={id} {...LISTBOX} className="max-h-56 overflow-y-auto p-1">
          {items.map((item, index) => (
            <button
              type="button"
              key={item.insert}
              id={`${id}-${index}`}
              {...option(index === active)}
              onMouseDown={(event) => {
                // The editor keeps the focus.
                event.preventDefault();
                accept(item);
              }}
              className="flex w-full justify-between text-left gap-3 rounded px-2 hover:bg-sunken aria-selected:bg-sunken aria-selected:outline aria-selected:-outline-offset-1 aria-selected:outline-accent"
            >
              <span className="min-w-0 truncate">{item.label}</span>
              <span className="shrink-0 font-sans text-xs leading-5 text-soft">{item.kind}</span>
            </button>
          ))}
        </div>
        {chosen.about && (
          <p className="line-clamp-2 border-t border-line px-3 py-1 font-sans text-xs text-soft">{chosen.about}</p>
        )}
      </div>
      <output className="sr-only">
        {items.length === 1 ? '1 suggestion' : `${items.length} suggestions`}. {chosen.about}
      </output>
    </>
  );
}

function useScrollTo(active: number): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return list;
}
