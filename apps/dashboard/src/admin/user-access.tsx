import { answerOf, api } from '../api/client';
import { Tick } from '../ui/form-fields';
import { Section } from '../ui/section';
import type { AdminUserDetail } from './admin-queries';
import { ReasonDialog } from './reason-dialog';

interface Props {
  user: AdminUserDetail;
}

/** Suspends a user, signs them out, and changes their role. */
export function UserAccess({ user }: Props) {
  return (
    <Section title="What they may do">
      <div className="flex flex-wrap gap-2">
        <Suspension user={user} />
        <SignOut user={user} />
        <Role user={user} />
      </div>
    </Section>
  );
}

function Suspension({ user: { id, name, status } }: Props) {
  const params = { path: { id } };
  if (status === 'suspended')
    return (
      <ReasonDialog
        label="Lift the suspension"
        title={`Lift the suspension of ${name}?`}
        action="Lift it"
        onSubmit={({ reason }) => answerOf(api.POST('/api/admin/users/{id}/restore', { params, body: { reason } }))}
      />
    );
  return (
    <ReasonDialog
      label="Suspend"
      title={`Suspend ${name}?`}
      action="Suspend them"
      kind="danger"
      onSubmit={({ reason }) => answerOf(api.POST('/api/admin/users/{id}/suspend', { params, body: { reason } }))}
    >
      {() => (
        <p className="text-soft">
          Their devices are signed out and their API keys stop immediately. A subscription continues and charges them:
          cancel or pause it in Stripe, because they cannot.
        </p>
      )}
    </ReasonDialog>
  );
}

function SignOut({ user: { id, name } }: Props) {
  const params = { path: { id } };
  const signOut = ({ reason }: Record<string, string>, form: FormData) => {
    const body = { reason, require_password_reset: form.has('require_password_reset') };
    return answerOf(api.POST('/api/admin/users/{id}/reset-sessions', { params, body }));
  };
  return (
    <ReasonDialog
      label="Sign out everywhere"
      title={`Sign out all devices of ${name}?`}
      action="Sign them out"
      onSubmit={signOut}
    >
      {() => <Tick name="require_password_reset" label="They must also set a new password" />}
    </ReasonDialog>
  );
}

function Role({ user: { id, name, role } }: Props) {
  const isAdmin = role === 'admin';
  const body = { user_id: id, role: isAdmin ? ('user' as const) : ('admin' as const) };
  return (
    <ReasonDialog
      label={isAdmin ? 'Remove as administrator' : 'Make an administrator'}
      title={isAdmin ? `Remove ${name} as administrator?` : `Make ${name} an administrator?`}
      action={isAdmin ? 'Remove administrator role' : 'Make administrator'}
      kind="danger"
      onSubmit={({ reason }) => answerOf(api.POST('/api/admin/users/role', { body: { ...body, reason } }))}
    >
      {() => <p className="text-soft">Administrators see and change everything in this installation.</p>}
    </ReasonDialog>
  );
}
