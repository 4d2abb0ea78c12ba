import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { currentUser, signOut, subscribe, type User } from '../api/session';
import { Button } from '../ui/button';
import { RegisterForm } from './register';
import { SignInForm } from './sign-in';

interface SignedInProps {
  /** Whether the person may create an account instead. */
  canRegister?: boolean;
  children: (user: User) => ReactNode;
}

/** The content behind a mailed link, for a person who is signed in. Others sign in first, on the same page. */
export function SignedIn({ canRegister = false, children }: SignedInProps) {
  const user = useSyncExternalStore(subscribe, currentUser);
  const [isNew, setNew] = useState(false);
  if (user)
    return (
      <>
        {children(user)}
        <p className="mt-6 flex flex-wrap items-center justify-between gap-2 text-sm text-soft">
          <span className="min-w-0 break-all">You are signed in as {user.email}.</span>
          <Button onClick={() => void signOut()}>Use another account</Button>
        </p>
      </>
    );
  return (
    <>
      {isNew ? <RegisterForm /> : <SignInForm />}
      {canRegister && (
        <p className="mt-6 text-sm">
          <Button onClick={() => setNew(!isNew)}>{isNew ? 'I have an account' : 'I have no account yet'}</Button>
        </p>
      )}
    </>
  );
}
