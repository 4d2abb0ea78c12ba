/** Assignments of an update that leave of a finished render what billing needs, and nothing that a person wrote. */
export const WITHOUT_CONTENTS = `request = '{}', request_bytes = 2, warnings = '[]', callback_url = null, provider_output = null,
  error = case when error is null then null else '{"code":"erased","message":""}'::json end`;
