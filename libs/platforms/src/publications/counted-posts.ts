/** SQL: when a post was published or is to be published; the migration `IndexPostTimes` has indexes for both. */
export const AT = 'coalesce(published_at, publish_at, created_at)';

/** SQL: whether a post counts towards a daily limit. */
export const COUNTED = `status not in ('failed', 'cancelled')`;

/** SQL: whether the platform has published the post, or may have. */
export const MAY_BE_LIVE = `status in ('publishing', 'unknown', 'published', 'verified')`;

/** SQL: posts that are published as soon as possible, as far as we know, and not those that wait for a person; the migration `IndexOpenPosts` has an index for them. */
export const OPEN = `(status in ('scheduled', 'publishing') or (status = 'waiting' and due_at is not null) or (status = 'pending' and approval <> 'required'))`;
