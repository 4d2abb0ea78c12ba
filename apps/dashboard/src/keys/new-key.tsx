import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { type Problem, problemOf } from '../api/problem';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field, valuesOf } from '../ui/field';
import { ProblemNotice } from '../ui/problem-notice';

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
  if (make.data) return <MadeKey value={make.data.key} onClose={onClose} />;
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
          <legend className="mb-1 text-sm font-medium">It may</legend>
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

function MadeKey({ value, onClose }: { value: string; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(value).then(() => setCopied(true));
  return (
    <Dialog title="Your new key" onClose={onClose}>
      <p className="mt-2 text-soft">Copy it now: it is shown only once.</p>
      <output className="mt-3 block rounded-lg bg-sunken p-3 font-mono text-sm break-all">{value}</output>
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button onClick={copy}>{isCopied ? 'Copied' : 'Copy'}</Button>
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
