import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';

export type WorkspaceDetails = Schemas['WorkspaceResponse'];
export type Member = Schemas['MemberResponse'];
export type Role = Schemas['MemberRoleDto']['role'];

/** The current workspace with its people, seats and open invitations. */
export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: () => answerOf(api.GET('/api/workspace')),
});

/** What each role allows; the owner may do everything. */
export const ROLES: Readonly<Record<Role, string>> = {
  viewer: 'Viewer: reads',
  editor: 'Editor: creates and publishes',
  admin: 'Administrator: also manages people and keys',
};

/** The roles that this person may give: only the owner appoints administrators. */
export function rolesToGive({ role }: WorkspaceDetails): Partial<typeof ROLES> {
  const { admin, ...others } = ROLES;
  return role === 'owner' ? { ...others, admin } : others;
}

/** Whether this person may change the role of the member, or remove them. */
export function mayManage({ role }: WorkspaceDetails, member: Member): boolean {
  if (member.role === 'owner') return false;
  return role === 'owner' || (role === 'admin' && member.role !== 'admin');
}
