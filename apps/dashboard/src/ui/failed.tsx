import { useRouter } from '@tanstack/react-router';
import { ProblemNotice } from './problem-notice';

/** A screen that could not be shown. */
export function Failed({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <main className="mx-auto max-w-md px-4 py-20">
      <ProblemNotice thrown={error} onRetry={() => void router.invalidate()} />
    </main>
  );
}
