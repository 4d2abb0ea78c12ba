import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';
import { ProblemNotice } from './problem-notice';

interface Question {
  question: string;
  /** The consequences. */
  children: ReactNode;
  /** Label of the button that confirms the action. */
  action: string;
  /** Label of the button that closes the dialog; another one where the action itself is to cancel something. */
  keep?: string;
  onConfirm: () => Promise<unknown>;
}

interface ConfirmProps extends Question {
  /** Label of the button that opens the dialog. */
  label: string;
}

/**
 * A button that asks for confirmation before an irreversible action. An open dialog asks and does what it asked at
 * first, whatever the button would do by now.
 */
export function Confirm({ label, ...question }: ConfirmProps) {
  const [asked, setAsked] = useState<Question>();
  const close = () => setAsked(undefined);
  const act = useMutation({ mutationFn: ({ onConfirm }: Question) => onConfirm(), onSuccess: close });
  const open = () => {
    act.reset();
    setAsked(question);
  };
  return (
    <>
      <Button kind="danger" onClick={open}>
        {label}
      </Button>
      {asked && (
        <Dialog title={asked.question} onClose={close}>
          <div className="mt-2 mb-4 text-soft">{asked.children}</div>
          <ProblemNotice thrown={act.error} />
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <Button onClick={close}>{asked.keep ?? 'Cancel'}</Button>
            <Button kind="danger" busy={act.isPending && 'Working …'} onClick={() => act.mutate(asked)}>
              {asked.action}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
