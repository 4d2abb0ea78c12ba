import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Account, groupsQuery, platformName, platformsQuery } from '../platforms/platform-queries';
import { Check } from '../ui/check';
import { Loading } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { type CompositionProps, type Target, targetOn } from './composition';
import { CoverChoice } from './cover-choice';
import { LimitedText } from './limited-text';
import { ScheduleChoice } from './schedule-choice';
import { TargetOptions } from './target-options';
import type { UploadWarning } from './transfer';
import { NEW_TAB, UploadWarnings } from './upload-warnings';
import { useDisconnected } from './use-disconnected';

interface TargetsProps extends CompositionProps {
  /** Those of accounts are shown at the account. */
  warnings: readonly UploadWarning[];
}

interface ComposerProps extends TargetsProps {
  video: File | undefined;
  disabled: boolean;
}

/** The destinations of the video, its texts and its time. */
export function Composer({ composition, onChange, warnings, video, disabled }: ComposerProps) {
  const { title, caption, targets } = composition;
  const { data } = useQuery(platformsQuery);
  const chosen = new Set(targets.map(({ platform }) => platform));
  const limits = Object.entries(data?.text_limits ?? {}).filter(([platform]) => chosen.has(platform));
  const limitsOf = (field: 'title' | 'caption') =>
    Object.fromEntries(limits.map(([platform, texts]) => [platform, texts[field]]));
  return (
    <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-4">
      <Targets composition={composition} onChange={onChange} warnings={warnings} />
      <LimitedText
        label="Title (optional)"
        value={title}
        most={512}
        limits={limitsOf('title')}
        onChange={(text) => onChange({ title: text })}
      />
      <LimitedText
        label="Caption (optional)"
        value={caption}
        most={10_000}
        rows={4}
        limits={limitsOf('caption')}
        onChange={(text) => onChange({ caption: text })}
      />
      {video && <CoverChoice cover={composition.cover} video={video} onChange={(cover) => onChange({ cover })} />}
      {targets.length > 0 && <ScheduleChoice composition={composition} onChange={onChange} />}
    </fieldset>
  );
}

function Targets({ composition: { download, targets }, onChange, warnings }: TargetsProps) {
  const list = useQuery(platformsQuery);
  const accounts = Object.entries(list.data?.platforms ?? {}).flatMap(([platform, own]) =>
    own.map((account) => ({ platform, account })),
  );
  const changeTargets: ChangeTargets = (change) => onChange((former) => ({ targets: change(former.targets) }));
  const toggle = (id: string, added: Target | undefined) =>
    changeTargets((former) => [...without([id], former), ...(added ? [added] : [])]);
  const change = (id: string, part: Partial<Target>) =>
    changeTargets((former) => former.map((each) => (each.accountId === id ? { ...each, ...part } : each)));
  return (
    <fieldset className="min-w-0 rounded-xl border border-line bg-card p-4">
      <legend className="px-1 text-sm font-medium">Where it goes</legend>
      <Check checked={download} onChange={(isWanted) => onChange({ download: isWanted })}>
        A file to download
      </Check>
      {list.isPending && <Loading rows={1} />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      <Groups
        accounts={accounts.map(({ platform, account }) => targetOn(account.id, platform))}
        targets={targets}
        onChange={changeTargets}
      />
      {accounts.map(({ platform, account }) => (
        <AccountTarget
          key={account.id}
          platform={platform}
          account={account}
          target={targets.find(({ accountId }) => accountId === account.id)}
          warnings={warnings.filter(({ account_id }) => account_id === account.id)}
          onToggle={toggle}
          onChange={(part) => change(account.id, part)}
        />
      ))}
      <Disconnected targets={targets} onRemove={(id) => toggle(id, undefined)} />
      {list.isSuccess && (
        <p className="mt-2 text-sm text-soft">
          {accounts.length === 0 ? 'To publish it, first ' : 'To publish elsewhere, '}
          <Link to="/platforms" {...NEW_TAB}>
            connect an account in a new tab
          </Link>
          .
        </p>
      )}
    </fieldset>
  );
}

type ChangeTargets = (change: (former: readonly Target[]) => readonly Target[]) => void;

const without = (ids: readonly string[], targets: readonly Target[]): readonly Target[] =>
  targets.filter(({ accountId }) => !ids.includes(accountId));

/** Chosen accounts that are not in the list any more: nothing can be sent before the person takes them out. */
function Disconnected({ targets, onRemove }: { targets: readonly Target[]; onRemove: (id: string) => void }) {
  return useDisconnected(targets).map(({ accountId, platform }) => (
    <Check key={accountId} checked onChange={() => onRemove(accountId)}>
      <span className="text-bad">An account on {platformName(platform)} that is no longer connected</span>
    </Check>
  ));
}

interface AccountTargetProps {
  platform: string;
  account: Account;
  /** Undefined unless the account is chosen. */
  target: Target | undefined;
  /** Those of the account. */
  warnings: readonly UploadWarning[];
  onToggle: (id: string, added: Target | undefined) => void;
  onChange: (change: Partial<Target>) => void;
}

/** One account: whether the video goes there, and with which choices. */
function AccountTarget({ platform, account, target, warnings, onToggle, onChange }: AccountTargetProps) {
  const { id, name, status } = account;
  return (
    <div>
      <Check
        checked={target !== undefined}
        onChange={(isWanted) => onToggle(id, isWanted ? targetOn(id, platform) : undefined)}
      >
        {name} on {platformName(platform)}
        {status === 'needs_reconnection' && <span className="text-bad"> (has to be reconnected)</span>}
      </Check>
      {target && (
        <div className="ml-6">
          <UploadWarnings warnings={warnings} />
        </div>
      )}
      {target && <TargetOptions target={target} name={name} onChange={onChange} />}
    </div>
  );
}

interface GroupsProps {
  /** A target on each connected account. */
  accounts: readonly Target[];
  targets: readonly Target[];
  onChange: ChangeTargets;
}

/** Chooses all accounts of a group at once; each keeps choices of its own. */
function Groups({ accounts, targets, onChange }: GroupsProps) {
  const { data: groups = [] } = useQuery(groupsQuery);
  const chosen = new Set(targets.map(({ accountId }) => accountId));
  return groups.map(({ id, name, account_ids: ids }) => {
    const members = accounts.filter(({ accountId }) => ids.includes(accountId));
    if (members.length === 0) return null;
    const missing = members.filter(({ accountId }) => !chosen.has(accountId));
    return (
      <Check
        key={id}
        checked={missing.length === 0}
        onChange={(isWanted) => onChange((former) => (isWanted ? [...former, ...missing] : without(ids, former)))}
      >
        The group {name}{' '}
        <span className="text-soft">
          ({members.length} {members.length === 1 ? 'account' : 'accounts'})
        </span>
      </Check>
    );
  });
}
