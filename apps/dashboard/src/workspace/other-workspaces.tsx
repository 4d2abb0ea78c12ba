import type { Schemas } from '../api/client';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/problem-notice';
import { Section } from '../ui/section';
import { useEnterWorkspace } from './use-enter-workspace';
import type { WorkspaceDetails } from './workspace-query';

/** The workspaces of this person; this session works in one of them. */
export function OtherWorkspaces({ workspace }: { workspace: WorkspaceDetails }) {
  return (
    <Section title="Your workspaces">
      <ul className="flex flex-col gap-2">
        {workspace.available.map((each) => (
          <Row key={each.id} item={each} isCurrent={each.id === workspace.id} />
        ))}
      </ul>
    </Section>
  );
}

function Row({
  item: { id, name, role },
  isCurrent,
}: {
  item: Schemas['WorkspaceSummaryResponse'];
  isCurrent: boolean;
}) {
  const enter = useEnterWorkspace();
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-4">
      <div className="min-w-0">
        <p className="font-medium break-words">{name}</p>
        <p className="text-sm text-soft capitalize">{role}</p>
      </div>
      {isCurrent ? (
        <span className="text-sm text-soft">You work in it now</span>
      ) : (
        <Button
          aria-label={`Switch to ${name}`}
          busy={enter.isPending && 'Switching …'}
          onClick={() => enter.mutate(id)}
        >
          Switch
        </Button>
      )}
      <ProblemNotice thrown={enter.error} />
    </li>
  );
}
