import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { May } from '../account/may';
import { answerOf, api, type Schemas } from '../api/client';
import { IdempotencyKeys } from '../api/idempotency-keys';
import { Button } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { Ticks } from '../ui/form-fields';
import { textOf } from '../ui/form-text';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Section } from '../ui/section';
import { groupsQuery, platformName } from './platform-queries';

type Group = Schemas['AccountGroupResponse'];
/** Names of the connected accounts by their id. */
type Names = Readonly<Record<string, string>>;

/** Accounts that are chosen together for an upload. */
export function AccountGroups({ platforms }: Pick<Schemas['PlatformListResponse'], 'platforms'>) {
  const list = useQuery(groupsQuery);
  const [isMaking, setMaking] = useState(false);
  const names = Object.fromEntries(
    Object.entries(platforms).flatMap(([platform, accounts]) =>
      accounts.map(({ id, name }) => [id, `${name} on ${platformName(platform)}`]),
    ),
  );
  return (
    <Section
      title="Groups"
      actions={
        <May least="editor">
          <Button onClick={() => setMaking(true)}>New group</Button>
        </May>
      }
    >
      {list.isPending && <Loading rows={1} />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {list.data?.length === 0 && (
        <p className="text-sm text-soft">No group yet. The accounts of a group are chosen at once for an upload.</p>
      )}
      <ul className="flex flex-col gap-2">
        {list.data?.map((group) => (
          <Row key={group.id} group={group} names={names} />
        ))}
      </ul>
      {isMaking && <GroupDialog names={names} onClose={() => setMaking(false)} />}
    </Section>
  );
}

function Row({ group, names }: { group: Group; names: Names }) {
  const queries = useQueryClient();
  const [isChanging, setChanging] = useState(false);
  const { id, name, account_ids } = group;
  const remove = async () => {
    await answerOf(api.DELETE('/api/platforms/groups/{id}', { params: { path: { id } } }));
    await queries.invalidateQueries({ queryKey: groupsQuery.queryKey });
  };
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-4">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium break-words">{name}</p>
        <p className="text-sm break-words text-soft">
          {account_ids.length === 0
            ? 'No account'
            : account_ids.map((account) => names[account] ?? 'An account').join(', ')}
        </p>
      </div>
      <May least="editor">
        <div className="flex flex-wrap gap-2">
          <Button aria-label={`Change ${name}`} onClick={() => setChanging(true)}>
            Change
          </Button>
          <Confirm label="Delete" question={`Delete the group ${name}?`} action="Delete it" onConfirm={remove}>
            Its accounts stay connected, and planned posts stay as they are.
          </Confirm>
        </div>
      </May>
      {isChanging && <GroupDialog group={group} names={names} onClose={() => setChanging(false)} />}
    </li>
  );
}

interface GroupDialogProps {
  /** The group to change; without one, a new one is created. */
  group?: Group;
  names: Names;
  onClose: () => void;
}

function GroupDialog({ group, names, onClose }: GroupDialogProps) {
  const queries = useQueryClient();
  const [keys] = useState(() => new IdempotencyKeys());
  const save = async (_: unknown, form: FormData) => {
    const body = { name: textOf(form, 'name'), account_ids: form.getAll('account_ids') as string[] };
    await answerOf(
      group
        ? api.PUT('/api/platforms/groups/{id}', { params: { path: { id: group.id } }, body })
        : api.POST('/api/platforms/groups', { params: { header: { 'Idempotency-Key': keys.keyOf(body) } }, body }),
    );
    await queries.invalidateQueries({ queryKey: groupsQuery.queryKey });
  };
  return (
    <FormDialog
      title={group ? 'Change the group' : 'New group'}
      action={group ? 'Save' : 'Create it'}
      onSubmit={save}
      onClose={onClose}
    >
      {(thrown) => (
        <>
          <Field label="Name" name="name" defaultValue={group?.name} maxLength={100} problem={thrown} required />
          <Ticks title="Accounts" name="account_ids" choices={names} chosen={group?.account_ids ?? []} />
        </>
      )}
    </FormDialog>
  );
}
