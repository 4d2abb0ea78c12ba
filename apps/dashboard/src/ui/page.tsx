import { type ReactNode, useEffect, useRef } from 'react';

interface PageProps {
  title: string;
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of every screen: names the document and moves the focus to the title, as a page load would. */
export function Page({ title, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => void (document.title = `${title} · Reelway`), [title]);
  // Once: a title that arrives later takes the focus from nobody who has moved on.
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement?.closest('nav')) heading.current?.focus();
  }, []);
  return (
    <>
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
        <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold outline-none">
          {title}
        </h1>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </>
  );
}

/** A list without entries: says so, and what to do next. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="rounded-xl border border-dashed border-field bg-card p-8 text-center">
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="mt-2 flex flex-col items-center gap-4 text-soft">{children}</div>
    </div>
  );
}

/** Keeps the space of content that is on its way, so that nothing moves when it arrives. */
export function Loading({ rows = 3, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <output className="flex flex-col gap-3">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="h-20 rounded-xl bg-sunken motion-safe:animate-pulse" />
      ))}
    </output>
  );
}
