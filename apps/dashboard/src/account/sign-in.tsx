import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type Problem, problemOf } from '../api/problem';
import { type Credentials, currentUser, signIn } from '../api/session';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { Code, Password } from '../ui/password-field';
import { ProblemNotice } from '../ui/problem-notice';
import { EntryCard, linkClass } from './entry-card';

const route = getRouteApi('/sign-in');

export function SignIn() {
  const { next, user } = route.useSearch();
  const navigate = useNavigate();
  useEffect(() => void (document.title = 'Sign in · Reelway'), []);
  const proceed = () => {
    // Only the person who left the screen returns to it.
    const mayReturn = user === undefined || user === currentUser()?.id;
    return navigate({ to: (mayReturn && next) || '/' });
  };
  return (
    <EntryCard title="Sign in">
      <SignInForm onSignedIn={proceed} />
      <p className="mt-6 flex flex-wrap justify-between gap-2 text-sm">
        <Link to="/register" className={linkClass}>
          Create an account
        </Link>
        <Link to="/reset-password" className={linkClass}>
          Forgot your password?
        </Link>
      </p>
    </EntryCard>
  );
}

/**
 * Asks for a code only when the account needs one, and whether to keep an account that is about to be deleted.
 * @param onSignedIn the form stays busy until it resolves
 */
export function SignInForm({ onSignedIn }: { onSignedIn?: () => Promise<void> }) {
  const [needsCode, setNeedsCode] = useState(false);
  const attempt = useMutation<void, Problem, Credentials>({
    mutationFn: (credentials) =>
      signIn(credentials).catch((error: unknown) => {
        throw problemOf(error);
      }),
    onSuccess: onSignedIn,
    onError: ({ code }) => code === 'totp_required' && setNeedsCode(true),
  });
  const isDeletionPending = attempt.error?.code === 'account_deletion_pending';
  const submit = (values: Record<string, string>) => {
    const credentials = values as unknown as Credentials;
    attempt.mutate({ ...credentials, ...(isDeletionPending && { keep_account: true }) });
  };
  return (
    <Form onSubmit={submit}>
      <Field label="Email address" name="email" type="email" autoComplete="username" required />
      <Password />
      {needsCode && <Code />}
      {attempt.error?.code !== 'totp_required' && <ProblemNotice thrown={attempt.error} withFaults />}
      <Button type="submit" kind="primary" busy={attempt.isPending && 'Signing in …'}>
        {isDeletionPending ? 'Sign in and keep the account' : 'Sign in'}
      </Button>
    </Form>
  );
}
