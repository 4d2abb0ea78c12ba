/**
 * SQL: the ids of the account $1 as each workspace has connected it, for `= any(…)`. Platforms count what all of them do
 * together.
 */
export const SAME_ACCOUNT = `array(select other.id from platform_accounts other join platform_accounts own
    on other.platform = own.platform and other.external_id = own.external_id where own.id = $1)`;
