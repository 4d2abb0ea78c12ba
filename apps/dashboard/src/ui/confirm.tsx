import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';
import { ProblemNotice } from './problem-notice';

interface ConfirmProps {
  /** Label of the button that opens the dialog. */
  label: string;
  question: string;
  /** The consequences. */
  children: ReactNode;
  /** Label of the button that confirms the action. */
  action: string;
  /** Label of the button that closes the dialog; another one where the action itself is to cancel something. */
  keep?: string;
  onConfirm: () => Promise<unknown>;
}

/** A button that asks for confirmation before an irreversible action. */
export function Confirm({ label, question, children, action, keep = 'Cancel', onConfirm }: ConfirmProps) {
  const [isOpen, setOpen] = useState(false);
  const act = useMutation({ mutationFn: onConfirm, onSuccess: () => setOpen(false) });
  const open = () => {
    act.reset();
    setOpen(true);
  };
  return (
    <>
      <Button kind="danger" onClick={open}>
        {label}
      </Button>
      {isOpen && (
        <Dialog title={question} onClose={() => setOpen(false)}>
          <div className="mt-2 mb-4 text-soft">{children}</div>
          <ProblemNotice thrown={act.error} />
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <Button onClick={() => setOpen(false)}>{keep}</Button>
            <Button kind="danger" busy={act.isPending && 'Working …'} onClick={() => act.mutate()}>
              {action}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
