import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button, type ButtonKind } from './button';
import { Dialog } from './dialog';
import { Form } from './form';
import { ProblemNotice } from './problem-notice';

interface FormDialogProps {
  title: string;
  /** Label of the button that submits. */
  action: string;
  kind?: ButtonKind;
  /** Receives the fields by name; the dialog closes when it resolves. */
  onSubmit: (values: Record<string, string>, form: FormData) => Promise<unknown>;
  onClose: () => void;
  /** The fields, given what the last attempt has thrown. */
  children: (thrown: unknown) => ReactNode;
}

/** A form above the page. */
export function FormDialog({ title, action, kind = 'primary', onSubmit, onClose, children }: FormDialogProps) {
  const submit = useMutation({
    mutationFn: ({ values, form }: { values: Record<string, string>; form: FormData }) => onSubmit(values, form),
    onSuccess: onClose,
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="mt-4">
        <Form onSubmit={(values, form) => submit.mutate({ values, form: new FormData(form) })}>
          {children(submit.error)}
          <ProblemNotice thrown={submit.error} withFaults />
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" kind={kind} busy={submit.isPending && 'Working …'}>
              {action}
            </Button>
          </div>
        </Form>
      </div>
    </Dialog>
  );
}
