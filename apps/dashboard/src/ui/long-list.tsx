import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Rows that appear and disappear together. */
const CHUNK = 50;
/** Rows exist this far outside the visible part, so that scrolling shows no gap. */
const MARGIN = '1000px';

interface LongListProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** Height of a row in pixels before it has been shown. */
  rowHeight: number;
  /** Called near the end of the list; read the next page then. */
  onEnd: () => void;
  /** The content of a row. */
  children: (item: T) => ReactNode;
}

/** A list of any length that scrolls with the page: only the rows near the visible part exist. */
export function LongList<T>({ label, items, keyOf, rowHeight, onEnd, children }: LongListProps<T>) {
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
      <End key={items.length} onReach={onEnd} />
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
        // The space that it took, so that nothing moves when its rows go.
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
