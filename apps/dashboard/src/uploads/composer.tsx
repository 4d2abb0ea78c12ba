import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { linkClass } from '../account/entry-card';
import { platformName, platformsQuery } from '../platforms/platform-queries';
import { Check } from '../ui/check';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Text } from '../ui/text';
import { type CompositionProps, type Target, targetOn } from './composition';
import { CoverChoice } from './cover-choice';
import { ScheduleChoice } from './schedule-choice';
import { TargetOptions } from './target-options';
import { TextLimits } from './text-limits';

interface ComposerProps extends CompositionProps {
  video: File | undefined;
  disabled: boolean;
}

/** Where the video goes, with which texts and when. */
export function Composer({ composition, onChange, video, disabled }: ComposerProps) {
  const { title, caption, targets } = composition;
  const { data } = useQuery(platformsQuery);
  const chosen = new Set(targets.map(({ platform }) => platform));
  const limits = Object.entries(data?.text_limits ?? {}).filter(([platform]) => chosen.has(platform));
  const limitsOf = (field: 'title' | 'caption') =>
    Object.fromEntries(limits.map(([platform, texts]) => [platform, texts[field]]));
  return (
    <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-4">
      <Targets composition={composition} onChange={onChange} />
      <Text label="Title (optional)" value={title} most={512} onChange={(text) => onChange({ title: text })} />
      <TextLimits text={title} limits={limitsOf('title')} />
      <Text
        label="Caption (optional)"
        value={caption}
        most={10_000}
        rows={4}
        onChange={(text) => onChange({ caption: text })}
      />
      <TextLimits text={caption} limits={limitsOf('caption')} />
      {video && <CoverChoice cover={composition.cover} video={video} onChange={(cover) => onChange({ cover })} />}
      {targets.length > 0 && <ScheduleChoice composition={composition} onChange={onChange} />}
    </fieldset>
  );
}

function Targets({ composition: { download, targets }, onChange }: CompositionProps) {
  const list = useQuery(platformsQuery);
  const accounts = Object.entries(list.data?.platforms ?? {}).flatMap(([platform, own]) =>
    own.map((account) => ({ platform, account })),
  );
  const toggle = (id: string, added: Target | undefined) =>
    onChange({ targets: added ? [...targets, added] : targets.filter(({ accountId }) => accountId !== id) });
  const replace = (changed: Target) =>
    onChange({ targets: targets.map((each) => (each.accountId === changed.accountId ? changed : each)) });
  return (
    <fieldset className="min-w-0 rounded-xl border border-line bg-card p-4">
      <legend className="px-1 text-sm font-medium">Where it goes</legend>
      <Check checked={download} onChange={(isWanted) => onChange({ download: isWanted })}>
        A file to download
      </Check>
      {list.isPending && <Loading rows={1} />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {accounts.map(({ platform, account: { id, name, status } }) => {
        const target = targets.find(({ accountId }) => accountId === id);
        return (
          <div key={id}>
            <Check
              checked={target !== undefined}
              onChange={(isWanted) => toggle(id, isWanted ? targetOn(id, platform) : undefined)}
            >
              {name} on {platformName(platform)}
              {status === 'needs_reconnection' && <span className="text-bad"> (has to be reconnected)</span>}
            </Check>
            {target && <TargetOptions target={target} name={name} onChange={replace} />}
          </div>
        );
      })}
      {list.isSuccess && (
        <p className="mt-2 text-sm text-soft">
          {accounts.length === 0 ? 'To publish it, first ' : 'To publish elsewhere, '}
          <Link to="/platforms" className={linkClass}>
            connect an account
          </Link>
          .
        </p>
      )}
    </fieldset>
  );
}
