import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Button, type ButtonKind } from '../ui/button';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';

interface ReasonDialogProps {
  /** Label of the button that opens the dialog. */
  label: string;
  title: string;
  /** Label of the button that submits. */
  action: string;
  kind?: ButtonKind;
  isReasonRequired?: boolean;
  onSubmit: (values: Record<string, string>, form: FormData) => Promise<unknown>;
  /** Fields above the reason, given what the last attempt has thrown. */
  children?: (thrown: unknown) => ReactNode;
}

/** A change by an operator, with the reason that the audit log records. */
export function ReasonDialog({
  label,
  title,
  action,
  kind = 'plain',
  isReasonRequired = false,
  onSubmit,
  children,
}: ReasonDialogProps) {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const submit = async (values: Record<string, string>, form: FormData) => {
    await onSubmit(values, form);
    await queries.invalidateQueries({ queryKey: ['admin'] });
  };
  return (
    <>
      <Button kind={kind} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <FormDialog
          title={title}
          action={action}
          kind={kind === 'plain' ? 'primary' : kind}
          onSubmit={submit}
          onClose={() => setOpen(false)}
        >
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
      )}
    </>
  );
}
