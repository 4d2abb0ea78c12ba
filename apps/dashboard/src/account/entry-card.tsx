import type { ReactNode } from 'react';

/** The frame of the screens before the sign-in. */
export function EntryCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-screen max-w-md flex-col justify-center px-4 py-10">
      <p className="mb-6 text-center text-lg font-semibold">Reelway</p>
      <div className="rounded-xl border border-line bg-card p-6 sm:p-8">
        <h1 className="mb-6 text-2xl font-semibold">{title}</h1>
        {children}
      </div>
    </main>
  );
}

export const linkClass = 'font-medium text-accent underline underline-offset-2';
