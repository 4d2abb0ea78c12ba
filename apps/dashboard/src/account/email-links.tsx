import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { answerOf, api } from '../api/client';
import { Button, buttonClass } from '../ui/button';
import { ProblemNotice } from '../ui/problem-notice';
import { EntryCard } from './entry-card';
import { takeLinkToken } from './link-token';
import { meQuery } from './me-query';
import { SignedIn } from './signed-in';

const NO_TOKEN = 'Open the link in the email that we sent you.';

/** The target of the link that was mailed to a new address. Only the link and a sign-in together change the address. */
export function ConfirmEmail() {
  const [token] = useState(takeLinkToken);
  useEffect(() => void (document.title = 'Confirm your new email address · Reelway'), []);
  return (
    <EntryCard title="Confirm your new email address">
      {token ? (
        <>
          <p className="mb-4 text-soft">Sign in with the current email address of your account.</p>
          <SignedIn>{() => <Confirmation token={token} />}</SignedIn>
        </>
      ) : (
        <p>{NO_TOKEN}</p>
      )}
    </EntryCard>
  );
}

function Confirmation({ token }: { token: string }) {
  const queries = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => answerOf(api.POST('/api/account/email/confirm', { body: { token } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  if (confirm.isSuccess)
    return (
      <div role="alert" className="flex flex-col gap-4">
        <p>Your account now uses the new email address.</p>
        <Link to="/account" className={buttonClass('primary')}>
          Continue
        </Link>
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      <ProblemNotice thrown={confirm.error} />
      <Button kind="primary" busy={confirm.isPending && 'Confirming …'} onClick={() => confirm.mutate()}>
        Use the new address
      </Button>
    </div>
  );
}

/** The target of the link that was mailed to the former address. */
export function UndoEmailChange() {
  const [token] = useState(takeLinkToken);
  useEffect(() => void (document.title = 'Undo the change of your email address · Reelway'), []);
  return (
    <EntryCard title="Undo the change of your email address">
      {token ? <Undo token={token} /> : <p>{NO_TOKEN}</p>}
    </EntryCard>
  );
}

function Undo({ token }: { token: string }) {
  const undo = useMutation({
    mutationFn: () => answerOf(api.POST('/api/account/email/undo', { body: { token } })),
  });
  if (undo.isSuccess)
    return (
      <p role="alert">Your account has its former address back. We have mailed you a link to set a new password.</p>
    );
  return (
    <div className="flex flex-col gap-4">
      <p>Your account gets this address back, and all devices are signed out.</p>
      <ProblemNotice thrown={undo.error} />
      <Button kind="primary" busy={undo.isPending && 'Undoing …'} onClick={() => undo.mutate()}>
        Undo the change
      </Button>
    </div>
  );
}
