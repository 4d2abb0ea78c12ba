import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Schemas } from '../api/client';
import { creatorInfoQuery, platformName } from '../platforms/platform-queries';
import { ProblemNotice } from '../ui/problem-notice';
import { Select } from '../ui/select';
import { duration } from '../ui/time';
import type { Target } from './composition';
import { privacyName } from './privacy-name';
import { TargetTexts } from './target-texts';
import { TiktokChoices } from './tiktok-choices';

type CreatorInfo = Schemas['CreatorInfoResponse'];

interface TargetOptionsProps {
  target: Target;
  /** Of the account. */
  name: string;
  onChange: (change: Partial<Target>) => void;
}

/** What the platform lets the account choose for a post, read from the platform. */
export function TargetOptions({ target, name, onChange }: TargetOptionsProps) {
  const { platform, accountId, privacy } = target;
  const info = useQuery(creatorInfoQuery(platform, accountId));
  const offered = info.data?.privacy_options ?? [];
  const [only] = offered.length === 1 ? offered : [];
  // TikTok refuses paid partnerships that only their author sees.
  const possible = offered.filter((option) => !target.options.brand_content || option !== 'SELF_ONLY');
  useEffect(() => {
    if (only && privacy === '') onChange({ privacy: only });
  }, [only, privacy, onChange]);
  return (
    <div className="mb-3 ml-6 flex min-h-20 flex-col gap-3 border-l border-line pl-4" aria-busy={info.isPending}>
      <ProblemNotice thrown={info.error} onRetry={() => void info.refetch()} />
      {info.data && <Limits platform={platform} info={info.data} />}
      {info.data && (
        <Select
          label={`Who may see it on ${platformName(platform)}`}
          value={privacy}
          placeholder="Choose"
          choices={Object.fromEntries(possible.map((option) => [option, privacyName(option)]))}
          onChange={(chosen) => onChange({ privacy: chosen })}
        />
      )}
      {info.data && platform === 'tiktok' && (
        <TiktokChoices target={target} name={name} disabled={info.data.disabled} onChange={onChange} />
      )}
      <TargetTexts target={target} name={name} onChange={onChange} />
    </div>
  );
}

function Limits({ platform, info }: { platform: string; info: CreatorInfo }) {
  const { can_post, refused_by, max_duration_seconds: longest, daily_posts: daily } = info;
  const facts = [
    longest !== null && `at most ${duration(longest)}`,
    daily !== null && `${daily.used} of ${daily.limit} posts of 24 hours used`,
  ].filter(Boolean);
  return (
    <>
      {!can_post && (
        <p className="text-sm text-bad">
          {platformName(platform)} accepts no post of this account now (<code>{refused_by}</code>).
        </p>
      )}
      {facts.length > 0 && <p className="text-sm text-soft">Now: {facts.join(', ')}.</p>}
    </>
  );
}
