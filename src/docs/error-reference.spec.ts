import type { ErrorDefinition, ErrorKind } from '@app/core';
import { errorPage } from './error-reference';

it('the page of errors shows `<` as it is between backticks, and as text elsewhere', () => {
  const error: ErrorDefinition = {
    code: 'too_few',
    kind: 'invalid',
    title: 'The list has <3 entries',
    help: 'Send `{ "list": [<id>, …] }` with <3> ids.',
  };
  const page = errorPage([error], { invalid: 422 } as Record<ErrorKind, number>);
  expect(page).toContain(
    '| 422 | `too_few` | The list has &lt;3 entries | Send `{ "list": [<id>, …] }` with &lt;3> ids. |',
  );
});
