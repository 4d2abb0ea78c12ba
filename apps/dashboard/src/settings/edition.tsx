import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';

/** The field that has the focus; several boxes may share a name. */
export interface FocusedField {
  name: string;
  value: string | undefined;
}

interface EditionProps {
  /** Where the field that has the focus is kept from one edition to the next. */
  focused: RefObject<FocusedField | undefined>;
  children: ReactNode;
}

/**
 * The fields of a form in one edition of their values: with another `key` they are made anew, and the focus stays at the
 * field of the same name.
 */
export function Edition({ focused, children }: EditionProps) {
  const fields = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = fields.current;
    fieldsIn(element)
      .find((field) => focused.current && isSame(named(field), focused.current))
      ?.focus();
    focused.current = undefined;
    // The fields are still on the page, with the focus.
    return () => {
      const field = fieldsIn(element).find((each) => each === document.activeElement);
      focused.current = field && named(field);
    };
  }, [focused]);
  return (
    <div ref={fields} className="contents">
      {children}
    </div>
  );
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const fieldsIn = (element: HTMLElement | null): Field[] => [
  ...(element?.querySelectorAll<Field>('input, select, textarea') ?? []),
];

const named = ({ name, type, value }: Field): FocusedField => ({
  name,
  value: type === 'checkbox' ? value : undefined,
});

const isSame = (one: FocusedField, other: FocusedField): boolean =>
  one.name === other.name && one.value === other.value;
