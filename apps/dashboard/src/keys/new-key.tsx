import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { type Problem, problemOf } from '../api/problem';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field, valuesOf } from '../ui/field';
import { ProblemNotice } from '../ui/problem-notice';
import { SecretDialog } from '../ui/secret';

type Scope = Schemas['CreateApiKeyDto']['scopes'][number];

/** Every scope of the contract: one that is missing here does not compile. */
const SCOPES: Readonly<Record<Scope, string>> = {
  'render:read': 'Read renders',
  'render:write': 'Start and cancel renders',
  'uploads:read': 'Read uploads',
  'uploads:write': 'Upload and publish',
  'analytics:read': 'Read analytics',
  'billing:read': 'Read tokens and invoices',
  'platforms:read': 'Read connected accounts',
  'webhooks:read': 'Read webhooks',
  'webhooks:write': 'Change webhooks',
};
const USUAL: readonly string[] = ['render:read', 'render:write'] satisfies Scope[];

interface NewKeyProps {
  onMade: () => Promise<void>;
  onClose: () => void;
}

/** Makes a key and shows it once. */
export function NewKey({ onMade, onClose }: NewKeyProps) {
  const make = useMutation<Schemas['IssuedApiKeyResponse'], Problem, Schemas['CreateApiKeyDto']>({
    mutationFn: (body) =>
      answerOf(api.POST('/api/keys', { body })).catch((error: unknown) => {
        throw problemOf(error);
      }),
    onSuccess: () => void onMade(),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const scopes = form.getAll('scopes') as Scope[];
    make.mutate({ name: valuesOf(event.currentTarget).name ?? '', scopes });
  };
  if (make.data) return <SecretDialog title="Your new key" value={make.data.key} onClose={onClose} />;
  return (
    <Dialog title="New key" onClose={onClose}>
      <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
        <Field
          label="Name"
          name="name"
          maxLength={100}
          note="Such as the program that uses it."
          problem={make.error}
          required
        />
        <fieldset>
          <legend className="mb-1 text-sm font-medium">Permissions</legend>
          {Object.entries(SCOPES).map(([scope, meaning]) => (
            <label key={scope} className="flex min-h-8 items-center gap-2 text-sm">
              <input type="checkbox" name="scopes" value={scope} defaultChecked={USUAL.includes(scope)} />
              {meaning}
            </label>
          ))}
        </fieldset>
        <ProblemNotice thrown={make.error} withFaults />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={make.isPending && 'Creating …'}>
            Create the key
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
