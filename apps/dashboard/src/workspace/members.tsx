import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { meQuery } from '../account/me-query';
import { answerOf, api } from '../api/client';
import { Badge } from '../ui/badge';
import { Confirm } from '../ui/confirm';
import { ProblemNotice } from '../ui/problem-notice';
import { Section } from '../ui/section';
import { Select } from '../ui/select';
import { Time } from '../ui/time';
import { useShowAnew } from './use-enter-workspace';
import {
  type Member,
  mayManage,
  type Role,
  rolesToGive,
  type WorkspaceDetails,
  workspaceQuery,
} from './workspace-query';

/** Everyone who works in the workspace, in the order of joining. */
export function Members({ workspace }: { workspace: WorkspaceDetails }) {
  const { limit, used } = workspace.seats;
  return (
    <Section title="People">
      <p className="mb-3 text-sm text-soft">
        {used} of {limit} {limit === 1 ? 'seat is' : 'seats are'} taken, open invitations included.
      </p>
      <ul className="flex flex-col gap-2">
        {workspace.members.map((member) => (
          <Row key={member.id} workspace={workspace} member={member} />
        ))}
      </ul>
    </Section>
  );
}

interface RowProps {
  workspace: WorkspaceDetails;
  member: Member;
}

function Row({ workspace, member }: RowProps) {
  const me = useQuery(meQuery);
  const { id, name, email, role, read_only, joined_at } = member;
  const isMe = me.data?.user.id === id;
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-4">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium break-words">
          {name}
          {isMe && <span className="ml-2 text-sm font-normal text-soft">you</span>}
        </p>
        <p className="text-sm break-words text-soft">
          {email}, joined <Time at={joined_at} />
        </p>
        {read_only && <p className="text-sm text-bad">Can only read: there are more people than seats.</p>}
      </div>
      {mayManage(workspace, member) && !isMe ? (
        <Management workspace={workspace} member={member} />
      ) : (
        <Badge tone="quiet">
          <span className="capitalize">{role}</span>
        </Badge>
      )}
      {isMe && role !== 'owner' && <Leave workspace={workspace} id={id} />}
    </li>
  );
}

function Management({ workspace, member: { id, name, role } }: RowProps) {
  const queries = useQueryClient();
  const params = { path: { id } };
  const renew = () => queries.invalidateQueries({ queryKey: workspaceQuery.queryKey });
  const change = useMutation({
    mutationFn: (wanted: Role) =>
      answerOf(api.PATCH('/api/workspace/members/{id}', { params, body: { role: wanted } })),
    onSettled: renew,
  });
  const remove = () => answerOf(api.DELETE('/api/workspace/members/{id}', { params })).then(renew);
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Select
        label={`Role of ${name}`}
        value={change.isPending ? change.variables : role}
        choices={rolesToGive(workspace)}
        disabled={change.isPending}
        onChange={(wanted) => change.mutate(wanted as Role)}
      />
      <Confirm label="Remove" question={`Remove ${name}?`} action="Remove them" onConfirm={remove}>
        They lose access immediately, their API keys for this workspace are revoked, and their unfinished uploads are
        cancelled.
      </Confirm>
      <ProblemNotice thrown={change.error} />
    </div>
  );
}

function Leave({ workspace, id }: { workspace: WorkspaceDetails; id: string }) {
  const showAnew = useShowAnew();
  const leave = () => answerOf(api.DELETE('/api/workspace/members/{id}', { params: { path: { id } } })).then(showAnew);
  return (
    <Confirm label="Leave" question={`Leave ${workspace.name}?`} action="Leave it" onConfirm={leave}>
      You lose access immediately. Only a new invitation brings you back.
    </Confirm>
  );
}
