import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';
import { ProblemNotice } from '../ui/problem-notice';
import { AccountChoice } from './account-choice';
import { platformName, platformsQuery } from './platform-queries';

/** The parameters of the address to which a platform's consent page leads back: ids and codes of ours. */
export interface ConnectionResult {
  platform?: string;
  connected?: string;
  choice?: string;
  error?: string;
}

/** The outcome of an attempt to connect an account, or the choice that is left. */
export function Outcome({ platform = '', connected, choice, error }: ConnectionResult) {
  if (error) return <Refusal platform={platform} code={error} />;
  if (choice) return <AccountChoice id={choice} />;
  return connected ? <Connected id={connected} platform={platform} /> : null;
}

function Connected({ id, platform }: { id: string; platform: string }) {
  const { data } = useQuery(platformsQuery);
  const account = data?.platforms[platform]?.find((each) => each.id === id);
  if (!account) return null;
  return (
    <output className="mb-6 block rounded-lg border border-good bg-good-soft p-4 text-sm">
      {account.name} on {platformName(platform)} is connected.
    </output>
  );
}

function Refusal({ platform, code }: { platform: string; code: string }) {
  const reason = useQuery({
    queryKey: ['error', code],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => answerOf(api.GET('/errors/{code}', { params: { path: { code } } })),
  });
  return (
    <div role="alert" className="mb-6 min-h-20 rounded-lg border border-bad bg-bad-soft p-4 text-sm">
      <p className="font-semibold text-bad">The account at {platformName(platform)} was not connected</p>
      {reason.data && (
        <>
          <p className="mt-1">{reason.data.title}.</p>
          <p className="mt-1">{reason.data.help}</p>
        </>
      )}
      <ProblemNotice thrown={reason.error} />
      <p className="mt-2 text-soft">
        Code <code>{code}</code>
      </p>
    </div>
  );
}
