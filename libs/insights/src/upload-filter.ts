/** Omitted fields do not restrict the rows. Renders have none of them, so that a filter leaves no renders. */
export interface UploadFilter {
  /** Uploads for this platform. */
  platform?: string;
  /** Uploads with a post on this connected account that was not cancelled. */
  accountId?: string;
  /** Uploads with this hashtag; case is ignored. */
  tag?: string;
}

/** The parameters of a statement that hold a filter, such as `$5`. */
type Parameters = readonly [platform: string, accountId: string, tag: string];

/** SQL: whether nothing is filtered. */
export const isUnfiltered = ([platform, accountId, tag]: Parameters): string =>
  `num_nonnulls(${platform}::text, ${accountId}::uuid, ${tag}::text) = 0`;

/** SQL: whether the row `i` of `insights_uploads` passes the filter. */
export const passesFilter = ([platform, accountId, tag]: Parameters): string => `
  (${platform}::text is null or exists (select from insights_upload_targets t where t.upload_id = i.id and t.platform = ${platform}))
  and (${accountId}::uuid is null
    or exists (select from insights_publications p where p.upload_id = i.id and p.account_id = ${accountId} and p.status <> 'cancelled'))
  and (${tag}::text is null or exists (select from unnest(i.hashtags) as own where lower(own) = lower(${tag})))`;

/** SQL: whether the post `i` of `insights_post_gains` or `insights_publications` passes the filter. */
export const postPassesFilter = ([platform, accountId, tag]: Parameters): string => `
  (${platform}::text is null or i.platform = ${platform}) and (${accountId}::uuid is null or i.account_id = ${accountId})
  and (${tag}::text is null or exists (
    select from insights_uploads u, unnest(u.hashtags) as own where u.id = i.upload_id and lower(own) = lower(${tag})))`;

/** The values of the parameters, in their order. */
export const filterValues = ({ platform, accountId, tag }: UploadFilter): (string | null)[] => [
  platform ?? null,
  accountId ?? null,
  tag ?? null,
];
