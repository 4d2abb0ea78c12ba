import { Link } from '@tanstack/react-router';
import { linkClass } from '../account/entry-card';

export function NotFound() {
  return (
    <main className="mx-auto max-w-md px-4 py-20 text-center">
      <h1 className="text-2xl font-semibold">This page does not exist</h1>
      <p className="mt-4">
        <Link to="/" className={linkClass}>
          Go to your renders
        </Link>
      </p>
    </main>
  );
}
