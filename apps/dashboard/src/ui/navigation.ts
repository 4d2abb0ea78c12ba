import { mayAs, type Role } from '../account/may';
import type { User } from '../api/session';

/** The screens in the order of the navigation. */
const NAVIGATION = [
  {
    title: 'Videos',
    links: [
      { to: '/renders', label: 'Renders' },
      { to: '/templates', label: 'Templates' },
      { to: '/uploads', label: 'Uploads' },
      { to: '/approvals', label: 'Approvals' },
      { to: '/calendar', label: 'Calendar' },
      { to: '/insights', label: 'Insights' },
      { to: '/platforms', label: 'Connected accounts' },
    ],
  },
  {
    title: 'Workspace',
    links: [
      { to: '/billing', label: 'Tokens and plan' },
      { to: '/keys', label: 'API keys', needs: 'admin' },
      { to: '/webhooks', label: 'Webhooks', needs: 'admin' },
      { to: '/settings', label: 'Settings' },
      { to: '/people', label: 'People' },
    ],
  },
  {
    title: 'You',
    links: [
      { to: '/notices', label: 'Notices' },
      { to: '/account', label: 'Account' },
      { to: '/security', label: 'Security' },
    ],
  },
] as const;

const ADMINISTRATION = {
  title: 'Administration',
  links: [
    { to: '/admin', label: 'Installation' },
    { to: '/admin/kpi', label: 'Key figures' },
    { to: '/admin/users', label: 'Users' },
    { to: '/admin/queues', label: 'Queues and jobs' },
    { to: '/admin/audit-log', label: 'Audit log' },
  ],
} as const;

const GROUPS = [...NAVIGATION, ADMINISTRATION];

export type Destination = (typeof GROUPS)[number]['links'][number];

interface Group {
  title: string;
  links: readonly Destination[];
}

/** The groups of screens that a person may see. @param role of the person in the workspace */
export const navigationFor = (user: User | undefined, role: Role | undefined): readonly Group[] =>
  (user?.role === 'admin' ? GROUPS : NAVIGATION).map(({ title, links }) => ({
    title,
    links: links.filter((link) => !('needs' in link) || mayAs(role, link.needs)),
  }));
