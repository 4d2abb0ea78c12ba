import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useEffect } from 'react';
import { type Problem, problemOf } from '../api/problem';
import { type NewAccount, register } from '../api/session';
import { Button } from '../ui/button';
import { Field, valuesOf } from '../ui/field';
import { NewPassword } from '../ui/password-field';
import { ProblemNotice } from '../ui/problem-notice';
import { EntryCard, linkClass } from './entry-card';

export function Register() {
  const navigate = useNavigate();
  useEffect(() => void (document.title = 'Create an account · Reelway'), []);
  const attempt = useMutation<void, Problem, NewAccount>({
    mutationFn: (account) =>
      register(account).catch((error: unknown) => {
        throw problemOf(error);
      }),
    onSuccess: () => navigate({ to: '/' }),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    attempt.mutate(valuesOf(event.currentTarget) as unknown as NewAccount);
  };
  const problem = attempt.error;
  return (
    <EntryCard title="Create an account">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" name="name" autoComplete="name" problem={problem} required />
        <Field label="Email address" name="email" type="email" autoComplete="username" problem={problem} required />
        <NewPassword label="Password" name="password" problem={problem} />
        <ProblemNotice thrown={problem} />
        <Button type="submit" kind="primary" busy={attempt.isPending && 'Creating …'}>
          Create the account
        </Button>
      </form>
      <p className="mt-6 text-sm">
        You have one?{' '}
        <Link to="/sign-in" className={linkClass}>
          Sign in
        </Link>
      </p>
    </EntryCard>
  );
}
