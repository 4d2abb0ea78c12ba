import { useState } from 'react';
import { answerOf, api } from '../api/client';
import { Button } from '../ui/button';
import { FormDialog } from '../ui/form-dialog';
import { GraceSelect } from '../ui/grace-select';
import { SecretDialog } from '../ui/secret';

interface RotateKeyProps {
  id: string;
  /** Whether the key can be rotated; the dialog with its successor stays open when it no longer can. */
  isOffered: boolean;
  onRotated: () => Promise<void>;
}

/** Replaces a key and shows the new one once. */
export function RotateKey({ id, isOffered, onRotated }: RotateKeyProps) {
  const [isOpen, setOpen] = useState(false);
  const [key, setKey] = useState<string>();
  const rotate = async ({ grace = '' }: Record<string, string>) => {
    const body = { grace_seconds: Number(grace) };
    setKey((await answerOf(api.POST('/api/keys/{id}/rotate', { params: { path: { id } }, body }))).key);
    await onRotated();
  };
  return (
    <>
      {isOffered && <Button onClick={() => setOpen(true)}>Rotate</Button>}
      {isOpen && (
        <FormDialog title="Rotate the key" action="Create the new key" onSubmit={rotate} onClose={() => setOpen(false)}>
          {() => <GraceSelect label="Keep accepting the old key for" />}
        </FormDialog>
      )}
      {key && <SecretDialog title="The new key" value={key} onClose={() => setKey(undefined)} />}
    </>
  );
}
