import { useState } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';

interface SecretDialogProps {
  title: string;
  value: string;
  onClose: () => void;
}

/** Shows a secret once, to be copied. */
export function SecretDialog({ title, value, onClose }: SecretDialogProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(value).then(() => setCopied(true));
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="mt-2 text-soft">Copy it now: it is shown only once.</p>
      <output className="mt-3 block rounded-lg bg-sunken p-3 font-mono text-sm break-all whitespace-pre-line">
        {value}
      </output>
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button onClick={copy}>{isCopied ? 'Copied' : 'Copy'}</Button>
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
