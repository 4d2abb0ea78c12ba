import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { answerOf, api } from '../api/client';
import { Button, buttonClass } from '../ui/button';
import { ProblemNotice } from '../ui/problem-notice';
import { EntryCard } from './entry-card';
import { takeLinkToken } from './link-token';
import { meQuery } from './me-query';

/** The target of the link in the confirmation mail. A session of this browser stays signed in. */
export function VerifyEmail() {
  const queries = useQueryClient();
  const [token] = useState(takeLinkToken);
  useEffect(() => void (document.title = 'Confirm your email address · Reelway'), []);
  const confirm = useMutation({
    mutationFn: (link: string) => answerOf(api.POST('/api/auth/verify-email', { body: { token: link } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
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
          <>
            <ProblemNotice thrown={confirm.error} />
            <Button kind="primary" busy={confirm.isPending && 'Confirming …'} onClick={() => confirm.mutate(token)}>
              Confirm
            </Button>
          </>
        ) : (
          <p>
            Open the link of the mail that we sent you. <Link to="/account">Your account</Link> can send it again.
          </p>
        )}
      </div>
    </EntryCard>
  );
}
