import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { Button } from '../ui/button';
import { Check } from '../ui/check';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Time } from '../ui/time';
import { handleOf, platformName, platformsQuery } from './platform-queries';

/** A login that gives access to several accounts: which of them to connect. */
export function AccountChoice({ id }: { id: string }) {
  const choice = useQuery({
    queryKey: ['account-choice', id],
    retry: false,
    queryFn: () => answerOf(api.GET('/api/platforms/choices/{id}', { params: { path: { id } } })),
  });
  if (choice.isPending) return <Loading rows={1} />;
  return choice.data ? <Candidates {...choice.data} /> : <ProblemNotice thrown={choice.error} />;
}

function Candidates({ id, platform, accounts, expires_at }: Schemas['AccountChoiceResponse']) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const params = { path: { id } };
  const connect = useMutation({
    mutationFn: () => answerOf(api.POST('/api/platforms/choices/{id}', { params, body: { account_ids: [...chosen] } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: platformsQuery.queryKey });
      await navigate({ to: '/platforms', replace: true });
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    connect.mutate();
  };
  const toggle = (account: string, isChosen: boolean) =>
    setChosen((former) => (isChosen ? [...former, account] : former.filter((each) => each !== account)));
  return (
    <form onSubmit={submit} className="mb-6 flex flex-col gap-4 rounded-xl border border-accent bg-card p-5">
      <fieldset>
        <legend className="mb-2 font-semibold">
          Which accounts at {platformName(platform)} do you want to connect?
        </legend>
        {accounts.map(({ account_id, name, username }) => (
          <Check
            key={account_id}
            checked={chosen.includes(account_id)}
            onChange={(isChosen) => toggle(account_id, isChosen)}
          >
            {name} <span className="text-soft">{handleOf({ username })}</span>
          </Check>
        ))}
      </fieldset>
      <p className="text-sm text-soft">
        You can choose until <Time at={expires_at} />.
      </p>
      <ProblemNotice thrown={connect.error} withFaults />
      <div>
        <Button type="submit" kind="primary" disabled={chosen.length === 0} busy={connect.isPending && 'Connecting …'}>
          Connect
        </Button>
      </div>
    </form>
  );
}
