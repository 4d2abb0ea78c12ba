import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type SubmitEvent, useEffect, useState } from 'react';
import { answerOf, api } from '../api/client';
import { type Problem, problemOf } from '../api/problem';
import { Button, buttonClass } from '../ui/button';
import { Field, valuesOf } from '../ui/field';
import { NewPassword } from '../ui/password-field';
import { ProblemNotice } from '../ui/problem-notice';
import { EntryCard } from './entry-card';
import { takeLinkToken } from './link-token';

/** Without the token of a link: requests a mail. With it: sets the password. */
export function ResetPassword() {
  const [token] = useState(takeLinkToken);
  useEffect(() => void (document.title = 'Reset your password · Reelway'), []);
  return <EntryCard title="Reset your password">{token ? <PasswordForm token={token} /> : <AskForLink />}</EntryCard>;
}

function AskForLink() {
  const ask = useMutation({
    mutationFn: (email: string) => answerOf(api.POST('/api/auth/password-reset', { body: { email } })),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask.mutate(valuesOf(event.currentTarget).email ?? '');
  };
  if (ask.isSuccess) return <p role="alert">If the address has an account, an email with a link is on its way.</p>;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Email address" name="email" type="email" autoComplete="username" required />
      <ProblemNotice thrown={ask.error} withFaults />
      <Button type="submit" kind="primary" busy={ask.isPending && 'Sending …'}>
        Send me a link
      </Button>
    </form>
  );
}

function PasswordForm({ token }: { token: string }) {
  const set = useMutation<unknown, Problem, string>({
    mutationFn: (password) =>
      answerOf(api.POST('/api/auth/password-reset/confirm', { body: { token, new_password: password } })).catch(
        (error: unknown) => {
          throw problemOf(error);
        },
      ),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    set.mutate(valuesOf(event.currentTarget).new_password ?? '');
  };
  if (set.isSuccess)
    return (
      <div role="alert" className="flex flex-col gap-4">
        <p>Your password was changed, and all devices were signed out.</p>
        <Link to="/sign-in" className={buttonClass('primary')}>
          Sign in
        </Link>
      </div>
    );
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <NewPassword problem={set.error} />
      <ProblemNotice thrown={set.error} />
      <Button type="submit" kind="primary" busy={set.isPending && 'Changing …'}>
        Change the password
      </Button>
    </form>
  );
}
