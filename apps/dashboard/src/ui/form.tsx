import type { ReactNode, SubmitEvent } from 'react';
import { valuesOf } from './field';

interface FormProps {
  /** Receives the fields by name, without empty ones. */
  onSubmit: (values: Record<string, string>, form: HTMLFormElement) => void;
  children: ReactNode;
}

/** A column of fields that does not leave the page. */
export function Form({ onSubmit, children }: FormProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(valuesOf(event.currentTarget), event.currentTarget);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {children}
    </form>
  );
}
