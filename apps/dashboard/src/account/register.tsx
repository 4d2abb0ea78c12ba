import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type NewAccount, register } from '../api/session';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { NewPassword } from '../ui/password-field';
import { ProblemNotice } from '../ui/problem-notice';
import { EntryCard, linkClass } from './entry-card';

export function Register() {
  const navigate = useNavigate();
  useEffect(() => void (document.title = 'Create an account · Reelway'), []);
  return (
    <EntryCard title="Create an account">
      <RegisterForm onRegistered={() => navigate({ to: '/' })} />
      <p className="mt-6 text-sm">
        Already have an account?{' '}
        <Link to="/sign-in" className={linkClass}>
          Sign in
        </Link>
      </p>
    </EntryCard>
  );
}

/** Creates an account and signs in to it. @param onRegistered the form stays busy until it resolves */
export function RegisterForm({ onRegistered }: { onRegistered?: () => Promise<void> }) {
  const attempt = useMutation({
    mutationFn: (account: NewAccount) => register(account),
    onSuccess: onRegistered,
  });
  const problem = attempt.error;
  return (
    <Form onSubmit={(values) => attempt.mutate(values as unknown as NewAccount)}>
      <Field label="Name" name="name" autoComplete="name" problem={problem} required />
      <Field label="Email address" name="email" type="email" autoComplete="username" problem={problem} required />
      <NewPassword label="Password" name="password" problem={problem} />
      <ProblemNotice thrown={problem} />
      <Button type="submit" kind="primary" busy={attempt.isPending && 'Creating …'}>
        Create the account
      </Button>
    </Form>
  );
}
