import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { queryKeys } from '../api/query-keys';

export type Account = Schemas['PlatformAccountResponse'];

const NAMES: Readonly<Record<string, string>> = {
  tiktok: 'TikTok',
  youtube: 'YouTube',
  instagram: 'Instagram',
  facebook: 'Facebook',
  download: 'Download',
};

/** The name of a platform for people. */
export const platformName = (platform: string): string => NAMES[platform] ?? platform;

/** The handle with one `@`, which some platforms include; empty without one. */
export const handleOf = ({ username }: Pick<Account, 'username'>): string =>
  username ? `@${username.replace(/^@/, '')}` : '';

/** The connected accounts of every platform. */
export const platformsQuery = queryOptions({
  queryKey: queryKeys.platforms,
  queryFn: () => answerOf(api.GET('/api/platforms')),
});

/** Connected accounts that are often used together. */
export const groupsQuery = queryOptions({
  queryKey: ['account-groups'],
  queryFn: async () => (await answerOf(api.GET('/api/platforms/groups'))).groups,
});

/** What the account may post now; the platform is asked each time. */
export const creatorInfoQuery = (platform: string, id: string) =>
  queryOptions({
    queryKey: ['creator-info', id],
    staleTime: 60_000,
    retry: false,
    queryFn: () =>
      answerOf(api.GET('/api/platforms/{platform}/accounts/{id}/creator-info', { params: { path: { platform, id } } })),
  });

/** Leaves for the consent page of the platform, which leads back to the accounts. */
export async function connectAccount(platform: string, accountId?: string): Promise<void> {
  const params = { path: { platform }, query: { ...(accountId && { account_id: accountId }) } };
  const { auth_url } = await answerOf(api.GET('/oauth/{platform}/start', { params }));
  window.location.assign(auth_url);
}
