import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { problemOf } from './api/problem';
import { accessToken } from './api/session';
import { NotFound } from './ui/not-found';
import { Shell, searchToReturn } from './ui/shell';

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

/** Only addresses below /app: a link must not lead elsewhere after the sign-in. */
const ownPath = (value: unknown): string | undefined =>
  /^\/(?![/\\])/.test(textOf(value) ?? '') ? textOf(value) : undefined;

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ next, user }: Record<string, unknown>): { next?: string; user?: string } => ({
    next: ownPath(next),
    user: textOf(user),
  }),
  component: lazyRouteComponent(() => import('./account/sign-in'), 'SignIn'),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  component: lazyRouteComponent(() => import('./account/register'), 'Register'),
});

const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: '/verify-email',
  component: lazyRouteComponent(() => import('./account/verify-email'), 'VerifyEmail'),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./account/reset-password'), 'ResetPassword'),
});

/** Resumes the session of this browser, if there is one. */
const resume = async () => void (await accessToken().catch(() => undefined));

const acceptInvite = createRoute({
  getParentRoute: () => root,
  path: '/accept-invite',
  beforeLoad: resume,
  component: lazyRouteComponent(() => import('./workspace/accept-invite'), 'AcceptInvite'),
});

const confirmEmail = createRoute({
  getParentRoute: () => root,
  path: '/confirm-email',
  beforeLoad: resume,
  component: lazyRouteComponent(() => import('./account/email-links'), 'ConfirmEmail'),
});

const undoEmailChange = createRoute({
  getParentRoute: () => root,
  path: '/undo-email-change',
  component: lazyRouteComponent(() => import('./account/email-links'), 'UndoEmailChange'),
});

export const entryRoutes = [
  signIn,
  register,
  verifyEmail,
  resetPassword,
  acceptInvite,
  confirmEmail,
  undoEmailChange,
] as const;

/** Everything below needs a session. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async () => {
    const token = await accessToken().catch((error: unknown) => {
      throw problemOf(error);
    });
    if (!token) redirect({ to: '/sign-in', search: searchToReturn(), throw: true });
  },
});
