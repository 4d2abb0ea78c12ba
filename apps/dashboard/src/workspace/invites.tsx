import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { Button } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { Section } from '../ui/section';
import { Select } from '../ui/select';
import { Time } from '../ui/time';
import { type Role, rolesToGive, type WorkspaceDetails, workspaceQuery } from './workspace-query';

/** Invitations that nobody has accepted yet. */
export function Invites({ workspace }: { workspace: WorkspaceDetails }) {
  const queries = useQueryClient();
  const [isInviting, setInviting] = useState(false);
  const renew = () => queries.invalidateQueries({ queryKey: workspaceQuery.queryKey });
  const invite = ({ email = '', role }: Record<string, string>) =>
    answerOf(api.POST('/api/workspace/invites', { body: { email, role: role as Role } })).then(renew);
  return (
    <Section
      title="Invitations"
      actions={
        <Button kind="primary" onClick={() => setInviting(true)}>
          Invite a colleague
        </Button>
      }
    >
      {workspace.invites.length === 0 && (
        <p className="text-sm text-soft">No invitation is open. An invited person gets an email with a link.</p>
      )}
      <ul className="flex flex-col gap-2">
        {workspace.invites.map((invitation) => (
          <Row key={invitation.id} invitation={invitation} onWithdrawn={renew} />
        ))}
      </ul>
      {isInviting && (
        <FormDialog
          title="Invite a colleague"
          action="Send the invitation"
          onSubmit={invite}
          onClose={() => setInviting(false)}
        >
          {(thrown) => (
            <>
              <Field label="Email address" name="email" type="email" problem={thrown} required />
              <Select label="Role" name="role" choices={rolesToGive(workspace)} defaultValue="editor" />
            </>
          )}
        </FormDialog>
      )}
    </Section>
  );
}

function Row({ invitation, onWithdrawn }: { invitation: Schemas['InviteResponse']; onWithdrawn: () => Promise<void> }) {
  const { id, email, role, expires_at } = invitation;
  const params = { path: { id } };
  const withdraw = () => answerOf(api.DELETE('/api/workspace/invites/{id}', { params })).then(onWithdrawn);
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-4">
      <div className="min-w-0">
        <p className="font-medium break-all">{email}</p>
        <p className="text-sm text-soft">
          <span className="capitalize">{role}</span>, can be accepted until <Time at={expires_at} />
        </p>
      </div>
      <Confirm
        label="Withdraw"
        question={`Withdraw the invitation of ${email}?`}
        action="Withdraw it"
        onConfirm={withdraw}
      >
        The link in the email stops working immediately.
      </Confirm>
    </li>
  );
}
