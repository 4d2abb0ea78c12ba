/**
 * Assignments of an update that keep the billing data of a finished render and remove everything that a person wrote.
 */
export const WITHOUT_CONTENTS = `request = '{}', request_bytes = 2, warnings = '[]', callback_url = null, provider_output = null,
  error = case when error is null then null else '{"code":"erased","message":""}'::json end`;
