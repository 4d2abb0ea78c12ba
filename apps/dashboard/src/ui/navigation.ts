/** The screens in the order of the navigation. */
export const NAVIGATION = [
  {
    title: 'Videos',
    links: [
      { to: '/renders', label: 'Renders' },
      { to: '/uploads', label: 'Uploads' },
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
      { to: '/settings', label: 'Settings' },
      { to: '/people', label: 'People' },
    ],
  },
  {
    title: 'You',
    links: [
      { to: '/account', label: 'Account' },
      { to: '/security', label: 'Security' },
    ],
  },
] as const;

export type Destination = (typeof NAVIGATION)[number]['links'][number];
