import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type SubmitEvent, useEffect, useState } from 'react';
import { answerOf, api } from '../api/client';
import { type Problem, problemOf } from '../api/problem';
import { Button, buttonClass } from '../ui/button';
import { valuesOf } from '../ui/field';
import { NewPassword } from '../ui/password-field';
import { ProblemNotice } from '../ui/problem-notice';
import { EntryCard, linkClass } from './entry-card';
import { takeLinkToken } from './link-token';
import { meQuery } from './me-query';

/**
 * The target of the link in the confirmation mail. A session of this browser confirms the address and stays signed in;
 * without one, the person chooses a new password.
 */
export function VerifyEmail() {
  const queries = useQueryClient();
  const [token] = useState(takeLinkToken);
  const [needsPassword, setNeedsPassword] = useState(false);
  useEffect(() => void (document.title = 'Confirm your email address · Reelway'), []);
  const confirm = useMutation<unknown, Problem, { token: string; new_password?: string }>({
    mutationFn: (body) =>
      answerOf(api.POST('/api/auth/verify-email', { body })).catch((error: unknown) => {
        throw problemOf(error);
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: meQuery.queryKey }),
    onError: ({ code }) => code === 'new_password_required' && setNeedsPassword(true),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (token) confirm.mutate({ token, ...valuesOf(event.currentTarget) });
  };
  return (
    <EntryCard title="Confirm your email address">
      <div className="flex flex-col gap-4" aria-live="polite">
        {confirm.isSuccess ? (
          <>
            <p>Your email address is confirmed.</p>
            <Link to="/" className={buttonClass('primary')}>
              Continue
            </Link>
          </>
        ) : token ? (
          <form onSubmit={submit} className="flex flex-col gap-4">
            {needsPassword && <PasswordChoice problem={confirm.error} />}
            {confirm.error?.code !== 'new_password_required' && <ProblemNotice thrown={confirm.error} />}
            <Button type="submit" kind="primary" busy={confirm.isPending && 'Confirming …'}>
              {needsPassword ? 'Change the password and confirm' : 'Confirm'}
            </Button>
          </form>
        ) : (
          <p>
            Open the link in the email that we sent you. <Link to="/account">Your account</Link> can send it again.
          </p>
        )}
      </div>
    </EntryCard>
  );
}

function PasswordChoice({ problem }: { problem: Problem | null }) {
  return (
    <>
      <p>
        If you know the password of the account,{' '}
        <Link to="/sign-in" className={linkClass}>
          sign in
        </Link>{' '}
        and open the link in the email again. Otherwise choose a new one: everything that gave access to the account
        before is then removed.
      </p>
      <NewPassword problem={problem} />
    </>
  );
}
