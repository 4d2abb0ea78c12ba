import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { EntryCard } from '../account/entry-card';
import { takeLinkToken } from '../account/link-token';
import { SignedIn } from '../account/signed-in';
import { answerOf, api } from '../api/client';
import { showAnew, tellOtherTabs } from '../api/shown-workspace';
import { Button, buttonClass } from '../ui/button';
import { ProblemNotice } from '../ui/problem-notice';

/** The target of the link in an invitation. */
export function AcceptInvite() {
  const [token] = useState(takeLinkToken);
  useEffect(() => void (document.title = 'Join a workspace · Reelway'), []);
  return (
    <EntryCard title="Join a workspace">
      {token ? (
        <>
          <p className="mb-4 text-soft">Use the email address that received the invitation.</p>
          <SignedIn canRegister>{() => <Join token={token} />}</SignedIn>
        </>
      ) : (
        <p>Open the link in the email that invited you.</p>
      )}
    </EntryCard>
  );
}

function Join({ token }: { token: string }) {
  const queries = useQueryClient();
  const join = useMutation({
    mutationFn: () => answerOf(api.POST('/api/workspace/invites/accept', { body: { token } })),
    // Everything that was shown belongs to the former workspace.
    onSuccess: () => {
      showAnew();
      tellOtherTabs();
      queries.clear();
    },
  });
  if (join.data)
    return (
      <div role="alert" className="flex flex-col gap-4">
        <p className="break-words">You have joined {join.data.name}.</p>
        <Link to="/" className={buttonClass('primary')}>
          Continue
        </Link>
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      <ProblemNotice thrown={join.error} />
      <Button kind="primary" busy={join.isPending && 'Joining …'} onClick={() => join.mutate()}>
        Join the workspace
      </Button>
    </div>
  );
}
