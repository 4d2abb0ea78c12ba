import { type ReactNode, useCallback, useLayoutEffect, useRef } from 'react';

interface EditionProps {
  /** With another number the fields are made anew. */
  edition: number;
  children: ReactNode;
}

/** The fields of a form in one edition of their values. The focus stays at the field of the same name in the next. */
export function Edition({ edition, children }: EditionProps) {
  const focused = useRef<FocusedField>(undefined);
  const restore = useCallback((fields: readonly Field[]) => {
    const former = focused.current;
    if (former) fields.find((field) => isSame(named(field), former))?.focus();
  }, []);
  const keep = useCallback((fields: readonly Field[]) => {
    const field = fields.find((each) => each === document.activeElement);
    focused.current = field && named(field);
  }, []);
  return (
    <Fields key={edition} onBegin={restore} onEnd={keep}>
      {children}
    </Fields>
  );
}

interface FieldsProps {
  onBegin: (fields: readonly Field[]) => void;
  /** Called while the fields are still on the page, with the focus. */
  onEnd: (fields: readonly Field[]) => void;
  children: ReactNode;
}

function Fields({ onBegin, onEnd, children }: FieldsProps) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = place.current;
    onBegin(fieldsIn(element));
    return () => onEnd(fieldsIn(element));
  }, [onBegin, onEnd]);
  return (
    <div ref={place} className="contents">
      {children}
    </div>
  );
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Several boxes may share a name. */
interface FocusedField {
  name: string;
  value: string | undefined;
}

const fieldsIn = (element: HTMLElement | null): Field[] => [
  ...(element?.querySelectorAll<Field>('input, select, textarea') ?? []),
];

const named = ({ name, type, value }: Field): FocusedField => ({
  name,
  value: type === 'checkbox' ? value : undefined,
});

const isSame = (one: FocusedField, other: FocusedField): boolean =>
  one.name === other.name && one.value === other.value;
