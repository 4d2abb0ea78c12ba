import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Button, type ButtonKind } from '../ui/button';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';

interface Question {
  title: string;
  /** Label of the button that submits. */
  action: string;
  kind?: ButtonKind;
  isReasonRequired?: boolean;
  onSubmit: (values: Record<string, string>, form: FormData) => Promise<unknown>;
  /** Fields above the reason, given what the last attempt has thrown. */
  children?: (thrown: unknown) => ReactNode;
}

interface ReasonDialogProps extends Question {
  /** Label of the button that opens the dialog. */
  label: string;
}

/**
 * A change by an operator, with the reason that the audit log records. An open dialog asks and does what it asked at
 * first, whatever the button would do by now.
 */
export function ReasonDialog({ label, ...question }: ReasonDialogProps) {
  const [asked, setAsked] = useState<Question>();
  return (
    <>
      <Button kind={question.kind} onClick={() => setAsked(question)}>
        {label}
      </Button>
      {asked && <Reason {...asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function Reason({
  title,
  action,
  kind = 'primary',
  isReasonRequired = false,
  onSubmit,
  children,
  onClose,
}: Question & { onClose: () => void }) {
  const queries = useQueryClient();
  const submit = async (values: Record<string, string>, form: FormData) => {
    await onSubmit(values, form);
    await queries.invalidateQueries({ queryKey: ['admin'] });
  };
  return (
    <FormDialog title={title} action={action} kind={kind} onSubmit={submit} onClose={onClose}>
      {(thrown) => (
        <>
          {children?.(thrown)}
          <Field
            label="Reason"
            name="reason"
            maxLength={500}
            note="The audit log records it."
            problem={thrown}
            required={isReasonRequired}
          />
        </>
      )}
    </FormDialog>
  );
}
