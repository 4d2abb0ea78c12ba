import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Button } from './button';
import { Loading } from './page';

/** Rows that appear and disappear together. */
const CHUNK = 20;
/** Rows exist this far outside the visible part, so that scrolling shows no gap. */
const MARGIN = '1000px';

interface Source {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => Promise<unknown>;
}

interface LongListProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** Height of a row in pixels before it has been shown. */
  rowHeight: number;
  /** Where the next page comes from, which is read near the end of the list. */
  source: Source;
  /** The content of a row. */
  children: (item: T) => ReactNode;
}

/** A list of any length that scrolls with the page: only the rows near the visible part exist. */
export function LongList<T>({ label, items, keyOf, rowHeight, source, children }: LongListProps<T>) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = source;
  // A failed attempt is repeated by hand only: the end of the list stays near.
  const mayRead = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  const readOn = useCallback(() => {
    if (mayRead) void fetchNextPage();
  }, [mayRead, fetchNextPage]);
  const starts = Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, index) => index * CHUNK);
  return (
    <div>
      {starts.map((start) => {
        const chunk = items.slice(start, start + CHUNK);
        return (
          <Chunk key={start} label={`${label}, from ${start + 1}`} height={chunk.length * rowHeight}>
            {() => chunk.map((item) => <li key={keyOf(item)}>{children(item)}</li>)}
          </Chunk>
        );
      })}
      <End key={items.length} onReach={readOn} />
      {isFetchingNextPage && <Loading rows={1} />}
      {isFetchNextPageError && <Button onClick={() => void fetchNextPage()}>Read on</Button>}
    </div>
  );
}

interface ChunkProps {
  label: string;
  /** In pixels, before it has been shown. */
  height: number;
  children: () => ReactNode;
}

function Chunk({ label, height, children }: ChunkProps) {
  const box = useRef<HTMLUListElement>(null);
  const [{ isNear, space }, set] = useState({ isNear: false, space: height });
  useEffect(() => {
    const list = box.current;
    if (!list) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry || (!entry.isIntersecting && list.contains(document.activeElement))) return;
        // Keeps the height of the rows, so that nothing moves when they disappear.
        set({ isNear: entry.isIntersecting, space: entry.boundingClientRect.height });
      },
      { rootMargin: MARGIN },
    );
    observer.observe(list);
    return () => observer.disconnect();
  }, []);
  return (
    <ul ref={box} aria-label={label} style={isNear ? undefined : { height: space }}>
      {isNear && children()}
    </ul>
  );
}

function End({ onReach }: { onReach: () => void }) {
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onReach(), { rootMargin: MARGIN });
    if (mark.current) observer.observe(mark.current);
    return () => observer.disconnect();
  }, [onReach]);
  return <div ref={mark} />;
}
