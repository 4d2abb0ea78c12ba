import type { Job } from './job-queries';

/** Why a render failed, what to do about it, and its warnings. */
export function RenderError({ job: { error, warnings } }: { job: Job }) {
  return (
    <>
      {error && (
        <div role="alert" className="mt-4 rounded-lg border border-bad bg-bad-soft p-4 text-sm">
          <p className="font-semibold text-bad">{error.message}</p>
          {error.help && <p className="mt-1">{error.help}</p>}
          <ErrorList errors={error.errors ?? []} />
          <p className="mt-2 text-soft">
            Code <code>{error.code}</code>
          </p>
        </div>
      )}
      {warnings.length > 0 && (
        <div className="mt-4 rounded-lg border border-line bg-card p-4 text-sm">
          <p className="font-semibold">Warnings</p>
          <ErrorList errors={warnings} />
        </div>
      )}
    </>
  );
}

function ErrorList({ errors }: { errors: readonly { path: string; message: string }[] }) {
  return (
    <ul className="mt-1 list-disc pl-5">
      {errors.map(({ path, message }) => (
        <li key={`${path} ${message}`} className="break-words">
          <code>{path}</code> {message}
        </li>
      ))}
    </ul>
  );
}
