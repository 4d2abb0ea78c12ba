import { Fragment, type ReactNode, useState } from 'react';
import { Form } from './form';

interface SearchFormProps {
  /** The search in the address, with which the fields begin. */
  shown: Readonly<Record<string, string | undefined>>;
  /** Puts another search into the address. */
  onSearch: (search: Record<string, string>) => void;
  children: ReactNode;
}

/**
 * A form for a search that is in the address. Its fields begin anew with an address from elsewhere, such as one of the
 * history; after a search of their own, the person types on where they are.
 */
export function SearchForm({ shown, onSearch, children }: SearchFormProps) {
  const address = keyOf(shown);
  const [{ seen, own, edition }, set] = useState({ seen: address, own: address, edition: 0 });
  if (address !== seen) set({ seen: address, own: address, edition: address === own ? edition : edition + 1 });
  const submit = (search: Record<string, string>) => {
    set((former) => ({ ...former, own: keyOf(search) }));
    onSearch(search);
  };
  return (
    <Form onSubmit={submit}>
      <Fragment key={edition}>{children}</Fragment>
    </Form>
  );
}

/** The same for searches that find the same. */
const keyOf = (search: SearchFormProps['shown']): string =>
  JSON.stringify(
    Object.entries(search)
      .filter(([, text]) => text)
      .sort(([one], [other]) => one.localeCompare(other)),
  );
