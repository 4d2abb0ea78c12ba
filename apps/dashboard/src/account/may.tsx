import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import type { Schemas } from '../api/client';
import { shownWorkspace, subscribeToWorkspace } from '../api/shown-workspace';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { meQuery } from './me-query';
import { useIsSignedIn } from './use-is-signed-in';

export type Role = Schemas['WorkspaceSummaryResponse']['role'];

/** From least to most powerful. */
const ROLES: readonly Role[] = ['viewer', 'editor', 'admin', 'owner'];

/** Whether a person with a role may do what needs another; nobody may before the role is known. */
export const mayAs = (actual: Role | undefined, needed: Role): boolean =>
  actual !== undefined && ROLES.indexOf(actual) >= ROLES.indexOf(needed);

/** Whether a person may try what needs a role: the API decides about people whose role is not known yet. */
export const mayTryAs = (actual: Role | undefined, needed: Role): boolean =>
  actual === undefined || mayAs(actual, needed);

/** The role of the signed-in person in the workspace that this tab shows; undefined before it is known. */
export function useRole(): Role | undefined {
  const { data } = useQuery({ ...meQuery, enabled: useIsSignedIn() });
  const shown = useSyncExternalStore(subscribeToWorkspace, shownWorkspace);
  const [known, setKnown] = useState<Role>();
  // Another tab has moved the session: what a person has begun here stays until they choose where to continue.
  const isElsewhere = data !== undefined && shown !== undefined && data.workspace.id !== shown.id;
  const role = isElsewhere ? known : data?.workspace.role;
  if (role !== known) setKnown(role);
  return role;
}

interface ForRoleProps {
  /** The least powerful role that may see the children. */
  least: Role;
  children: ReactNode;
}

/** Shows its children to people with this role or a more powerful one. */
export const May = ({ least, children }: ForRoleProps) => (mayAs(useRole(), least) ? children : null);

/** A screen that is only for some roles; people with other roles read who may use it. */
export function MayOpen({ least, title, children }: ForRoleProps & { title: string }) {
  const { data, error, refetch } = useQuery(meQuery);
  if (mayAs(useRole(), least)) return children;
  return (
    <Page title={title}>
      <ProblemNotice thrown={error} onRetry={() => void refetch()} />
      {data && (
        <p className="text-soft">
          In {data.workspace.name}, this is for {NAMES[least]}.
        </p>
      )}
      {!data && !error && <Loading />}
    </Page>
  );
}

const NAMES: Readonly<Record<Role, string>> = {
  viewer: 'its members',
  editor: 'members who may create and publish',
  admin: 'its owner and administrators',
  owner: 'its owner',
};
