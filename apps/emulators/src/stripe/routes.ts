import type { Account } from './account';
import type { Form } from './form';

export interface Call {
  account: Account;
  /** From the path. */
  id: string;
  /** Body of a POST, query of the others. */
  form: Form;
  path: string;
}

/** `METHOD /path` below `/v1`, with `:id` in place of an id. */
export type Routes = Readonly<Record<string, (call: Call) => object>>;

/** `GET /<plural>` and `GET /<plural>/:id` for one kind of object. */
export function readable(path: string, kind: string): Routes {
  return {
    [`GET ${path}`]: ({ account, form, path: url }) => account.world.page(kind, form, url),
    [`GET ${path}/:id`]: ({ account, id }) => account.world.get(kind, id),
  };
}
