import type { ReactNode, Ref, SubmitEvent } from 'react';
import { valuesOf } from './field';

interface FormProps {
  /** Receives the fields by name, without empty ones. */
  onSubmit: (values: Record<string, string>, form: HTMLFormElement) => void;
  /** Called whenever somebody changes a field. */
  onInput?: () => void;
  ref?: Ref<HTMLFormElement>;
  children: ReactNode;
}

/** A column of fields that does not leave the page. */
export function Form({ onSubmit, onInput, ref, children }: FormProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(valuesOf(event.currentTarget), event.currentTarget);
  };
  return (
    <form ref={ref} onInput={onInput} onSubmit={submit} className="flex flex-col gap-4">
      {children}
    </form>
  );
}
