import { Link } from '@tanstack/react-router';
import { linkClass } from '../account/entry-card';
import type { UploadWarning } from './transfer';

/** What is unusual about an upload and what follows from it; screen readers announce it when they are idle. */
export function UploadWarnings({ warnings }: { warnings: readonly UploadWarning[] }) {
  return (
    <div aria-live="polite">
      {warnings.length > 0 && (
        <ul className="mt-1 mb-3 flex flex-col gap-2">
          {warnings.map((warning) => (
            <li
              key={`${warning.code} ${warning.account_id} ${warning.message}`}
              className="rounded-lg border border-busy bg-busy-soft p-3 text-sm wrap-anywhere text-ink"
            >
              {warning.code === 'duplicate_upload'
                ? 'A file with this name and size was uploaded before.'
                : warning.message}{' '}
              <Remedy warning={warning} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** In a tab of its own, because the form with its file would be lost. */
export const NEW_TAB = { target: '_blank', className: linkClass } as const;

function Remedy({ warning: { account_id, upload_id, required_tier } }: { warning: UploadWarning }) {
  if (account_id)
    return (
      <Link to="/platforms" hash={account_id} {...NEW_TAB}>
        Reconnect it in a new tab
      </Link>
    );
  if (upload_id)
    return (
      <Link to="/uploads/$id" params={{ id: upload_id }} {...NEW_TAB}>
        See the earlier upload in a new tab
      </Link>
    );
  if (required_tier)
    return (
      <Link to="/billing" {...NEW_TAB}>
        See the plans in a new tab
      </Link>
    );
  return null;
}
