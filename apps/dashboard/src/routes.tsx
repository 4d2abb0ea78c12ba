import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { adminRoutes } from './admin/admin-routes';
import { entryRoutes, root, shell, textOf } from './entry-routes';
import type { ConnectionResult } from './platforms/connection-result';
import { Failed } from './ui/failed';
import type { UploadWarning } from './uploads/transfer';

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => redirect({ to: '/renders', replace: true, throw: true }),
});

const renders = createRoute({
  getParentRoute: () => shell,
  path: '/renders',
  component: lazyRouteComponent(() => import('./renders/render-list'), 'RenderList'),
});

const newRender = createRoute({
  getParentRoute: () => shell,
  path: '/renders/new',
  validateSearch: ({ from }: Record<string, unknown>): { from?: string } => ({ from: textOf(from) }),
  component: lazyRouteComponent(() => import('./renders/new-render'), 'NewRender'),
});

const render = createRoute({
  getParentRoute: () => shell,
  path: '/renders/$id',
  component: lazyRouteComponent(() => import('./renders/render-detail'), 'RenderDetail'),
});

const templates = createRoute({
  getParentRoute: () => shell,
  path: '/templates',
  component: lazyRouteComponent(() => import('./templates/template-list'), 'TemplateList'),
});

const template = createRoute({
  getParentRoute: () => shell,
  path: '/templates/$id',
  component: lazyRouteComponent(() => import('./templates/template-form'), 'TemplateForm'),
});

const templateEdit = createRoute({
  getParentRoute: () => shell,
  path: '/templates/$id/edit',
  component: lazyRouteComponent(() => import('./templates/template-edit'), 'TemplateEdit'),
});

const uploads = createRoute({
  getParentRoute: () => shell,
  path: '/uploads',
  validateSearch: ({ id, status }: Record<string, unknown>): { id?: string; status?: string } => ({
    id: textOf(id),
    status: textOf(status),
  }),
  // The links of mails, and the state that has a screen of its own.
  beforeLoad: ({ search: { id, status }, location: { hash } }) => {
    if (id) redirect({ to: '/uploads/$id', params: { id }, hash, replace: true, throw: true });
    if (status === 'awaiting_approval') redirect({ to: '/approvals', replace: true, throw: true });
  },
  component: lazyRouteComponent(() => import('./uploads/upload-list'), 'UploadList'),
});

const approvals = createRoute({
  getParentRoute: () => shell,
  path: '/approvals',
  component: lazyRouteComponent(() => import('./uploads/upload-list'), 'Approvals'),
});

const newUpload = createRoute({
  getParentRoute: () => shell,
  path: '/uploads/new',
  component: lazyRouteComponent(() => import('./uploads/new-upload'), 'NewUpload'),
});

const upload = createRoute({
  getParentRoute: () => shell,
  path: '/uploads/$id',
  component: lazyRouteComponent(() => import('./uploads/upload-detail'), 'UploadDetail'),
});

const calendar = createRoute({
  getParentRoute: () => shell,
  path: '/calendar',
  validateSearch: ({ view, day, zone }: Record<string, unknown>): { view?: string; day?: string; zone?: string } => ({
    view: textOf(view),
    day: textOf(day),
    zone: textOf(zone),
  }),
  component: lazyRouteComponent(() => import('./calendar/calendar'), 'Calendar'),
});

const insights = createRoute({
  getParentRoute: () => shell,
  path: '/insights',
  validateSearch: ({ days }: Record<string, unknown>): { days?: string } => ({
    days: typeof days === 'number' ? String(days) : textOf(days),
  }),
  component: lazyRouteComponent(() => import('./insights/insights'), 'Insights'),
});

const platforms = createRoute({
  getParentRoute: () => shell,
  path: '/platforms',
  validateSearch: ({ connected, choice, error, platform }: Record<string, unknown>): ConnectionResult => ({
    connected: textOf(connected),
    choice: textOf(choice),
    error: textOf(error),
    platform: textOf(platform),
  }),
  component: lazyRouteComponent(() => import('./platforms/platform-list'), 'PlatformList'),
});

const billing = createRoute({
  getParentRoute: () => shell,
  path: '/billing',
  component: lazyRouteComponent(() => import('./billing/billing'), 'Billing'),
});

const keys = createRoute({
  getParentRoute: () => shell,
  path: '/keys',
  component: lazyRouteComponent(() => import('./keys/key-list'), 'KeyList'),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account'), 'Account'),
});

const security = createRoute({
  getParentRoute: () => shell,
  path: '/security',
  component: lazyRouteComponent(() => import('./security/security'), 'Security'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings'), 'Settings'),
});

const workspace = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  component: lazyRouteComponent(() => import('./workspace/workspace'), 'Workspace'),
});

const workspaceAuditLog = createRoute({
  getParentRoute: () => shell,
  path: '/people/audit-log',
  component: lazyRouteComponent(() => import('./workspace/workspace-audit-log'), 'WorkspaceAuditLog'),
});

const webhooks = createRoute({
  getParentRoute: () => shell,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./webhooks/webhook-list'), 'WebhookList'),
});

const webhook = createRoute({
  getParentRoute: () => shell,
  path: '/webhooks/$id',
  component: lazyRouteComponent(() => import('./webhooks/webhook-detail'), 'WebhookDetail'),
});

const notices = createRoute({
  getParentRoute: () => shell,
  path: '/notices',
  validateSearch: ({ unread }: Record<string, unknown>): { unread?: true } => (unread === true ? { unread } : {}),
  component: lazyRouteComponent(() => import('./notices/notice-list'), 'NoticeList'),
});

const routeTree = root.addChildren([
  ...entryRoutes,
  shell.addChildren([
    home,
    notices,
    renders,
    newRender,
    render,
    templates,
    template,
    templateEdit,
    uploads,
    approvals,
    newUpload,
    upload,
    calendar,
    insights,
    platforms,
    billing,
    keys,
    account,
    security,
    settings,
    workspace,
    workspaceAuditLog,
    webhooks,
    webhook,
    ...adminRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: '/app',
  defaultErrorComponent: Failed,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** What the API warned of when the upload that an address shows was sent. */
    warnings?: readonly UploadWarning[];
  }
}
