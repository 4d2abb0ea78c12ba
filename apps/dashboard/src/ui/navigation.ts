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
      { to: '/keys', label: 'API keys' },
      { to: '/webhooks', label: 'Webhooks' },
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

type Groups = readonly ((typeof NAVIGATION)[number] | typeof ADMINISTRATION)[];

export type Destination = Groups[number]['links'][number];

/** The groups of screens that a person may see. */
export const navigationFor = (user: User | undefined): Groups =>
  user?.role === 'admin' ? [...NAVIGATION, ADMINISTRATION] : NAVIGATION;
