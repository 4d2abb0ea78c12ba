import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { planName } from '../billing/plan-names';
import { Button } from '../ui/button';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { cardClass } from '../ui/section';
import { ZoneNote } from '../ui/time';
import { AccountData } from './account-data';
import { meQuery } from './me-query';
import { EmailChange, NameChange } from './profile';

/** The signed-in user: name, address, plan and data. */
export function Account() {
  const me = useQuery(meQuery);
  return (
    <Page title="Account">
      <div className="flex flex-col gap-8">
        {me.isPending && <Loading rows={3} />}
        <ProblemNotice thrown={me.error} onRetry={() => void me.refetch()} />
        {me.data && (
          <>
            {!me.data.user.email_verified && <Unconfirmed email={me.data.user.email} />}
            <Facts {...me.data} />
            <NameChange name={me.data.user.name} />
            <EmailChange email={me.data.user.email} />
            <AccountData needsCode={me.data.totp_enabled} isConfirmed={me.data.user.email_verified} />
          </>
        )}
      </div>
      <ZoneNote />
    </Page>
  );
}

function Facts({ user, workspace, entitlements, tokens }: Schemas['MeResponse']) {
  return (
    <dl className={`${cardClass} grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2`}>
      <Fact name="Email address">
        {user.email} {user.email_verified ? '(confirmed)' : '(not confirmed yet)'}
      </Fact>
      <Fact name="Workspace">{workspace.name}</Fact>
      <Fact name="Plan">{planName(entitlements.tier)}</Fact>
      <Fact name="Tokens">
        {tokens
          ? `${tokens.balance} available, ${tokens.reserved} reserved`
          : 'Only administrators of the workspace see them.'}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-soft">{name}</dt>
      <dd className="font-medium break-words">{children}</dd>
    </div>
  );
}

/** Offers to mail the confirmation again. */
export function Unconfirmed({ email }: { email: string }) {
  const queries = useQueryClient();
  const resend = useMutation({
    mutationFn: () => answerOf(api.POST('/api/auth/verify-email/resend', { body: { email } })),
  });
  return (
    <div className="rounded-lg border border-busy bg-busy-soft p-4 text-sm">
      <p>
        Confirm your email address: we have sent a link to <strong className="break-all">{email}</strong>.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button busy={resend.isPending && 'Sending …'} disabled={resend.isSuccess} onClick={() => resend.mutate()}>
          {resend.isSuccess ? 'Sent' : 'Send it again'}
        </Button>
        <Button onClick={() => void queries.invalidateQueries({ queryKey: meQuery.queryKey })}>
          I have confirmed it
        </Button>
      </div>
      <ProblemNotice thrown={resend.error} />
    </div>
  );
}
