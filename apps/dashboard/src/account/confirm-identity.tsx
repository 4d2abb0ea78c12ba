import { useMutation, useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useSyncExternalStore } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { openQuestion, subscribeToQuestion } from '../api/recent-sign-in';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { valuesOf } from '../ui/field';
import { Code, Password } from '../ui/password-field';
import { ProblemNotice } from '../ui/problem-notice';
import { meQuery } from './me-query';

/** Appears when an action needs a recent sign-in, above everything else. */
export function ConfirmIdentity() {
  const answer = useSyncExternalStore(subscribeToQuestion, openQuestion);
  return answer ? <PasswordDialog onAnswer={answer} /> : null;
}

function PasswordDialog({ onAnswer }: { onAnswer: (isConfirmed: boolean) => void }) {
  const me = useQuery(meQuery);
  const attempt = useMutation({
    mutationFn: (body: Schemas['ReauthenticateDto']) => answerOf(api.POST('/api/auth/reauthenticate', { body })),
    onSuccess: () => onAnswer(true),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    attempt.mutate(valuesOf(event.currentTarget) as unknown as Schemas['ReauthenticateDto']);
  };
  return (
    <Dialog title="Confirm that it is you" onClose={() => onAnswer(false)}>
      <form onSubmit={submit} className="mt-2 flex flex-col gap-4">
        <p className="text-soft">This action needs your password if you signed in more than 10 minutes ago.</p>
        <Password />
        {me.data?.totp_enabled && <Code />}
        <ProblemNotice thrown={attempt.error} withFaults />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => onAnswer(false)}>Cancel</Button>
          <Button type="submit" kind="primary" busy={attempt.isPending && 'Checking …'}>
            Continue
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
