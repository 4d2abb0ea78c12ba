import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/problem-notice';
import { editQuery } from './job-queries';

/** The edit as JSON, loaded when it is opened. */
export function EditText({ id }: { id: string }) {
  const [isOpen, setOpen] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const edit = useQuery({ ...editQuery(id), enabled: isOpen });
  const text = edit.data ? JSON.stringify(edit.data, null, 2) : '';
  const copy = () => void navigator.clipboard?.writeText(text).then(() => setCopied(true));
  return (
    <details
      className="mt-4 rounded-xl border border-line bg-card"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="cursor-pointer p-4 font-medium">The edit</summary>
      <div className="border-t border-line p-4">
        {edit.isPending && isOpen && <p className="text-soft">Loading …</p>}
        <ProblemNotice thrown={edit.error} />
        {edit.isSuccess && !edit.data && <p className="text-soft">The edit is no longer kept.</p>}
        {text && (
          <>
            <Button onClick={copy}>{isCopied ? 'Copied' : 'Copy'}</Button>
            <textarea
              readOnly
              aria-label="The edit as JSON"
              value={text}
              rows={20}
              className="mt-3 w-full rounded-lg bg-sunken p-3 font-mono text-xs"
            />
          </>
        )}
      </div>
    </details>
  );
}
