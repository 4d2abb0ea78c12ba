// Made from openapi.json by `npm run openapi`.
export interface paths {
    "/api/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete the account
         * @description Signs out every device and stops every key now, and nothing more is charged for subscriptions. After 7 days, subscriptions end and everything is erased. Signing in before then with `keep_account` cancels the deletion.
         *
         *     API keys are refused: sign in.
         */
        delete: operations["deleteAccount"];
        options?: never;
        head?: never;
        /**
         * Change your name
         * @description API keys are refused: sign in.
         */
        patch: operations["changeName"];
        trace?: never;
    };
    "/api/account/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your email address
         * @description Emails a link to the new address, at most once a minute to the same one; nothing changes until it is used. A request for another address voids the link that was emailed before. Answers 202 whether or not another account has the address. An address that got several such emails in a row, from any accounts, gets the next ones up to 15 minutes apart, so the email can be late; it is sent for as long as your session is live.
         *
         *     API keys are refused: sign in.
         */
        post: operations["changeEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/email/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the new email address
         * @description Takes the token of the email and an access token of the account that changes its address: neither the mailbox nor the session is enough. The old address gets a notice with a link that undoes the change for 7 days, and stays reserved for as long. If another account has the new address but never confirmed it, that account loses the address.
         *
         *     API keys are refused: sign in.
         */
        post: operations["confirmEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/email/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore the old email address
         * @description Signs out every device and emails a link for a new password to the old address.
         */
        post: operations["undoEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export everything that is stored about you
         * @description The first call starts the work and answers 202; call again until it answers 200 with `download_url`. An email says when it is ready, if your address is confirmed. The archive is JSON without secrets and is kept for 7 days.
         *
         *     API keys are refused: sign in.
         */
        get: operations["exportAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/export/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the archive
         * @description By `download_url` of GET /api/account/export.
         */
        get: operations["downloadAccountExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the audit log, newest first
         * @description Requires the role `admin`; API keys are refused.
         */
        get: operations["listAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/audit-log/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify a log now
         * @description Each entry contains the hash of the one before, so that a change by hand shows. Verifies the newest 20,000 entries; the worker verifies every log completely once a day.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        get: operations["verifyAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/entitlements/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant a plan or individual features
         * @description Requires the role `admin`; API keys are refused.
         */
        post: operations["grantEntitlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/entitlements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a grant
         * @description Requires the role `admin`; API keys are refused.
         */
        delete: operations["revokeEntitlement"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs that failed or do not move
         * @description Looks at the newest 1,000 jobs of each queue and state. Failed jobs can be retried.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        get: operations["listAdminJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a failed job
         * @description With all its attempts. The id is that of the queue dashboard, which shows why each job failed.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/kpi/global": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the key figures of the business
         * @description Users, revenue, churn, cohorts, work, platforms, plans and queues, with the definition of each figure.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        get: operations["getProductKpi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/maintenance/reconcile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run reconciliation now
         * @description Starts the job that runs every 30 seconds anyway.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        post: operations["startReconciliation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/maintenance/rotate-token-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reseal every stored secret with the newest key
         * @description Use it as soon as the highest version of TOKEN_ENC_KEYS has no `:open` any more. Starts a job, which is safe to run during operation and to repeat.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        post: operations["rotateTokenKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state of the installation
         * @description Users, work, connected accounts, queues and providers, with the definition of each figure.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        get: operations["getProductOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state of the queues
         * @description Requires the role `admin`; API keys are refused.
         */
        get: operations["getQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/renders/{id}/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the segments of a long render
         * @description Which worker encodes or encoded which part. They are kept for a day after the end of the render.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        get: operations["listRenderSegments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tokens/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant tokens
         * @description The ledger keeps the `Idempotency-Key` forever, so the same key never grants twice.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        post: operations["grantTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a role
         * @description The last administrator cannot lose the role.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        post: operations["setUserRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users, newest first
         * @description Requires the role `admin`; API keys are refused.
         */
        get: operations["searchUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one user
         * @description Requires the role `admin`; API keys are refused.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/entitlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the grants of a user, newest first
         * @description Includes expired grants; revoked ones appear only in the audit log.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        get: operations["listEntitlementGrants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/remove-two-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove the second factor of a user who lost it
         * @description For a person who lost the authenticator app and the recovery codes, after you verified who asks. Signs the user out everywhere and tells the user by email.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        post: operations["removeUserTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/reset-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a user out everywhere
         * @description With `require_password_reset` the user must set a new password through an emailed link before anything works again.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        post: operations["resetUserSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lift a suspension
         * @description Requires the role `admin`; API keys are refused.
         */
        post: operations["restoreUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a user
         * @description Ends all sessions and stops all API keys immediately. A subscription continues and charges the user, who cannot cancel it any more: cancel or pause it in Stripe. The last administrator cannot be suspended.
         *
         *     Requires the role `admin`; API keys are refused.
         */
        post: operations["suspendUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get how many people follow the connected accounts
         * @description By day, without gaps, and for each account. Days begin and end in the time zone. A number is null while a platform does not show it, or while an account did not permit reading it.
         *
         *     API keys need the scope `analytics:read`.
         */
        get: operations["getFollowerGrowth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the figures of a period
         * @description Rates are fractions from 0 to 1. Every render and upload is in exactly one state.
         *
         *     API keys need the scope `analytics:read`.
         */
        get: operations["getAnalyticsOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/timeseries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the figures of a period by day or hour
         * @description The series has no gaps. Days begin and end in the time zone.
         *
         *     API keys need the scope `analytics:read`.
         */
        get: operations["getAnalyticsSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/browser/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a browser
         * @description Like `login`, with the refresh token in a cookie instead of the answer. All routes below `/api/auth/browser` need the header `X-Requested-With` and accept only pages of this installation.
         */
        post: operations["loginInBrowser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/browser/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the session of a browser
         * @description Removes the cookie in any case.
         */
        post: operations["logoutInBrowser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/browser/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Continue the session of a browser
         * @description Exchanges the refresh token of the cookie for the next pair, by the rules of `refresh`.
         */
        post: operations["refreshInBrowser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/browser/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an account in a browser
         * @description Like `register`, with the refresh token in a cookie instead of the answer.
         */
        post: operations["registerInBrowser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the session of a refresh token
         * @description Answers 204 for unknown tokens as well.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the signed-in user, their workspace and its plan
         * @description API keys are refused: sign in.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the password
         * @description Signs out every other device.
         *
         *     API keys are refused: sign in.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Email a link to set a new password
         * @description Answers 202 whether or not the address has an account. Sends at most one email a minute to an address, and after several in a row up to 15 minutes apart: a request in between sends nothing, and the link that was emailed last stays valid.
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password-reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password
         * @description Signs out every device. If the account's address was never confirmed before, everything that gives access to the account or sends its data elsewhere is removed as well: keys, members, two-factor authentication, webhooks, connected accounts, settings.
         */
        post: operations["confirmPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reauthenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm your identity
         * @description Routes that need a recent sign-in accept this session for the next 10 minutes.
         *
         *     API keys are refused: sign in.
         */
        post: operations["reauthenticate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for the next pair
         * @description Each token works once. The same request within 20 seconds gets the same new token again; any later use of an old token ends its session.
         */
        post: operations["refreshTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an account
         * @description Signs the user in immediately and emails a link to verify the address.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List signed-in devices, most recently used first
         * @description API keys are refused: sign in.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * Sign out all other devices
         * @description API keys are refused: sign in.
         */
        delete: operations["revokeOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out one device
         * @description API keys are refused: sign in.
         */
        delete: operations["revokeSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/totp/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn two-factor authentication off
         * @description Requires the password and a code.
         *
         *     API keys are refused: sign in.
         */
        post: operations["disableTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/totp/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn two-factor authentication on
         * @description The answer contains the recovery codes.
         *
         *     API keys are refused: sign in.
         */
        post: operations["enableTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/totp/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get new recovery codes
         * @description The old ones stop working.
         *
         *     API keys are refused: sign in.
         */
        post: operations["renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/totp/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a secret for an authenticator app
         * @description Nothing changes until two-factor authentication is turned on.
         *
         *     API keys are refused: sign in.
         */
        post: operations["setUpTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm an email address
         * @description Send the account's access token as well: it proves that you chose the password. Without it, send a `new_password`, which, like a password reset, removes everything that someone who registered your address may have added.
         */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/verify-email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the confirmation email again
         * @description Answers 204 whether or not there is anything to confirm. Sends at most one email a minute to an address, and after several in a row up to 15 minutes apart: a request in between sends nothing, and the link that was emailed last stays valid.
         */
        post: operations["resendVerificationEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Buy a plan or a token pack
         * @description Repeating the request returns the same page while it is open.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["createCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payments, newest first
         * @description API keys need the scope `billing:read`.
         */
        get: operations["listInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the plans with their limits and features */
        get: operations["listPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/portal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the portal to change or cancel the plan, pay, and see invoices
         * @description Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["createPortalSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List plans and token packs for sale, with current prices */
        get: operations["listPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the current plan and its usage
         * @description API keys need the scope `billing:read`.
         */
        get: operations["getSubscription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the token balance
         * @description API keys need the scope `billing:read`.
         */
        get: operations["getTokenBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/tokens/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List token movements, newest first
         * @description API keys need the scope `billing:read`.
         */
        get: operations["listTokenLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive events from Stripe
         * @description For Stripe only, which signs its events. They are stored first and handled by a worker, because they may arrive in any order and more than once.
         */
        post: operations["receivePaymentEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/callbacks/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state of the secret that signs callbacks
         * @description Requires the workspace role `admin`; API keys are refused.
         */
        get: operations["getCallbackSecret"];
        put?: never;
        /**
         * Create or replace the secret that signs callbacks
         * @description The secret is shown in this answer only. From now on every callback is signed as Standard Webhooks specifies; during `grace_seconds` it carries a second signature with the secret that this one replaces.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["createCallbackSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the events of the account as server-sent events
         * @description Renders, uploads, posts, connected accounts, tokens and subscriptions, as far as the credential may read them. The first event is `ready`. A client that connects again with `Last-Event-ID` gets every event since, from the last 30 days; if that event is no longer known, the first event is `reset`, and the client reads the state from the API. The stream ends when the caller loses access. A browser, which cannot send a credential, opens the `url` from POST `/api/events/stream/ticket`.
         */
        get: operations["followAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/stream/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get an address for a browser to follow the account
         * @description For `new EventSource(url)`: works for one connection within a minute, with the caller's rights.
         */
        post: operations["createAccountStreamTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all keys, including revoked and expired ones, newest first
         * @description Requires the workspace role `admin`; API keys are refused.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Create a key
         * @description Only this answer shows the key. It belongs to you and is revoked when you leave the workspace. An account has at most 25 active keys.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description The key stops working immediately, everywhere.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a key
         * @description The new key has the same name and scopes, and belongs to you. If the old key expires, the new one gets a life of the same length, unless you choose otherwise. The old key works for the grace period. An inactive key cannot be rotated.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kpi/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the renders and uploads of a period
         * @description The rows that the figures count, newest first, each in its present state. The file is complete if the connection ended without an error.
         *
         *     API keys need the scope `analytics:read`.
         */
        get: operations["exportAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kpi/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the key figures of a period
         * @description Throughput, reliability, latency, backlog, errors, platforms and quality, with the definition of each figure.
         *
         *     API keys need the scope `analytics:read`.
         */
        get: operations["getKpiSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what happened, newest first
         * @description For people who signed in, as far as they may read what a notice is about. `notify.in_app` of the settings decides which events become notices. A newer notice replaces an unread one about the same event of the same object. The stream of the account announces changes as `notice.created` and `notice.read`.
         *
         *     Requires the workspace role `viewer`; API keys are refused.
         */
        get: operations["listNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark all notices as read
         * @description For everybody in the workspace: all notices that the caller may read.
         *
         *     Requires the workspace role `viewer`; API keys are refused.
         */
        post: operations["markNoticesRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a notice as read
         * @description For everybody in the workspace.
         *
         *     Requires the workspace role `viewer`; API keys are refused.
         */
        post: operations["markNoticeRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message
         * @description To the stored Discord webhook, or by email to your confirmed address.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["sendTestNotification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the connected accounts of every platform
         * @description API keys need the scope `platforms:read`.
         */
        get: operations["listPlatforms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platforms/choices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the accounts of a login, to choose which to connect
         * @description Requires the workspace role `admin`; API keys are refused.
         */
        get: operations["getAccountChoice"];
        put?: never;
        /**
         * Connect the chosen accounts
         * @description All of them or none, once, after the platform has confirmed that the access to each works.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["chooseAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platforms/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the groups of accounts
         * @description All of them: there are at most 100.
         *
         *     API keys need the scope `platforms:read`.
         */
        get: operations["listAccountGroups"];
        put?: never;
        /**
         * Create a group of accounts
         * @description At most 100 groups.
         *
         *     Requires the workspace role `editor`; API keys are refused.
         */
        post: operations["createAccountGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platforms/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace a group of accounts
         * @description Requires the workspace role `editor`; API keys are refused.
         */
        put: operations["replaceAccountGroup"];
        post?: never;
        /**
         * Delete a group; its accounts stay connected
         * @description Requires the workspace role `editor`; API keys are refused.
         */
        delete: operations["deleteAccountGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platforms/{platform}/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Disconnect an account, here and on the platform
         * @description Requires the workspace role `admin`; API keys are refused.
         */
        delete: operations["disconnectPlatformAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platforms/{platform}/accounts/{id}/creator-info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask the platform what the account may post right now
         * @description YouTube counts the questions of all workspaces together: its answer may be 5 minutes old, or a day old once the workspace has asked 400 questions that day.
         *
         *     API keys need the scope `platforms:read`.
         */
        get: operations["getCreatorInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platforms/{platform}/accounts/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the platform whether the account still works
         * @description The worker also does this every day. A platform that does not answer changes nothing. At YouTube, this counts towards the 400 questions of a workspace in a day.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["refreshPlatformAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the posts of a period, latest first
         * @description By the time at which they were published, or are to be. Cancelled posts and those that are published as soon as their video is ready are not listed before that.
         *
         *     API keys need the scope `uploads:read`.
         */
        get: operations["listPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the settings of videos, captions and notifications
         * @description Settings of the workspace, with defaults for everything that was never set.
         *
         *     Requires the workspace role `viewer`; API keys are refused.
         */
        get: operations["getSettings"];
        /**
         * Change settings
         * @description Send any subset; `null` restores the default. A new `discord_webhook` requires a recent sign-in. Only the owner turns `approval_required` off.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        put: operations["updateSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List uploads, newest first
         * @description API keys need the scope `uploads:read`.
         */
        get: operations["listUploads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Estimate what an upload would use
         * @description Creates nothing.
         *
         *     API keys need the scope `uploads:write`.
         */
        post: operations["estimateUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/presign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announce a video and get the addresses to send it to
         * @description Reserves one upload of the period, which is given back if the upload is cancelled or fails before its files are ready, or stays without a file for 24 hours. Size and type are part of the signature: the store refuses any other file.
         *
         *     API keys need the scope `uploads:write`.
         */
        post: operations["presignUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/schedule/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview when posts would be published
         * @description Creates nothing. `smart` chooses the hours at which people watch most on each platform.
         *
         *     API keys need the scope `uploads:write`.
         */
        post: operations["previewSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an upload and the list of its files
         * @description API keys need the scope `uploads:read`.
         */
        get: operations["getUpload"];
        put?: never;
        post?: never;
        /**
         * Delete a finished upload and its files
         * @description Posts stay at their platforms. Figures go on counting the upload and its posts, and so do the daily limits of platforms; names, texts and approvals are deleted, but not hashtags.
         *
         *     API keys need the scope `uploads:write`.
         */
        delete: operations["deleteUpload"];
        options?: never;
        head?: never;
        /**
         * Change title, caption, hashtags or privacy
         * @description Possible until processing begins.
         *
         *     API keys need the scope `uploads:write`.
         */
        patch: operations["updateUpload"];
        trace?: never;
    };
    "/api/uploads/{id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the requests for an approval of an upload, newest first
         * @description API keys need the scope `uploads:read`.
         */
        get: operations["listApprovals"];
        put?: never;
        /**
         * Request an approval again
         * @description Use it after a rejection or an expiry. We request the first approval when the video is ready, and another one when approved posts are changed.
         *
         *     API keys need the scope `uploads:write`.
         */
        post: operations["requestApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve the posts of an upload
         * @description For owners and administrators who signed in; nobody but the owner approves posts that they made or changed. Posts whose time has passed are published at once.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["approveUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an upload
         * @description Deletes its files, and returns its unit of the quota unless the files were ready. A cancelled retry ends with the files that were ready before it.
         *
         *     API keys need the scope `uploads:write`.
         */
        post: operations["cancelUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete an upload and start its processing
         * @description Checks that exactly the announced file has arrived. May be repeated.
         *
         *     API keys need the scope `uploads:write`.
         */
        post: operations["completeUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the address of a file of an upload
         * @description It works for an hour. Without `file`: the finished video, or 425 before the end.
         *
         *     API keys need the scope `uploads:read`.
         */
        get: operations["downloadUpload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow an upload as server-sent events
         * @description Each event is the upload; its type is the status. The stream ends when the upload does, or when the caller loses access to it. A client that connects again after the end with `Last-Event-ID` gets 204. A browser, which cannot send a credential, opens the `url` of POST `/api/uploads/{id}/events/ticket`.
         *
         *     API keys need the scope `uploads:read`.
         */
        get: operations["followUpload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/events/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get an address for a browser to follow an upload
         * @description For `new EventSource(url)`: works for one connection within a minute, with the caller's rights.
         *
         *     API keys need the scope `uploads:read`.
         */
        post: operations["createUploadTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the state changes of an upload
         * @description Without `cursor` the latest ones; `next_cursor` leads to earlier ones. Each page is in order.
         *
         *     API keys need the scope `uploads:read`.
         */
        get: operations["getUploadHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/hud/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview one frame of the overlay
         * @description A transparent PNG, drawn from the telemetry file of the upload. Fields of the body replace the settings.
         *
         *     API keys need the scope `uploads:read`.
         */
        post: operations["previewUploadHud"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the parts that have arrived
         * @description A client that resumes an upload does not need to send them again.
         *
         *     API keys need the scope `uploads:write`.
         */
        get: operations["listUploadParts"];
        put?: never;
        /**
         * Get the addresses of parts
         * @description For the parts that are named, or else for the first 100 that have not arrived. A part may be sent again.
         *
         *     API keys need the scope `uploads:write`.
         */
        post: operations["presignUploadParts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/parts/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join the parts of a file
         * @description May be repeated. `complete` also joins them if necessary.
         *
         *     API keys need the scope `uploads:write`.
         */
        post: operations["joinUploadParts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject the posts of an upload
         * @description Also takes an approval back: posts that no platform has yet are not published, even if a worker is sending the video.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["rejectUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry an upload
         * @description For `failed` and `partial` uploads, and for `completed` ones whose track failed, for which another alignment or no overlay is chosen, or for which the plan now includes the overlay or platform versions; within a week and up to five times. What succeeded stays until a new overlay or version replaces it; if that cannot be made, or the track cannot be used, the stage has an `error` and the former file stays. A post that was to show the overlay of a track is not published without it.
         *
         *     API keys need the scope `uploads:write`.
         */
        post: operations["retryUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/review-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the review links of an upload, newest first
         * @description API keys need the scope `uploads:read`.
         */
        get: operations["listReviewLinks"];
        put?: never;
        /**
         * Create a link for a reviewer without an account
         * @description Its page shows the video and what each post says and when, and lets the reviewer approve or reject with a name and a comment. It works for this upload only, until it expires or you withdraw it.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["createReviewLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/review-links/{link}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw a review link
         * @description Requires the workspace role `admin`; API keys are refused.
         */
        delete: operations["revokeReviewLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/targets/{target}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one post of an upload
         * @description `ETag` is its revision, for `If-Match`.
         *
         *     API keys need the scope `uploads:read`.
         */
        get: operations["getPost"];
        put?: never;
        post?: never;
        /**
         * Cancel one post
         * @description Possible until a worker publishes it. The other posts of the upload are not affected.
         *
         *     API keys need the scope `uploads:write`.
         */
        delete: operations["cancelPost"];
        options?: never;
        head?: never;
        /**
         * Change the texts or the time of a post
         * @description Possible until a worker publishes it, and after it failed.
         *
         *     API keys need the scope `uploads:write`.
         */
        patch: operations["updatePost"];
        trace?: never;
    };
    "/api/uploads/{id}/targets/{target}/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the journal of a post
         * @description Each step in words, with its time, our request id and the code of the platform.
         *
         *     API keys need the scope `uploads:read`.
         */
        get: operations["getPostJournal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the address to send a telemetry file to
         * @description GPX, TCX, FIT, NMEA, KML, CSV, VBO, DJI SRT or a dashcam `.map` file, recognized by its content. A later file replaces an earlier one until processing begins, as soon as it has arrived and was reported.
         *
         *     API keys need the scope `uploads:write`.
         */
        post: operations["presignUploadTelemetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/telemetry/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that the telemetry file was sent
         * @description May be repeated.
         *
         *     API keys need the scope `uploads:write`.
         */
        post: operations["completeUploadTelemetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch-render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Render up to 50 edits, all or none
         * @description `{"renders": [edit, …]}` or a bare array. Errors name the edit: `renders[3].timeline…`.
         *
         *     API keys need the scope `render:write`.
         */
        post: operations["createBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state of a batch
         * @description API keys need the scope `render:read`.
         */
        get: operations["getBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Estimate the cost of an edit
         * @description Creates nothing. Sources with the length `auto` are read to determine their length.
         *
         *     API keys need the scope `render:write`.
         */
        post: operations["estimateRender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/job/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state of a render
         * @description Available from the moment at which the render is accepted.
         *
         *     API keys need the scope `render:read`.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        /**
         * Cancel a render
         * @description Returns its tokens. A render that this request finds unfinished is neither completed nor charged afterwards. The answer is the job a moment later; its `status` stays unfinished until a worker has stopped it.
         *
         *     API keys need the scope `render:write`.
         */
        delete: operations["cancelJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/job/{job_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a render as server-sent events
         * @description Each event is the job; its type is the status. The stream ends after `completed`, `failed` or `cancelled`, or when the caller loses access to the render. A client that reconnects after the end with `Last-Event-ID` gets 204, which ends a standard EventSource. A browser, which cannot send a credential, opens the `url` from POST `/api/v1/job/{job_id}/events/ticket`.
         *
         *     API keys need the scope `render:read`.
         */
        get: operations["followJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/job/{job_id}/events/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get an address for a browser to follow a render
         * @description For `new EventSource(url)`: works for one connection within a minute, with the caller's rights.
         *
         *     API keys need the scope `render:read`.
         */
        post: operations["createEventTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List renders, newest first
         * @description API keys need the scope `render:read`.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview one frame of an edit
         * @description A picture of one moment, drawn by our own engine, of at most 720p. Creates nothing and costs nothing; an account may request 120 a minute and draws one at a time. Of the sources, only those visible at that moment are fetched, unless a clip takes its length from its source. A preview ends after 15 s.
         *
         *     API keys need the scope `render:write`.
         */
        post: operations["previewEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Render an edit
         * @description Reserves tokens with the job; a failed or cancelled job returns them.
         *
         *     API keys need the scope `render:write`.
         */
        post: operations["createRender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/render/{render_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the render provider's current answer
         * @description In Shotstack's format, without the provider's addresses and owner.
         *
         *     API keys need the scope `render:read`.
         */
        get: operations["getLiveRender"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/renders/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a render
         * @description A render that this request finds unfinished is cancelled, which gives its tokens back; one that has ended keeps its costs. It is gone from every list and address at once; its files and its edit are deleted within seconds. Costs stay in the usage and the ledger. Deleting it again changes nothing.
         *
         *     API keys need the scope `render:write`.
         */
        delete: operations["deleteRender"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/self-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the self-checks of the last days, newest first */
        get: operations["listSelfChecks"];
        put?: never;
        /**
         * Start a self-check
         * @description Sends a job without effect along the whole path of renders and uploads: database, queue, worker, database. Costs nothing, and every other job goes first. An account has one unfinished self-check at a time; `self_check_id` of the error names it.
         *
         *     API keys need the scope `render:write`.
         */
        post: operations["createSelfCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/self-checks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one self-check */
        get: operations["getSelfCheck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get tokens, renders and seconds by day and by API key
         * @description For at most 366 days.
         *
         *     API keys need the scope `render:read`.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the video of a render
         * @description API keys need the scope `render:read`.
         */
        get: operations["getVideo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a callback from the render provider
         * @description For the render provider only, at an unguessable address for each render. The message is not trusted: we read the state from the provider, so replays and forgeries change nothing.
         */
        post: operations["receiveRenderCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the webhook endpoints and all types of events
         * @description All endpoints: there are at most 20.
         *
         *     API keys need the scope `webhooks:read`.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Create a webhook endpoint
         * @description Every event is sent as a POST request that is signed as Standard Webhooks specifies. Only this answer shows the secret. Any 2xx status within 10 seconds accepts the event; otherwise it is sent again, ten times within three days. An event may arrive more than once, with the same `webhook-id`, and not in order. An account has at most 20 endpoints, each with an address of its own.
         *
         *     API keys need the scope `webhooks:write`.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook endpoint
         * @description API keys need the scope `webhooks:read`.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint and its delivery log
         * @description API keys need the scope `webhooks:write`.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint
         * @description Events that are waiting go to the new address. Enabling an endpoint sends what is still waiting.
         *
         *     API keys need the scope `webhooks:write`.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the deliveries of a webhook endpoint, newest first
         * @description API keys need the scope `webhooks:read`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a delivery with its body
         * @description API keys need the scope `webhooks:read`.
         */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries/{delivery_id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a finished delivery again
         * @description The body and the `webhook-id` stay the same.
         *
         *     API keys need the scope `webhooks:write`.
         */
        post: operations["redeliverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the secret of a webhook endpoint
         * @description Only this answer shows the new secret. During `grace_seconds` messages carry a second signature with the secret that it replaces.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event to a webhook endpoint
         * @description The event has the type `webhook.test`. The delivery log shows what became of it. An endpoint gets at most ten test events a minute.
         *
         *     API keys need the scope `webhooks:write`.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the session's workspace, its people and seats
         * @description API keys are refused: sign in.
         */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename the workspace
         * @description Requires the workspace role `owner`; API keys are refused.
         */
        patch: operations["renameWorkspace"];
        trace?: never;
    };
    "/api/workspace/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the audit log of this account, newest first
         * @description Requires the plan Agency.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        get: operations["listWorkspaceAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite a person by email
         * @description Inviting an address again sends a new link. Only the owner invites admins, and replaces their invitations.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["createInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/invites/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join the workspace of an invitation
         * @description Requires a sign-in with the invited address. From then on the session works in the new workspace.
         *
         *     API keys are refused: sign in.
         */
        post: operations["acceptInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/invites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an invitation
         * @description Only the owner withdraws the invitation of an admin.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        delete: operations["withdrawInvite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member, or leave
         * @description Removing others requires the role admin; anyone but the owner may leave. The member's API keys are revoked, and the member's uploads whose files have not arrived are cancelled.
         *
         *     Requires the workspace role `viewer`; API keys are refused.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /**
         * Change a member's role
         * @description Only the owner appoints and removes admins.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        patch: operations["setMemberRole"];
        trace?: never;
    };
    "/api/workspace/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch this session to another workspace
         * @description API keys are refused: sign in.
         */
        post: operations["switchWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/edit/v1/probe/{url}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Inspect a remote media file
         * @description Returns ffprobe's findings about a file on the internet, without downloading all of it. The address must be URL encoded.
         *
         *     API keys need the scope `render:read`.
         */
        get: operations["probeMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/edit/v1/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Render an edit
         * @description Accepts an edit in Shotstack's JSON: https://shotstack.io/docs/api/. Reserves its maximum cost in tokens; GET `/edit/v1/render/{id}` follows it.
         *
         *     API keys need the scope `render:write`.
         */
        post: operations["createShotstackRender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/edit/v1/render/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get status and result of a render
         * @description Our `transferring` is `saving` here, and a cancelled render is `failed`.
         *
         *     API keys need the scope `render:read`.
         */
        get: operations["getShotstackRender"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/edit/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all templates of the account, newest first
         * @description API keys need the scope `render:read`.
         */
        get: operations["listTemplates"];
        put?: never;
        /**
         * Save a template
         * @description At most 1,000 templates with 100 MB in total for each account.
         *
         *     API keys need the scope `render:write`.
         */
        post: operations["createTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/edit/v1/templates/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Render a template
         * @description Reserves tokens like every render. The edit is checked with its merge fields filled in.
         *
         *     API keys need the scope `render:write`.
         */
        post: operations["renderTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/edit/v1/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one template with its edit
         * @description `ETag` is its revision, for `If-Match`.
         *
         *     API keys need the scope `render:read`.
         */
        get: operations["getTemplate"];
        /**
         * Replace a template
         * @description Without `If-Match`, the last one who saves it wins.
         *
         *     API keys need the scope `render:write`.
         */
        put: operations["replaceTemplate"];
        post?: never;
        /**
         * Delete a template
         * @description Renders that were made from it remain.
         *
         *     API keys need the scope `render:write`.
         */
        delete: operations["deleteTemplate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List every error of this API
         * @description A page for browsers, JSON for programs.
         */
        get: operations["listErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/errors/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain one error and what to do about it
         * @description A page for browsers, JSON for programs.
         */
        get: operations["getError"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state of every part
         * @description Answers 503 only when the database or the queue is down; any other fault makes the state `degraded`.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the process responds
         * @description Checks nothing else; restart the process when this fails.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check whether this process should receive requests
         * @description Answers 503 while the process stops, while the database does not answer, and until all migrations have run.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ingest/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all sources of the account, newest first
         * @description API keys need the scope `render:read`.
         */
        get: operations["listSources"];
        put?: never;
        /**
         * Fetch a file into our storage
         * @description Video, images, audio, fonts and subtitles up to 5 GB; at most 1,000 sources and, with their renditions, 100 GB per account. Creates renditions of it as well.
         *
         *     API keys need the scope `render:write`.
         */
        post: operations["createSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ingest/v1/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one source and its renditions
         * @description API keys need the scope `render:read`.
         */
        get: operations["getSource"];
        put?: never;
        post?: never;
        /**
         * Delete a source and its renditions
         * @description Its status is `deleted` until its files are deleted.
         *
         *     API keys need the scope `render:write`.
         */
        delete: operations["deleteSource"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ingest/v1/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get an address to send a file to
         * @description PUT the file to `attributes.url` within an hour; it becomes a source with the same id.
         *
         *     API keys need the scope `render:write`.
         */
        post: operations["createSourceUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ingest/v1/uploads/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Send an announced file
         * @description The address is its own credential; it accepts one file, from one request at a time.
         */
        put: operations["uploadSource"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/{platform}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receive the browser from the consent page
         * @description Redirects to `/platforms` of the dashboard with `platform` and one of: `connected` (the id of the account), `choice` (the id of a choice among several accounts), `error` (a code of [/errors](/errors)).
         */
        get: operations["finishAuthorization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/{platform}/data-deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete the data of a person who requests it on the platform
         * @description For Facebook and Instagram only, which sign the request. Deletes all accounts of the login.
         */
        post: operations["deletePlatformData"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/{platform}/data-deletion/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the state of a deletion
         * @description For the person who requested it.
         */
        get: operations["getPlatformDataDeletion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/{platform}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a message from a platform
         * @description For platforms only, which sign their messages: the deauthorize callback of Facebook and Instagram, and the webhook of TikTok. When a person takes back the access, we ask the platform about the accounts of their login.
         */
        post: operations["receivePlatformMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/{platform}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Begin to connect an account
         * @description Sets a cookie and answers with the address of the consent page; the platform must send the same browser back. A page of another site opens the `url` of POST `/oauth/{platform}/start/ticket` instead, which redirects the browser that requested it. Any other browser gets a page that names the workspace, with a link to the consent page.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        get: operations["startAuthorization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/{platform}/start/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a ticket to begin the connection in a browser
         * @description The address works once, within a minute, without a credential. Sets a cookie; a browser that has it needs no further confirmation.
         *
         *     Requires the workspace role `admin`; API keys are refused.
         */
        post: operations["createAuthorizationTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/serve/v1/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transfer a file into our storage
         * @description The only destination is `shotstack`, which is our own storage. At most 5 GB.
         *
         *     API keys need the scope `render:write`.
         */
        post: operations["transferAsset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/serve/v1/assets/render/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the files of a render
         * @description Empty until the render has completed.
         *
         *     API keys need the scope `render:read`.
         */
        get: operations["listRenderAssets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/serve/v1/assets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one stored file
         * @description Accepts the id of an asset, or the id that a client gave a transfer.
         *
         *     API keys need the scope `render:read`.
         */
        get: operations["getAsset"];
        put?: never;
        post?: never;
        /**
         * Delete a stored file
         * @description Deleting a render's video also deletes its poster and thumbnail.
         *
         *     API keys need the scope `render:write`.
         */
        delete: operations["deleteAsset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    eventHappened: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An event of the account */
        post: operations["eventHappened"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    renderEnded: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A render is done or has failed */
        post: operations["renderEnded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    renderFileStored: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A file of a render is stored */
        post: operations["renderFileStored"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    sourceEnded: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A source is stored or has failed */
        post: operations["sourceEnded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    renditionEnded: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A rendition of a source is stored or has failed */
        post: operations["renditionEnded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        AcceptInviteDto: {
            /**
             * @description The token from the link in the email.
             * @example q3Zk0b4vN1c
             */
            token: string;
        };
        AccountChoiceResponse: {
            /**
             * Format: uuid
             * @description Id of the choice.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description The platform.
             * @example facebook
             */
            platform: string;
            /** @description The accounts to choose from. */
            accounts: components["schemas"]["CandidateResponse"][];
            /**
             * Format: date-time
             * @description Until when the choice can be made.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string;
        };
        AccountFollowersResponse: {
            /**
             * @description Followers at the end; null while none are known.
             * @example 3
             */
            followers: number | null;
            /**
             * @description How many of them are new, less than 0 when more left than came; null while it is unknown.
             * @example 42
             */
            gained: number | null;
            /**
             * @description New followers as a fraction of those at the beginning; null while they are unknown or were none.
             * @example 0.04
             */
            growth: number | null;
            /**
             * Format: date-time
             * @description When the oldest of the latest readings was made; null without any.
             * @example 2026-05-01T12:00:00.000Z
             */
            as_of: string | null;
            /**
             * Format: uuid
             * @description Connected account.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            account_id: string;
            /**
             * @description Name of the account.
             * @example Reelway Rides
             */
            account_name: string;
            /**
             * @description Name of the platform.
             * @example youtube
             */
            platform: string;
            /**
             * @description Why the followers are unknown: the platform does not show them, the account did not permit reading them, or they were not read yet; null while they are known.
             * @enum {string|null}
             */
            missing: "hidden" | "no_permission" | "not_read" | null;
        };
        AccountGroupDto: {
            /**
             * @description Name, unique in the account without regard to case.
             * @example Motorsport
             */
            name: string;
            /** @description Ids of connected accounts. */
            account_ids: string[];
        };
        AccountGroupListResponse: {
            /** @description All groups, by name. */
            groups: components["schemas"]["AccountGroupResponse"][];
        };
        AccountGroupResponse: {
            /**
             * Format: uuid
             * @description Id of the group.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Name of the group.
             * @example Motorsport
             */
            name: string;
            /** @description Ids of its connected accounts. */
            account_ids: string[];
            /**
             * Format: date-time
             * @description When it was created.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
        };
        AdminJobListResponse: {
            /** @description One page of jobs, newest first. */
            jobs: components["schemas"]["AdminJobResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        AdminJobResponse: {
            /**
             * @description Id of the job.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Kind of the job.
             * @example render.run
             */
            name: string;
            /**
             * @description Queue of the job.
             * @example heavy
             */
            queue: string;
            /**
             * @description Its state.
             * @enum {string}
             */
            state: "failed" | "waiting" | "active";
            /**
             * @description Runs so far.
             * @example 3
             */
            attempts: number;
            /**
             * Format: date-time
             * @description When it entered the queue.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When its last run began; null if none did.
             * @example 2026-05-01T12:00:00.000Z
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When it failed for good; null for stuck jobs.
             * @example 2026-05-01T12:00:00.000Z
             */
            failed_at: string | null;
            /**
             * @description Why it failed, without secrets; null if it did not.
             * @example the provider answered 503
             */
            reason: string | null;
        };
        AdminUserDetailResponse: {
            /**
             * Format: uuid
             * @description Id of the user.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: email
             * @description Address that the user signs in with.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description Name that the user chose.
             * @example Ada Lovelace
             */
            name: string;
            /**
             * @description Role in this installation.
             * @enum {string}
             */
            role: "admin" | "user";
            /**
             * @description `suspended` users cannot sign in, and their API keys do not work.
             * @enum {string}
             */
            status: "active" | "suspended" | "deleted";
            /** @description Whether the user must set a new password through an emailed link before anything else works. */
            must_reset_password: boolean;
            /**
             * Format: date-time
             * @description When the address was verified; null if it was not.
             * @example 2026-05-01T12:00:00.000Z
             */
            email_verified_at: string | null;
            /**
             * Format: date-time
             * @description When the account was created.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * @description Number of signed-in devices.
             * @example 3
             */
            live_sessions: number;
            /**
             * @description Number of active API keys.
             * @example 3
             */
            live_api_keys: number;
            /** @description Whether two-factor authentication is on. */
            totp_enabled: boolean;
            /**
             * Format: date-time
             * @description When a session of the user was last used; null if never.
             * @example 2026-05-01T12:00:00.000Z
             */
            last_seen_at: string | null;
        };
        AdminUserListResponse: {
            /** @description One page of users, newest first. */
            users: components["schemas"]["AdminUserResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        AdminUserResponse: {
            /**
             * Format: uuid
             * @description Id of the user.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: email
             * @description Address that the user signs in with.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description Name that the user chose.
             * @example Ada Lovelace
             */
            name: string;
            /**
             * @description Role in this installation.
             * @enum {string}
             */
            role: "admin" | "user";
            /**
             * @description `suspended` users cannot sign in, and their API keys do not work.
             * @enum {string}
             */
            status: "active" | "suspended" | "deleted";
            /** @description Whether the user must set a new password through an emailed link before anything else works. */
            must_reset_password: boolean;
            /**
             * Format: date-time
             * @description When the address was verified; null if it was not.
             * @example 2026-05-01T12:00:00.000Z
             */
            email_verified_at: string | null;
            /**
             * Format: date-time
             * @description When the account was created.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
        };
        AlignmentCandidateResponse: {
            /**
             * @description Send it as `telemetry_candidate` with a retry to choose this one.
             * @example creation_time
             */
            id: string;
            /**
             * @description How certain it is.
             * @enum {string}
             */
            confidence: "exact" | "high" | "medium" | "low";
            /**
             * @description Why it may be right.
             * @example The creation time of the video.
             */
            reason: string;
            /**
             * @description Seconds of the track's clock at the start of the video.
             * @example 12.5
             */
            offset_seconds: number;
            /**
             * @description Share of the video (or of the track, if it is shorter) that has data.
             * @example 1
             */
            overlap: number;
        };
        AlignmentResponse: {
            /**
             * @description How certain the position of the video on the track is.
             * @enum {string}
             */
            confidence: "exact" | "high" | "medium" | "low";
            /**
             * @description Reason for this position.
             * @example The creation time of the video, confirmed by its name.
             */
            reason: string;
            /** @description Whether the choice is uncertain: no overlay is drawn until one of the candidates or an offset is chosen. */
            needs_confirmation: boolean;
            /**
             * @description Seconds of the track's clock at the start of the video.
             * @example 12.5
             */
            offset_seconds: number;
            /**
             * @description Seconds of the track per second of the video; other than 1 only with two moments in `telemetry_sync`.
             * @example 1
             */
            rate: number;
            /**
             * @description Seconds of the video that have data.
             * @example 12.5
             */
            covered_seconds: number;
            /**
             * @description Minutes by which local time is ahead of UTC, as the clock of the camera shows beside that of the track. The overlay then shows local time; null: unknown, and the overlay shows the time of the track.
             * @example 120
             */
            utc_offset_minutes: number | null;
            /** @description The possible positions of the video on the track, the most likely first. */
            candidates: components["schemas"]["AlignmentCandidateResponse"][];
        };
        AnalyticsExportResponse: {
            /** @description What the export covers. */
            period: components["schemas"]["AnalyticsPeriodResponse"];
            /** @description Renders and uploads that were created in the period, newest first. */
            rows: components["schemas"]["AnalyticsRowResponse"][];
        };
        AnalyticsOverviewResponse: {
            /** @description What the figures cover. */
            period: components["schemas"]["AnalyticsPeriodResponse"];
            /** @description Renders. */
            renders: components["schemas"]["RenderFigures"];
            /** @description Uploads, including those that were deleted since. */
            uploads: components["schemas"]["UploadFigures"];
            /** @description What the plan allows now and what of it is used, whatever the period and the filters are. */
            quota: components["schemas"]["UploadQuotaResponse"];
            /** @description Tokens. */
            tokens: components["schemas"]["TokenFigures"];
            /** @description How often the posts of the period were seen and reacted to. */
            reach: components["schemas"]["ReachResponse"];
        };
        AnalyticsPeriodResponse: {
            /**
             * Format: date
             * @description First day.
             * @example 2026-05-01
             */
            from: string;
            /**
             * Format: date
             * @description Last day, inclusive.
             * @example 2026-05-01
             */
            to: string;
            /**
             * @description Time zone of the days.
             * @example Europe/Berlin
             */
            time_zone: string;
            /** @description Whether the history of the plan is shorter than the requested number of days. */
            limited_by_plan: boolean;
            /**
             * Format: date-time
             * @description When the figures were counted.
             * @example 2026-05-01T12:00:00.000Z
             */
            as_of: string;
        };
        AnalyticsRowResponse: {
            /**
             * @description What the row describes.
             * @enum {string}
             */
            type: "render" | "upload";
            /**
             * Format: uuid
             * @description Id of the render or upload.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /** @description Its present state. */
            status: ("queued" | "fetching" | "rendering" | "saving" | "transferring" | "completed" | "failed" | "cancelled") | ("pending" | "queued" | "processing" | "ready" | "awaiting_approval" | "staged" | "publishing" | "completed" | "partial" | "failed" | "cancelled");
            /**
             * Format: date-time
             * @description When the render was accepted or the upload announced.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ended; null until then.
             * @example 2026-05-01T12:00:00.000Z
             */
            finished_at: string | null;
            /**
             * @description Title of the upload; null for renders, for deleted uploads, and for credentials that may not read uploads.
             * @example A lap around the lake
             */
            title: string | null;
            /**
             * @description Name of the file of the upload; null wherever `title` is.
             * @example lap.mp4
             */
            filename: string | null;
            /**
             * @description Platforms of the upload; empty for renders.
             * @example [
             *       "tiktok",
             *       "youtube"
             *     ]
             */
            platforms: string[];
            /** @description Connected accounts on which the upload has posts that were not cancelled; empty for renders. */
            account_ids: string[];
            /**
             * @description Length of the video of a completed render; null otherwise.
             * @example 12.5
             */
            video_seconds: number | null;
            /**
             * @description Tokens charged for a render; null until it ends, and for uploads.
             * @example 0.5
             */
            tokens_charged: number | null;
            /**
             * @description Code of the error that ended it; null otherwise. GET /errors/{code} explains it.
             * @example render_failed
             */
            error_code: string | null;
        };
        ApiKeyListResponse: {
            /** @description One page of keys, newest first. */
            keys: components["schemas"]["ApiKeyResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        ApiKeyResponse: {
            /**
             * Format: uuid
             * @description Id of the key.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Name of the key.
             * @example CI of the editor
             */
            name: string;
            /**
             * @description The first characters of the key, to distinguish keys.
             * @example rw_live_4fGh2k
             */
            prefix: string;
            /** @description What the key may do. */
            scopes: ("render:read" | "render:write" | "uploads:read" | "uploads:write" | "analytics:read" | "billing:read" | "platforms:read" | "webhooks:read" | "webhooks:write")[];
            /**
             * Format: date-time
             * @description When the key was created.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the key expires; null if it never does.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description When the key was last used, accurate to a minute; null if never.
             * @example 2026-05-01T12:00:00.000Z
             */
            last_used_at: string | null;
            /**
             * Format: date-time
             * @description When the key was revoked; null if it was not.
             * @example 2026-05-01T12:00:00.000Z
             */
            revoked_at: string | null;
            /**
             * Format: uuid
             * @description Id of the key that this one replaced; null for a first key.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            rotated_from: string | null;
            /** @description The member who created or rotated the key. The key is revoked when the membership ends. */
            created_by: components["schemas"]["KeyMemberResponse"];
        };
        ApprovalListResponse: {
            /** @description One page of requests and decisions, newest first. */
            approvals: components["schemas"]["ApprovalResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        /** @description One request to approve the posts of an upload, and the decision. */
        ApprovalResponse: {
            /**
             * Format: uuid
             * @description Id of the request.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /** @description `open`: an owner or administrator, or a reviewer with a link, decides; `voided`: it was approved, but the posts have changed since; `expired`: no decision in time. Nothing is published unless it is `approved`. */
            status: ("open" | "approved" | "rejected" | "expired") | "voided";
            /**
             * @description Changes with every change of the posts; a decision names the revision that the decider has seen.
             * @example 3
             */
            revision: number;
            /**
             * Format: date-time
             * @description When it was requested.
             * @example 2026-05-01T12:00:00.000Z
             */
            requested_at: string;
            /**
             * Format: date-time
             * @description Until when it can be decided.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string;
            /**
             * Format: date-time
             * @description When it was decided or expired; null while it is open.
             * @example 2026-05-01T12:00:00.000Z
             */
            decided_at: string | null;
            /**
             * @description Name of the person who decided; null without a decision. For a guest with a link it is the name that they claim, followed by `(guest, by review link “…” of …)`.
             * @example Ada Lovelace
             */
            decided_by: string | null;
            /**
             * Format: uuid
             * @description Id of the link that a reviewer without an account used; null for a member, and while it is open.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            review_link_id: string | null;
            /**
             * @description Comment of the person who decided; null without one.
             * @example Please use the shorter caption.
             */
            comment: string | null;
        };
        ApproveUploadDto: {
            /**
             * @description The `revision` of the approval as you have seen it: posts that have changed since are not approved.
             * @example 1
             */
            revision: number;
            /**
             * @description A comment for the authors of the posts.
             * @example Nice ride!
             */
            comment?: string;
        };
        /** @description The type of asset to display for the duration of the Clip, i.e. a video clip or an image. Choose from one of the available asset types below. */
        Asset: components["schemas"]["VideoAsset"] | components["schemas"]["ImageAsset"] | components["schemas"]["TextAsset"] | components["schemas"]["RichTextAsset"] | components["schemas"]["AudioAsset"] | components["schemas"]["LumaAsset"] | components["schemas"]["CaptionAsset"] | components["schemas"]["RichCaptionAsset"] | components["schemas"]["HtmlAsset"] | components["schemas"]["Html5Asset"] | components["schemas"]["TitleAsset"] | components["schemas"]["ShapeAsset"] | components["schemas"]["SvgAsset"] | components["schemas"]["TextToImageAsset"] | components["schemas"]["ImageToVideoAsset"] | components["schemas"]["TextToSpeechAsset"];
        AssetAttributes: {
            /**
             * Format: uuid
             * @description Id of the asset.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uuid
             * @description Id of the account that the asset belongs to.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            owner: string;
            /**
             * Format: uuid
             * @description The render that made the file.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            renderId?: string;
            /**
             * @description The client's own id of a transferred file.
             * @example clip-42
             */
            providerId?: string;
            /**
             * @description Name of the file.
             * @example video.mp4
             */
            filename?: string;
            /**
             * Format: uri
             * @description Signed address; it works for 24 hours.
             * @example https://api.example.com/objects/video.mp4
             */
            url?: string;
            /**
             * @description State of the file.
             * @enum {string}
             */
            status: "importing" | "ready" | "failed" | "deleted";
            /**
             * @description Why the file is waiting, such as `disk_space`. It continues by itself, and fails after a day.
             * @example disk_space
             */
            waitingFor?: string;
            /**
             * Format: date-time
             * @description When the asset was created.
             * @example 2026-05-01T12:00:00.000Z
             */
            created: string;
            /**
             * Format: date-time
             * @description When the asset last changed.
             * @example 2026-05-01T12:00:00.000Z
             */
            updated: string;
        };
        AssetData: {
            /**
             * @description Kind of the object.
             * @example asset
             */
            type: string;
            /** @description The stored file. */
            attributes: components["schemas"]["AssetAttributes"];
        };
        AssetListResponse: {
            /** @description The video, and its poster and thumbnail if the edit requests them. */
            data: components["schemas"]["AssetData"][];
        };
        AssetResponse: {
            /** @description The stored file. */
            data: components["schemas"]["AssetData"];
        };
        /**
         * @description The AudioAsset adds audio to a Clip. The audio can be sourced from a URL
         *     (`src`), generated from a text prompt (`prompt`), or both. At least one of
         *     `src` or `prompt` must be provided.
         *
         *     - **Source URL:** set `src` to a publicly accessible audio URL (e.g. mp3).
         *     - **Generated speech:** set `prompt` to the spoken text and choose a
         *       text-to-speech `model`; set the voice via `options`.
         *     - **Generated music or SFX:** set `prompt` describing the sound and choose
         *       a music generation `model`.
         *     - **Both:** `src` acts as a preview placeholder while `prompt` drives
         *       generation — the audio is regenerated from the prompt at render time.
         *       Unchanged prompts and options resolve from the generation cache.
         *     - Use `model` to choose the generator and `options` to configure it. The
         *       generated `src` is filled in automatically.
         */
        AudioAsset: {
            /**
             * @description The type of asset - set to `audio` for audio assets. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "audio";
            /**
             * @description The audio source URL. The URL must be publicly accessible or include credentials. When `prompt` is also set, `src` serves as a preview placeholder and the audio is regenerated from the prompt at render time.
             * @example https://s3-ap-northeast-1.amazonaws.com/my-bucket/sound.mp3
             */
            src?: string;
            /**
             * @description A text prompt. For text-to-speech models the prompt is the spoken text; for music models it describes the sound to generate. The generated `src` is filled in automatically; an existing `src` is treated as a preview placeholder and replaced.
             * @example Welcome to today's broadcast.
             */
            prompt?: string;
            /**
             * @description The generation model to use when `prompt` is set (e.g. `polly-neural`, `elevenlabs-tts`, `elevenlabs-music`). Defaults to `elevenlabs-tts` (with a default voice) if omitted. Each model's available options are defined by the model registry.
             * @example polly-neural
             */
            model?: string;
            /**
             * @description Model-specific generation settings. Valid keys and values depend on the chosen `model` and are defined by the model registry. Omitted options use the model's defaults. Unknown or invalid options are rejected.
             * @example {
             *       "voice": "Matthew",
             *       "language": "en-US"
             *     }
             */
            options?: {
                [key: string]: unknown;
            };
            /** @description The start trim point of the audio clip, in seconds (defaults to 0). Audio will start from the in trim point. The audio will play until the file ends or the Clip length is reached. */
            trim?: number;
            /** @description Set the volume of the audio clip. Use a number or an array of [Tween](./#tocs_tween) objects to create custom volume transitions. */
            volume?: number | components["schemas"]["Tween"][];
            /**
             * @description Adjust the playback speed of the audio clip between 0 (paused) and 10 (10x normal speed), where 1 is normal speed (defaults to 1). Adjusting the speed will also adjust the duration of the clip and may require you to adjust the Clip length. For example, if you set speed to 0.5, the clip will need to be 2x as long to play the entire audio (i.e. original length / 0.5). If you set speed to 2, the clip will need to be half as long to play the entire audio (i.e. original length / 2).
             * @example 1
             */
            speed?: number;
            /**
             * @description The effect to apply to the audio asset
             *
             *     - `fadeIn` - fade volume in only
             *
             *     - `fadeOut` - fade volume out only
             *
             *     - `fadeInFadeOut` - fade volume in and out
             * @enum {string}
             */
            effect?: "none" | "fadeIn" | "fadeOut" | "fadeInFadeOut";
        };
        AuditEntryResponse: {
            /**
             * Format: uuid
             * @description Id of the entry.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * @description Kind of the caller who did it.
             * @enum {string}
             */
            actor_kind: "user" | "api_key" | "machine" | "system";
            /**
             * Format: uuid
             * @description The user or API key that did it; null for the system and the operator's key.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            actor_id: string | null;
            /**
             * @description Current name of that user or API key; null if it no longer exists.
             * @example Ada Lovelace
             */
            actor_name: string | null;
            /**
             * @description Current email address of that user, or of the API key's owner; null if it no longer exists.
             * @example ada@example.com
             */
            actor_email: string | null;
            /**
             * @description What was done.
             * @example user.suspended
             */
            action: string;
            /**
             * @description Kind of the object that was changed.
             * @example user
             */
            target_type: string;
            /**
             * Format: uuid
             * @description Id of the object that was changed; null if it has none.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            target_id: string | null;
            /**
             * @description Current name of that object if it is a user or an API key.
             * @example Grace Hopper
             */
            target_name: string | null;
            /**
             * @description Current email address of that user, or of the API key's owner.
             * @example grace@example.com
             */
            target_email: string | null;
            /** @description The changed fields before; null for something new. */
            before: {
                [key: string]: unknown;
            } | null;
            /** @description The changed fields after; null for something deleted. */
            after: {
                [key: string]: unknown;
            } | null;
            /**
             * @description IP address that the request came from; null for the system.
             * @example 203.0.113.7
             */
            ip: string | null;
            /**
             * @description `X-Request-Id` of the request; null for the system.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            request_id: string | null;
        };
        AuditLogResponse: {
            /** @description One page of entries, newest first. */
            entries: components["schemas"]["AuditEntryResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        AuditVerificationResponse: {
            /**
             * @description Entries of the log.
             * @example 3
             */
            entries: number;
            /**
             * @description How many of them, the newest, were verified.
             * @example 3
             */
            verified: number;
            /** @description Whether all of these are as they were written. */
            intact: boolean;
            /**
             * @description Number of the first entry that was changed, removed or inserted by hand, counted from the oldest; null if intact.
             * @example 3
             */
            broken_at: number | null;
            /**
             * Format: date-time
             * @description When the log was verified.
             * @example 2026-05-01T12:00:00.000Z
             */
            as_of: string;
        };
        AuthorizationResponse: {
            /**
             * Format: uri
             * @description Where to send the browser.
             * @example https://api.example.com/objects/video.mp4
             */
            auth_url: string;
            /**
             * @description Comes back from the platform; valid once, for ten minutes, in this browser.
             * @example pRkq0WZ0yS1bXo2wYJx3kq1J0V1n0gqv3Zk0b4vN1cE
             */
            state: string;
        };
        BatchAcceptedResponse: {
            /** @description Always true. */
            success: boolean;
            /**
             * @description Says what happened, for people.
             * @example 3 renders are queued.
             */
            message: string;
            /**
             * Format: uuid
             * @description Id of the batch.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            batch_id: string;
            /**
             * @description Number of renders in the batch.
             * @example 3
             */
            total_jobs: number;
            /** @description Ids of the render jobs, in the order of the request. */
            job_ids: string[];
            /**
             * @description Reserved tokens of all renders together.
             * @example 0.5
             */
            estimated_tokens_total: number;
            /** @description Warnings about edits that render nevertheless; usually empty. */
            warnings: components["schemas"]["EditWarning"][];
        };
        BatchResponse: {
            /**
             * Format: uuid
             * @description Id of the batch.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            batch_id: string;
            /**
             * @description `cancelled`: all renders were cancelled. `partial_failure`: all renders have ended otherwise, and at least one did not complete.
             * @enum {string}
             */
            batch_status: "in_progress" | "completed" | "cancelled" | "partial_failure";
            /**
             * @description Number of renders in the batch.
             * @example 3
             */
            total_jobs: number;
            /**
             * @description Number of renders that completed.
             * @example 3
             */
            completed_jobs: number;
            /**
             * @description Number of renders that failed or were cancelled.
             * @example 3
             */
            failed_jobs: number;
            /** @description The render jobs, in the order of the request. */
            jobs: components["schemas"]["JobResponse"][];
        };
        /** @description A session whose refresh token is in a cookie. */
        BrowserSessionResponse: {
            /**
             * @description JWT for `Authorization: Bearer …`; keep it in memory only.
             * @example eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTk5In0.c2ln
             */
            access_token: string;
            /**
             * @description Scheme of the `Authorization` header for the access token.
             * @constant
             */
            token_type: "bearer";
            /**
             * @description Seconds until the access token expires.
             * @example 900
             */
            expires_in: number;
            /** @description The signed-in user. */
            user: components["schemas"]["UserResponse"];
        };
        CallbackSecretResponse: {
            /**
             * Format: date-time
             * @description When the secret was created; null while the account has none and its callbacks are not signed.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string | null;
            /**
             * Format: date-time
             * @description Until when callbacks also carry a signature with the previous secret; null if they do not.
             * @example 2026-05-01T12:00:00.000Z
             */
            previous_expires_at: string | null;
        };
        CandidateResponse: {
            /**
             * @description The platform's id of the account.
             * @example 104857600000001
             */
            account_id: string;
            /**
             * @description Name that the platform shows.
             * @example Ada's rides
             */
            name: string;
            /**
             * @description Handle on the platform; null if it has none.
             * @example adarides
             */
            username: string | null;
            /**
             * @description Address of the picture; null if there is none.
             * @example https://example.com/avatar.jpg
             */
            avatar: string | null;
        };
        /**
         * @deprecated
         * @description **Notice: The CaptionAsset is deprecated, use the [RichCaptionAsset](#tocs_richcaptionasset) instead.**
         *
         *     The CaptionAsset is used to add captions (subtitles) to a video. It uses a supplied SRT or VTT file which will
         *     be read and burnt to the video.
         *
         *     Captions can be applied independently from a video or audio file for greater
         *     flexibility with styling and layout. For example you can scale, position or crop a video without modifying the
         *     captions.
         *
         *     To sync captions with a video or audio file use a [Video](#tocs_videoasset) or [Audio](#tocs_audioasset) with
         *     matching start and end time.
         */
        CaptionAsset: {
            /**
             * @description The type of asset - set to `caption` for captions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "caption";
            /**
             * @description The URL to an SRT or VTT subtitles file, or an alias reference to auto-generate captions from an audio or video clip. For file URLs, the URL must be publicly accessible or include credentials. For auto-captioning, use the format `alias://clip-name` where clip-name is the alias of an audio, video, or text-to-speech clip. The system will automatically transcribe the audio and detect the language.
             * @example https://s3-ap-northeast-1.amazonaws.com/my-bucket/captions.srt
             */
            src: string;
            /** @description Font styling properties. */
            font?: components["schemas"]["CaptionFont"];
            /** @description Background styling properties. */
            background?: components["schemas"]["CaptionBackground"];
            /** @description Margin properties. */
            margin?: components["schemas"]["CaptionMargin"];
            /**
             * @description The start trim point of the captions, in seconds (defaults to 0). Remove the trim length from the start of the captions and allow it to be synced with video or audio. The captions will play until the file ends or the Clip length is reached.
             * @example 2
             */
            trim?: number;
            /**
             * @description Adjust the playback speed of the captions between 0 (paused) and 10 (10x normal speed) where 1 is normal speed (defaults to 1). Adjusting the speed will also adjust the duration of the clip and may require you to  adjust the Clip length. For example, if you set speed to 0.5, the clip will need to be 2x as long to play the entire captions (i.e. original length / 0.5). If you set speed to 2, the clip will need to be half as long to play the entire captions (i.e. original length / 2).
             * @example 1
             */
            speed?: number;
        };
        /** @description Displays a background box behind the caption text. */
        CaptionBackground: {
            /**
             * @description The background color using hexadecimal color notation.
             * @example #000000
             */
            color?: string;
            /**
             * @description The opacity of the background color.
             * @example 0.4
             */
            opacity?: number;
            /**
             * @description The padding inside the background box in pixels.
             * @example 30
             */
            padding?: number;
            /**
             * @description The border radius of the background box in pixels.
             * @example 18
             */
            borderRadius?: number;
        };
        /** @description Font properties for captions text. */
        CaptionFont: {
            /**
             * @description The font family name. This must be Family name embedded in the font, i.e. "Open Sans".
             * @example Open Sans
             */
            family?: string;
            /**
             * @description The text color using hexadecimal color notation.
             * @example #ffffff
             */
            color?: string;
            /**
             * @description The opacity of the text where 1 is opaque and 0 is transparent.
             * @example 0.8
             */
            opacity?: number;
            /**
             * @description The size of the font in pixels (px).
             * @example 24
             */
            size?: number;
            /**
             * @description The line height of the font as a ratio of the font size.
             * @example 0.85
             */
            lineHeight?: number;
            /**
             * @description The stroke color of the font using hexadecimal color notation.
             * @example #ff6600
             */
            stroke?: string;
            /**
             * @description The width of the stroke in pixels.
             * @example 0.8
             */
            strokeWidth?: number;
        };
        /** @description The margin properties for captions. Margins are used to position the caption text and background on the screen. */
        CaptionMargin: {
            /**
             * @description The margin above the text. Pushes captions down the screen.
             * @example 0.25
             */
            top?: number;
            /**
             * @description The margin to the left of the text. Pushes captions to the right.
             * @example 0.05
             */
            left?: number;
            /**
             * @description The margin to the right of the text. Pushes captions to the left.
             * @example 0.45
             */
            right?: number;
        };
        ChangeNameDto: {
            /**
             * @description Name that others see; must not contain a web or email address.
             * @example Ada Lovelace
             */
            name: string;
        };
        ChangePasswordDto: {
            /**
             * @description The current password, because a stolen access token must not be enough.
             * @example correct horse battery staple
             */
            current_password: string;
            /**
             * @description 12 to 128 characters of any kind; common passwords are refused.
             * @example a longer sentence of your own
             */
            new_password: string;
            /** @description Also revokes every API key of the account and those that you created in other workspaces. */
            revoke_api_keys?: boolean;
        };
        /** @description A field that a request leaves out stays as it is. */
        ChangePublicationDto: {
            /** @description Replaces the earlier overrides; `{}` removes them. */
            overrides?: components["schemas"]["PostOverridesDto"];
            /**
             * @description `immediate`: as soon as the video is ready; `scheduled`: at `scheduled_time`.
             * @enum {string}
             */
            schedule_mode?: "immediate" | "scheduled";
            /**
             * @description For `scheduled`: local time in `timezone`, or an instant with `Z` or an offset.
             * @example 2026-12-01T18:00
             */
            scheduled_time?: string;
            /**
             * @description IANA time zone, also the one in which an instant is shown. Default: `UTC`.
             * @example Europe/Berlin
             */
            timezone?: string;
        };
        ChangeWebhookDto: {
            /**
             * @description Address that receives the events.
             * @example https://example.com/reelway
             */
            url?: string;
            /**
             * @description A note for people.
             * @example Production, orders service
             */
            description?: string;
            /** @description Types of events to send; empty: all. */
            events?: ("render.queued" | "render.completed" | "render.failed" | "render.cancelled" | "upload.queued" | "upload.processing" | "upload.approval_requested" | "upload.approved" | "upload.rejected" | "upload.completed" | "upload.partial" | "upload.failed" | "upload.cancelled" | "publication.updated" | "publication.cancelled" | "publication.published" | "publication.delayed" | "publication.verified" | "publication.failed" | "publication.unconfirmed" | "account.needs_reconnection" | "tokens.low" | "subscription.updated" | "subscription.past_due" | "quota.reached" | "summary.daily")[];
            /** @description `false` stops sending events; `true` starts again, also after we have disabled the endpoint. */
            enabled?: boolean;
        };
        ChangedTemplate: {
            /**
             * @description Says what happened, for people.
             * @example Template Successfully Created
             */
            message: string;
            /**
             * Format: uuid
             * @description Id of the template.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
        };
        CheckoutDto: {
            /**
             * @description `lookup_key` of GET /api/billing/prices. Default: the plan that the operator recommends.
             * @example reelway_tokens_100
             */
            lookup_key?: string;
        };
        CheckoutResponse: {
            /**
             * Format: uri
             * @description Page to open in the browser.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string;
            /**
             * @description Id of the checkout; null if a subscription already exists and `url` opens the customer portal.
             * @example cs_live_a1b2c3
             */
            session_id: string | null;
        };
        ChooseAccountsDto: {
            /**
             * @description Accounts to connect, by the `account_id` of the choice.
             * @example [
             *       "104857600000001"
             *     ]
             */
            account_ids: string[];
        };
        /** @description Chroma key is a technique that replaces a specific color in a video with a different background image or video, enabling seamless integration of diverse environments. Commonly used for green screen and blue screen effects. */
        ChromaKey: {
            /**
             * @description The chroma key color as a hex value. Use green (#00b140) for green screens or blue (#0000FF) for blue screens. Any valid hex color can be used as the key color.
             * @example #00b140
             */
            color: string;
            /**
             * @description Pixels within this distance from the key color are eliminated by setting their alpha values to zero.
             * @example 150
             */
            threshold?: number;
            /**
             * @description Pixels within the halo distance from the threshold boundary are given an increasing alpha value based on their distance from the threshold.
             * @example 100
             */
            halo?: number;
        };
        ChurnResponse: {
            /**
             * @description Users who paid when the period began.
             * @example 3
             */
            paying_at_start: number;
            /**
             * @description How many of them do not pay now.
             * @example 3
             */
            lost: number;
            /**
             * @description lost / paying_at_start; null if nobody paid.
             * @example 0.03
             */
            rate: number | null;
        };
        /** @description A clip is a container for a specific type of asset, i.e. a title, image, video, audio or html. You use a Clip to define when an asset will display on the timeline, how long it will play for and transitions, filters and effects to apply to it. */
        Clip: {
            /**
             * @description Optional client-generated identifier. Used by client SDKs (e.g. the Shotstack Studio SDK) to reference a clip across edits without relying on its position in the timeline. The render API does not use this field and it does not appear in render output.
             * @example f47ac10b-58cc-4372-a567-0e02b2c3d479
             */
            id?: string;
            asset: components["schemas"]["Asset"];
            /** @description The start position of the Clip on the timeline. */
            start: number | string;
            /** @description The duration the Clip should play for. */
            length: number | string;
            /**
             * @description Set how the asset should be scaled to fit the viewport using one of the following options:
             *
             *     - `crop` (default) - scale the asset to fill the viewport while maintaining the aspect ratio. The asset will be cropped if it exceeds the bounds of the viewport.
             *
             *     - `cover` - stretch the asset to fill the viewport without maintaining the aspect ratio.
             *
             *     - `contain` - fit the entire asset within the viewport while maintaining the original aspect ratio.
             *
             *     - `none` - preserves the original asset dimensions and does not apply any scaling.
             * @enum {string}
             */
            fit?: "cover" | "contain" | "crop" | "none";
            /** @description Scale the asset to a fraction of the viewport size - i.e. setting the scale to 0.5 will scale asset to half the size of the viewport. This is useful for picture-in-picture video and scaling images such as logos and watermarks. Use a number or an array of [Tween](./#tocs_tween) objects to create a custom animation. */
            scale?: number | components["schemas"]["Tween"][];
            /**
             * @description Set the width of the clip bounding box in pixels. This constrains the width of the clip, overriding the default behavior where clips fill the viewport width.
             * @example 800
             */
            width?: number;
            /**
             * @description Set the height of the clip bounding box in pixels. This constrains the height of the clip, overriding the default behavior where clips fill the viewport height.
             * @example 600
             */
            height?: number;
            /**
             * @description Place the asset in one of nine predefined positions of the viewport. This is most effective for when the asset is scaled and you want to position the element to a specific position.
             *
             *     - `top` - top (center)
             *
             *     - `topRight` - top right
             *
             *     - `right` - right (center)
             *
             *     - `bottomRight` - bottom right
             *
             *     - `bottom` - bottom (center)
             *
             *     - `bottomLeft` - bottom left
             *
             *     - `left` - left (center)
             *
             *     - `topLeft` - top left
             *
             *     - `center` - center
             * @enum {string}
             */
            position?: "top" | "topRight" | "right" | "bottomRight" | "bottom" | "bottomLeft" | "left" | "topLeft" | "center";
            /** @description Offset the location of the asset relative to its position on the viewport. The offset distance is relative to the width of the viewport - for example an x offset of 0.5 will move the asset half the viewport width to the right. */
            offset?: components["schemas"]["Offset"];
            transition?: components["schemas"]["Transition"];
            /**
             * @description A motion effect to apply to the Clip.
             *
             *     - `zoomIn` - slow zoom in
             *
             *     - `zoomOut` - slow zoom out
             *
             *     - `slideLeft` - slow slide (pan) left
             *
             *     - `slideRight` - slow slide (pan) right
             *
             *     - `slideUp` - slow slide (pan) up
             *
             *     - `slideDown` - slow slide (pan) down
             *      The motion effect speed can also be controlled by appending `Fast` or `Slow` to the effect, e.g. `zoomInFast` or `slideRightSlow`.
             * @enum {string}
             */
            effect?: "zoomIn" | "zoomInSlow" | "zoomInFast" | "zoomOut" | "zoomOutSlow" | "zoomOutFast" | "slideLeft" | "slideLeftSlow" | "slideLeftFast" | "slideRight" | "slideRightSlow" | "slideRightFast" | "slideUp" | "slideUpSlow" | "slideUpFast" | "slideDown" | "slideDownSlow" | "slideDownFast";
            /**
             * @description A filter effect to apply to the Clip.
             *
             *     - `none` - no filter applied
             *
             *     - `blur` - blur the scene
             *
             *     - `boost` - boost contrast and saturation
             *
             *     - `contrast` - increase contrast
             *
             *     - `darken` - darken the scene
             *
             *     - `greyscale` - remove colour
             *
             *     - `lighten` - lighten the scene
             *
             *     - `muted` - reduce saturation and contrast
             *
             *     - `negative` - negative colors
             * @example greyscale
             * @enum {string}
             */
            filter?: "none" | "blur" | "boost" | "contrast" | "darken" | "greyscale" | "lighten" | "muted" | "negative";
            /** @description Offset an asset on the horizontal axis (left or right). Use a number or an array of [Tween](./#tocs_tween) objects to create a custom animation. */
            opacity?: number | components["schemas"]["Tween"][];
            /** @description A transformation lets you modify the visual properties of a clip. Available transformations are rotate, skew and flip. Transformations can be combined to create interesting new shapes and effects. */
            transform?: components["schemas"]["Transformation"];
            /**
             * @description A unique identifier for this clip that can be used to reference it from other clips using the `alias://` protocol in asset sources. This is useful for features like auto-captioning where a caption asset needs to reference the audio from another clip.
             * @example MY_VIDEO_CLIP
             */
            alias?: string;
        };
        CohortResponse: {
            /**
             * @description Month of the sign-up.
             * @example 2026-05
             */
            month: string;
            /**
             * @description Users who signed up in it.
             * @example 3
             */
            users: number;
            /**
             * @description Of these, users with a confirmed address.
             * @example 3
             */
            confirmed: number;
            /**
             * @description Of these, users with a connected account.
             * @example 3
             */
            connected: number;
            /**
             * @description Of these, users with at least one upload.
             * @example 3
             */
            uploaded: number;
            /**
             * @description Of these, users who pay now.
             * @example 3
             */
            paying: number;
            /**
             * @description Of these, users with a render or an upload of the last 30 days.
             * @example 3
             */
            active: number;
        };
        CompleteUploadDto: {
            /** @description Processes the video without the telemetry file that was announced, even if it has arrived. */
            skip_telemetry?: boolean;
        };
        CompletedUploadResponse: {
            /**
             * Format: uuid
             * @description Id of the upload.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            upload_id: string;
            /**
             * @description State of the upload.
             * @enum {string}
             */
            status: "pending" | "queued" | "processing" | "ready" | "awaiting_approval" | "staged" | "publishing" | "completed" | "partial" | "failed" | "cancelled";
            /** @description Whether an earlier call had already completed it; this call then changed nothing. */
            already_completed: boolean;
        };
        ConfirmResetDto: {
            /**
             * @description The token from the link in the email.
             * @example q3Zk0b4vN1c
             */
            token: string;
            /**
             * @description 12 to 128 characters of any kind; common passwords are refused.
             * @example a longer sentence of your own
             */
            new_password: string;
            /** @description Also revokes every API key of the account and those that you created in other workspaces. */
            revoke_api_keys?: boolean;
        };
        ConnectedAccountsResponse: {
            /** @description The accounts that are now connected. */
            accounts: components["schemas"]["PlatformAccountResponse"][];
        };
        /** @description What a platform and its posts show before the video plays: a moment of the video, or your own picture. */
        CoverDto: {
            /**
             * @description One of the platforms of the upload.
             * @enum {string}
             */
            platform: "tiktok" | "youtube" | "instagram" | "facebook" | "download";
            /**
             * @description The moment, in seconds from the start of the video; past its end, the last frame is used. Required without `image`.
             * @example 3.5
             */
            seconds?: number;
            /** @description A picture that you send to the presigned URL in the response; it is cropped to the shape of the version. */
            image?: components["schemas"]["CoverImageDto"];
        };
        CoverImageDto: {
            /**
             * @description Exact size of the picture in bytes; the store refuses any other.
             * @example 250000
             */
            file_size: number;
            /**
             * @description Type of the picture.
             * @example image/jpeg
             * @enum {string}
             */
            content_type: "image/jpeg" | "image/png" | "image/webp";
        };
        CreateApiKeyDto: {
            /**
             * @description Name of the key, for people.
             * @example CI of the editor
             */
            name: string;
            /** @description What the key may do. */
            scopes: ("render:read" | "render:write" | "uploads:read" | "uploads:write" | "analytics:read" | "billing:read" | "platforms:read" | "webhooks:read" | "webhooks:write")[];
            /**
             * Format: date-time
             * @description When the key expires; a time in the future. Default: never.
             * @example 2027-01-31T00:00:00.000Z
             */
            expires_at?: string | null;
        };
        CreateCallbackSecretDto: {
            /**
             * @description For how many seconds callbacks also carry a signature with the secret that this one replaces.
             * @default 86400
             * @example 3600
             */
            grace_seconds?: number;
        };
        CreateReviewLinkDto: {
            /**
             * @description For whom the link is; shown to members only.
             * @example Marketing of the client
             */
            label?: string;
            /**
             * @description Days for which the link works. Default: 14.
             * @example 14
             */
            expires_in_days?: number;
        };
        CreateSelfCheckDto: {
            /**
             * @description Milliseconds that the job works before it completes.
             * @example 100
             */
            work_ms?: number;
        };
        CreateWebhookDto: {
            /**
             * @description Address that receives the events as POST requests. It must be reachable from the Internet.
             * @example https://example.com/reelway
             */
            url: string;
            /**
             * @description A note for people.
             * @default
             * @example Production, orders service
             */
            description?: string;
            /**
             * @description Types of events to send. Default, and if empty: all, including types that are added later.
             * @default []
             */
            events?: ("render.queued" | "render.completed" | "render.failed" | "render.cancelled" | "upload.queued" | "upload.processing" | "upload.approval_requested" | "upload.approved" | "upload.rejected" | "upload.completed" | "upload.partial" | "upload.failed" | "upload.cancelled" | "publication.updated" | "publication.cancelled" | "publication.published" | "publication.delayed" | "publication.verified" | "publication.failed" | "publication.unconfirmed" | "account.needs_reconnection" | "tokens.low" | "subscription.updated" | "subscription.past_due" | "quota.reached" | "summary.daily")[];
        };
        CreatorInfoResponse: {
            /** @description Whether the platform accepts posts of the account now. */
            can_post: boolean;
            /**
             * @description The platform's code for the refusal; null if it accepts posts.
             * @example spam_risk_too_many_posts
             */
            refused_by: string | null;
            /**
             * @description Privacy settings that the account may choose, in the platform's words.
             * @example [
             *       "PUBLIC_TO_EVERYONE",
             *       "SELF_ONLY"
             *     ]
             */
            privacy_options: string[];
            /**
             * @description Longest video in seconds; null if no limit is known.
             * @example 600
             */
            max_duration_seconds: number | null;
            /** @description Interactions that the account has switched off for all its posts. */
            disabled: ("comments" | "duet" | "stitch")[];
            /** @description Posts through the API; null if the platform does not say. */
            daily_posts: components["schemas"]["DailyPostsResponse"] | null;
        };
        /** @description Crop the sides of an asset by a relative amount. The size of the crop is specified using a scale between 0 and 1, relative to the screen width - i.e a left crop of 0.5 will crop half of the asset from the left, a top crop  of 0.25 will crop the top by quarter of the asset. */
        Crop: {
            /**
             * @description Crop from the top of the asset
             * @example 0.15
             */
            top?: number;
            /**
             * @description Crop from the bottom of the asset
             * @example 0.15
             */
            bottom?: number;
            /** @description Crop from the left of the asset */
            left?: number;
            /** @description Crop from the left of the asset */
            right?: number;
        };
        DailyPostsResponse: {
            /**
             * @description Posts of the last 24 hours.
             * @example 3
             */
            used: number;
            /**
             * @description Posts that the platform accepts in 24 hours.
             * @example 3
             */
            limit: number;
        };
        /** @description The platform shows both to the user. */
        DataDeletionResponse: {
            /**
             * Format: uri
             * @description Address of a page that shows the state of the deletion.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string;
            /**
             * @description Code of the deletion.
             * @example 1795900000-5f1d8c02b7a94e63-3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
             */
            confirmation_code: string;
        };
        DeleteAccountDto: {
            /**
             * @description The account's password, because a stolen access token must not be enough.
             * @example correct horse battery staple
             */
            password: string;
            /**
             * @description Required with two-factor authentication: a code from the authenticator app, or a recovery code.
             * @example 123456
             */
            totp?: string;
        };
        DeletionResponse: {
            /**
             * Format: date-time
             * @description When everything is erased; signing in before then with `keep_account` cancels the deletion.
             * @example 2026-05-01T12:00:00.000Z
             */
            deletes_at: string;
        };
        DestinationDto: {
            /**
             * @description Where to store the file: `shotstack` is our own storage.
             * @constant
             * @enum {string}
             */
            provider: "shotstack";
            /** @description Whether to skip this destination. */
            exclude?: boolean;
        };
        /**
         * @description A destination is a location where assets can be sent to for serving or hosting. Videos, images and audio files that are rendered by the [Edit API](#shotstack-edit) and [source](#tocs_source) and [rendition](#tocs_rendition) files generated by the [Ingest API](#shotstack-ingest) can be sent to destinations. You can also fetch a file from any public URL and [transfer](#transfer-asset) it to a destination. A file can be sent to one or more destinations including 3rd party destinations.
         *
         *     By default all ingested and generated assets are automatically sent to the [Shotstack hosting destination](https://shotstack.io/docs/guide/serving-assets/hosting/). You can [opt-out](https://shotstack.io/docs/guide/serving-assets/self-host/) from by setting the Shotstack destination **exclude** property to **true**.
         */
        Destinations: components["schemas"]["ShotstackDestination"] | components["schemas"]["MuxDestination"] | components["schemas"]["S3Destination"] | components["schemas"]["GoogleCloudStorageDestination"] | components["schemas"]["GoogleDriveDestination"] | components["schemas"]["VimeoDestination"] | {
            /**
             * @description The destination to send video to - set to `tiktok` for TikTok.
             * @default tiktok
             * @example tiktok
             */
            provider: string;
            /** @description Additional TikTok configuration options. */
            options?: {
                /** @description A title for the video that will be displayed on TikTok. */
                title?: string;
                /**
                 * @description The privacy level for the video. Options are:
                 *
                 *     - `public` - video is visible to everyone
                 *
                 *     - `friends` - video is visible to friends only
                 *
                 *     - `private` - video is only visible to you
                 * @default private
                 * @enum {string}
                 */
                privacyLevel?: "public" | "friends" | "private";
                /**
                 * @description Disable the Duet feature for this video.
                 * @default false
                 */
                disableDuet?: boolean;
                /**
                 * @description Disable the Stitch feature for this video.
                 * @default false
                 */
                disableStitch?: boolean;
                /**
                 * @description Disable comments on this video.
                 * @default false
                 */
                disableComment?: boolean;
            };
        } | {
            /**
             * @description The destination to send assets to - set to `akamai-netstorage` for Akamai NetStorage.
             * @default akamai-netstorage
             * @example akamai-netstorage
             */
            provider: string;
            /** @description Additional Akamai NetStorage configuration options. */
            options?: {
                /**
                 * @description The Akamai NetStorage hostname, i.e. `example-nsu.akamaihd.net`.
                 * @example example-nsu.akamaihd.net
                 */
                host: string;
                /**
                 * @description The Content Provider code (CP code) for the NetStorage upload directory.
                 * @example 123456
                 */
                cpCode: string;
                /**
                 * @description A remote directory path/prefix for the file being sent, i.e. `videos` or `customerId/videos`.
                 * @example videos
                 */
                path?: string | null;
                /**
                 * @description Use your own filename instead of the default filenames generated by Shotstack. Note: omit the file extension as this will be appended depending on the output format. Also `-poster.jpg` and `-thumb.jpg` will be appended for poster and thumbnail images.
                 * @example my-file
                 */
                filename?: string | null;
            };
        } | {
            /**
             * @description The destination to send assets to - set to `azure-blob-storage` for Azure Blob Storage.
             * @default azure-blob-storage
             * @example azure-blob-storage
             */
            provider: string;
            /** @description Additional Azure Blob Storage configuration options. */
            options?: {
                /**
                 * @description The Azure Storage account name.
                 * @example mystorageaccount
                 */
                accountName: string;
                /**
                 * @description The Blob container name. The container must exist in the Azure Storage account before files can be sent.
                 * @example my-container
                 */
                container: string;
                /**
                 * @description A virtual directory prefix for the blob being sent, i.e. `videos` or `customerId/videos`.
                 * @example videos
                 */
                prefix?: string | null;
                /**
                 * @description Use your own filename instead of the default filenames generated by Shotstack. Note: omit the file extension as this will be appended depending on the output format. Also `-poster.jpg` and `-thumb.jpg` will be appended for poster and thumbnail images.
                 * @example my-file
                 */
                filename?: string | null;
            };
        };
        DisableTotpDto: {
            /**
             * @description The account's password, because a stolen access token must not be enough.
             * @example correct horse battery staple
             */
            password: string;
            /**
             * @description A code from the authenticator app, or a recovery code.
             * @example 123456
             */
            totp: string;
            /**
             * @deprecated
             * @description The old name of `totp`.
             * @example 123456
             */
            code?: string;
        };
        DisconnectionResponse: {
            /**
             * @description Always `disconnected`.
             * @constant
             */
            status: "disconnected";
            /** @description Whether the access has ended on the platform as well. False when other connected accounts use the same login, or when the platform does not answer. Remove the app in the platform's own settings to end it there. */
            provider_revoked: boolean;
        };
        DiscordAlertsResponse: {
            /** @description An upload was accepted. */
            queued: boolean;
            /** @description An upload is live on every platform. */
            completed: boolean;
            /** @description An upload is live on some of its platforms. */
            partial: boolean;
            /** @description An upload failed on every platform. */
            failed: boolean;
            /** @description A platform account must be connected again. */
            needs_reconnection: boolean;
            /** @description A summary of the previous day, at 09:00 UTC, unless nothing happened. */
            digest: boolean;
            /** @description A post was published five minutes after its time or later. */
            slow_publish: boolean;
            /** @description 80 % or all of the period's uploads are used. */
            quota: boolean;
        };
        DiscordChoicesDto: {
            /** @description An upload was accepted. */
            queued?: boolean | null;
            /** @description An upload is live on every platform. */
            completed?: boolean | null;
            /** @description An upload is live on some of its platforms. */
            partial?: boolean | null;
            /** @description An upload failed on every platform. */
            failed?: boolean | null;
            /** @description A platform account must be connected again. */
            needs_reconnection?: boolean | null;
            /** @description A summary of the previous day, at 09:00 UTC, unless nothing happened; requires the plan Growth. */
            digest?: boolean | null;
            /** @description A post was published five minutes after its time or later; requires the plan Growth. */
            slow_publish?: boolean | null;
            /** @description 80 % or all of the period's uploads are used; requires the plan Growth. */
            quota?: boolean | null;
        };
        /**
         * @description An edit defines the arrangement of a video on a timeline, an audio edit or an image design and the output format. Video assets are automatically preprocessed to fix common compatibility issues before rendering. You can control preprocessing behavior using the `transcode` flag on video assets.
         * @example {
         *       "timeline": {
         *         "tracks": [
         *           {
         *             "clips": [
         *               {
         *                 "asset": {
         *                   "type": "title",
         *                   "text": "Hello"
         *                 },
         *                 "start": 0,
         *                 "length": 3
         *               }
         *             ]
         *           }
         *         ]
         *       },
         *       "output": {
         *         "format": "mp4",
         *         "resolution": "sd"
         *       }
         *     }
         */
        Edit: {
            timeline: components["schemas"]["Timeline"];
            output: components["schemas"]["Output"];
            /** @description An array of key/value pairs that provides an easy way to create templates with placeholders. The placeholders can be used to find and replace keys with values. For example you can search for the placeholder `{{NAME}}` and replace it with the value `Jane`. */
            merge?: components["schemas"]["MergeField"][];
            /**
             * @description An optional webhook callback URL used to receive status notifications when a render completes or fails. Notifications are also sent when a rendered video is sent to an output  [destination](https://shotstack.io/docs/guide/serving-assets/destinations/).
             *     See [webhooks](https://shotstack.io/docs/guide/architecting-an-application/webhooks/) for more details.
             * @example https://my-server.com/callback.php
             */
            callback?: string;
            /**
             * @deprecated
             * @description **Notice: This option is now deprecated and will be removed. Disk types are handled automatically. Setting a disk type has no effect.**
             *
             *     The disk type to use for storing footage and assets for each render. See [disk types](https://shotstack.io/docs/guide/architecting-an-application/disk-types/) for more details.
             *
             *     - `local` - optimized for high speed rendering with up to 512MB storage
             *
             *     - `mount` - optimized for larger file sizes and longer videos with 5GB for source footage and 512MB for output render
             * @enum {string}
             */
            disk?: "local" | "mount";
            /**
             * @description The render instance type to use for processing the edit.
             *
             *     - `s1` - standard instance (default)
             *
             *     - `s2` - standard instance with more resources
             *
             *     - `a1` - accelerated instance for faster rendering
             * @default s1
             * @enum {string}
             */
            instance?: "s1" | "s2" | "a1";
            /**
             * @description Older name of `callback`, which takes precedence when both are set.
             * @example https://my-server.com/callback.php
             */
            webhook?: string;
        };
        EditFault: {
            /**
             * @description JSON path of the fault in the edit.
             * @example timeline.tracks[0].clips[2].asset.src
             */
            path: string;
            /**
             * @description Stable code of the fault.
             * @example required
             */
            code: string;
            /**
             * @description What to change.
             * @example is required.
             */
            message: string;
        };
        /** @description A problem with additional fields that clients of Shotstack read. */
        EditProblem: components["schemas"]["Problem"] & {
            /**
             * @description Always false.
             * @constant
             */
            success: false;
            /**
             * @description Shotstack's word for the status.
             * @example Bad Request
             */
            message: string;
            /** @description What happened. */
            response: {
                /**
                 * @description What happened this time.
                 * @example The edit cannot be rendered
                 */
                error: string;
                /** @description Every fault in the edit, in words. */
                details?: string[];
            };
        };
        EditWarning: {
            /**
             * @description JSON path of the member.
             * @example timeline.tracks[0].clips[0].ducking
             */
            path: string;
            /**
             * @description Stable code for programs to test.
             * @example not_supported
             */
            code: string;
            /**
             * @description The warning in a sentence, for people.
             * @example "ducking" is misspelt, or newer than version 1.18.3 of Shotstack's schema, which we use. It is passed on unchanged.
             */
            message: string;
        };
        ElevationResponse: {
            /**
             * @description Lowest altitude.
             * @example 1250
             */
            min_meters: number;
            /**
             * @description Highest altitude.
             * @example 1250
             */
            max_meters: number;
            /**
             * @description Metres climbed.
             * @example 1250
             */
            gain_meters: number;
            /**
             * @description Metres descended.
             * @example 1250
             */
            loss_meters: number;
        };
        EmailChangeDto: {
            /**
             * Format: email
             * @description The new address.
             * @example ada@example.com
             */
            email: string;
        };
        EmailChangeTokenDto: {
            /**
             * @description The token from the link in the email.
             * @example q3Zk0b4vN1c
             */
            token: string;
        };
        EmailDto: {
            /**
             * Format: email
             * @description Address of the account.
             * @example ada@example.com
             */
            email: string;
        };
        EnableTotpDto: {
            /**
             * @description The six digits that the authenticator app shows.
             * @example 123456
             */
            totp: string;
            /**
             * @deprecated
             * @description The old name of `totp`.
             * @example 123456
             */
            code?: string;
        };
        EntitlementGrantResponse: {
            /**
             * Format: uuid
             * @description Id of the grant.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description The plan that the grant includes; null for single features only.
             * @enum {string|null}
             */
            tier: "starter" | "solo" | "creator" | "growth" | "studio" | "agency" | "friends_family" | "lifetime" | null;
            /** @description Individual features that the grant adds to those of the plan. */
            features: ("manual_queue" | "scheduling" | "discord_alerts" | "hud_overlay" | "smart_scheduling" | "auto_transcode" | "resumable_upload" | "auto_captions" | "priority_queue" | "caption_templates" | "advanced_alerts" | "exports" | "team_seats" | "approval_workflows" | "outgoing_webhooks" | "audit_log" | "sla_support")[];
            /**
             * @description Why the grant was made.
             * @example Beta tester
             */
            reason: string;
            /**
             * Format: date-time
             * @description When the grant expires; null if it never does.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description When the grant was made.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
        };
        EntitlementGrantsResponse: {
            /** @description One page of the grants of the user that were not revoked, including expired ones, newest first. */
            grants: components["schemas"]["EntitlementGrantResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        ErrorListResponse: {
            /** @description All errors, sorted by code. */
            errors: components["schemas"]["ErrorResponse"][];
        };
        ErrorResponse: {
            /**
             * @description Stable code for programs to test.
             * @example invalid_input
             */
            code: string;
            /**
             * @description HTTP status of the error.
             * @example 422
             */
            status: number;
            /**
             * @description Short summary; the same every time.
             * @example The input is not valid
             */
            title: string;
            /**
             * @description What the caller can do about it.
             * @example Correct every field that errors[] names.
             */
            help: string;
            /** @description Whether the same request can succeed later without changes. */
            retryable: boolean;
            /**
             * Format: uri
             * @description `type` of the problem document.
             * @example https://api.example.com/objects/video.mp4
             */
            type: string;
        };
        EstimateResponse: {
            /** @description Always true. */
            success: boolean;
            /**
             * @description Length of the result in seconds.
             * @example 12.5
             */
            duration_seconds: number;
            /**
             * @description Tokens that a render of this edit would reserve now.
             * @example 0.5
             */
            estimated_tokens: number;
            /** @description Whether every length is known. If not, the result counts as long as `output.range.length`, or without it each clip of unknown length as 60 seconds. What turns out to be longer is refused; a remote renderer cuts it off. */
            exact: boolean;
            /** @description Addresses of the sources whose length could not be determined. */
            unknown_sources: string[];
            /** @description Warnings about an edit that renders nevertheless; usually empty. */
            warnings: components["schemas"]["EditWarning"][];
        };
        ExportResponse: {
            /**
             * @description `preparing`: call again after `Retry-After` seconds; an email arrives when the archive is `ready`, if your address is confirmed.
             * @enum {string}
             */
            status: "preparing" | "ready";
            /**
             * Format: date-time
             * @description When the export was requested.
             * @example 2026-05-01T12:00:00.000Z
             */
            requested_at: string;
            /**
             * Format: date-time
             * @description When the archive was complete; null while it is being prepared.
             * @example 2026-05-01T12:00:00.000Z
             */
            ready_at: string | null;
            /**
             * Format: date-time
             * @description When the archive is deleted; null while it is being prepared.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string | null;
            /**
             * @description Size of the archive in bytes; null while it is being prepared.
             * @example 18204
             */
            size_bytes: number | null;
            /**
             * Format: uri
             * @description Signed address that works without a credential until `download_url_expires_at`, or until this route is called again.
             * @example https://api.example.com/objects/video.mp4
             */
            download_url: string | null;
            /**
             * Format: date-time
             * @description When `download_url` stops working.
             * @example 2026-05-01T12:00:00.000Z
             */
            download_url_expires_at: string | null;
        };
        /** @description What we POST to the `callback` of an edit for each file of a successful render. */
        FileCallback: {
            /**
             * @description Always `serve`.
             * @constant
             */
            type: "serve";
            /**
             * @description Always `copy`.
             * @constant
             */
            action: "copy";
            /**
             * Format: uuid
             * @description Id of the file in `/serve`.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uuid
             * @description Id of the render.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            render: string;
            /**
             * Format: uuid
             * @description Id of the account that the render belongs to.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            owner: string;
            /**
             * @description Always `ready`.
             * @constant
             */
            status: "ready";
            /**
             * Format: uri
             * @description Signed address of the file, which works for 24 hours.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string;
            /** @description Always null. */
            error: null;
            /**
             * Format: date-time
             * @description When the render ended.
             * @example 2026-05-01T12:00:00.000Z
             */
            completed: string;
        };
        FinishedPart: {
            /**
             * @description Number of the part.
             * @example 3
             */
            part_number: number;
            /**
             * @description Bytes that arrived.
             * @example 8388608
             */
            size: number;
        };
        FinishedPartsResponse: {
            /**
             * @description Bytes of each part except the last.
             * @example 3
             */
            part_size: number;
            /**
             * @description Number of parts.
             * @example 3
             */
            part_count: number;
            /** @description The parts that the store has. A client that resumes an upload does not need to send them again. */
            finished: components["schemas"]["FinishedPart"][];
        };
        /** @description Flip a clip vertically or horizontally. Acts as a mirror effect of the clip along the selected plane. */
        FlipTransformation: {
            /**
             * @description Flip a clip horizontally.
             * @example true
             */
            horizontal?: boolean;
            /**
             * @description Flip a clip vertically.
             * @example true
             */
            vertical?: boolean;
        };
        FollowerDayResponse: {
            /**
             * @description Followers at the end; null while none are known.
             * @example 3
             */
            followers: number | null;
            /**
             * @description How many of them are new, less than 0 when more left than came; null while it is unknown.
             * @example 42
             */
            gained: number | null;
            /**
             * Format: date-time
             * @description Beginning of the day.
             * @example 2026-05-01T12:00:00.000Z
             */
            start: string;
            /**
             * Format: date-time
             * @description End of the day; the next one begins here.
             * @example 2026-05-01T12:00:00.000Z
             */
            end: string;
            /**
             * @description Accounts whose followers are known at the end of the day.
             * @example 3
             */
            accounts: number;
        };
        FollowerGrowthResponse: {
            /**
             * @description Followers at the end; null while none are known.
             * @example 3
             */
            followers: number | null;
            /**
             * @description How many of them are new, less than 0 when more left than came; null while it is unknown.
             * @example 42
             */
            gained: number | null;
            /**
             * @description New followers as a fraction of those at the beginning; null while they are unknown or were none.
             * @example 0.04
             */
            growth: number | null;
            /**
             * Format: date-time
             * @description When the oldest of the latest readings was made; null without any.
             * @example 2026-05-01T12:00:00.000Z
             */
            as_of: string | null;
            /** @description What the figures cover. */
            period: components["schemas"]["AnalyticsPeriodResponse"];
            /**
             * @description Fraction of the connected accounts whose followers are known; null without accounts.
             * @example 1
             */
            coverage: number | null;
            /** @description Every day of the period, oldest first. */
            days: components["schemas"]["FollowerDayResponse"][];
            /** @description Connected accounts, by platform and name. */
            accounts: components["schemas"]["AccountFollowersResponse"][];
            /** @description The definition of every figure. */
            definitions: components["schemas"]["MetricDefinitionResponse"][];
        };
        /** @description Download a custom font to use with the HTML asset type, using the font name in the CSS or font tag. See our [custom fonts](https://shotstack.io/learn/html-custom-fonts/) getting started guide for more details. */
        Font: {
            /**
             * @description The URL of the font file. The URL must be publicly accessible or include credentials.
             * @example https://s3-ap-northeast-1.amazonaws.com/my-bucket/open-sans.ttf
             */
            src: string;
        };
        /** @description Send videos and assets to a [Google Cloud Storage](https://cloud.google.com/storage) bucket. Send files with your own prefix and filename. Google Cloud credentials are required and added via the [dashboard](https://dashboard.shotstack.io/integrations/google-cloud-storage), not in the request. */
        GoogleCloudStorageDestination: {
            /**
             * @description The destination to send assets to - set to `google-cloud-storage` for Google Cloud Storage.
             * @default google-cloud-storage
             * @example google-cloud-storage
             */
            provider: string;
            /** @description Additional Google Cloud Storage configuration options. */
            options?: components["schemas"]["GoogleCloudStorageDestinationOptions"];
        };
        /** @description Pass additional options to control how files are stored in Google Cloud Storage. */
        GoogleCloudStorageDestinationOptions: {
            /**
             * @description The bucket name to send files to. The bucket must exist in the Google Cloud Storage account before files can be sent.
             * @example my-bucket
             */
            bucket: string;
            /**
             * @description A prefix for the file being sent. This is typically a folder name, i.e. `videos` or `customerId/videos`.
             * @example my-renders
             */
            prefix?: string;
            /**
             * @description Use your own filename instead of the default filenames generated by Shotstack. Note: omit the file extension as this will be appended depending on the output format. Also `-poster.jpg` and `-thumb.jpg` will be appended for poster and thumbnail images.
             * @example my-file
             */
            filename?: string;
        };
        /** @description Send rendered videos and assets to the [Google Drive](https://shotstack.io/docs/guide/serving-assets/destinations/google-drive/) cloud storage service. Google Drive uses OAuth and you must authenticate and link your Google account via  [dashboard](https://dashboard.shotstack.io/integrations/google-drive), not in the request. */
        GoogleDriveDestination: {
            /**
             * @description The destination to send assets to - set to `google-drive` for Google Drive.
             * @default google-drive
             * @example google-drive
             */
            provider: string;
            /** @description Additional Google Drive configuration and features. If omitted, files are saved to the root of My Drive using the default Shotstack filename. */
            options?: components["schemas"]["GoogleDriveDestinationOptions"];
        };
        /** @description Pass the folder ID and options to configure how assets are stored in Google Drive. */
        GoogleDriveDestinationOptions: {
            /**
             * @description The Google Drive folder ID where the asset will be stored. If omitted, the asset is saved to the root of My Drive. The folder ID can be retrieved from the URL when logged in to Google Drive, e.g. https://drive.google.com/drive/u/0/folders/1r-eTY6OLO8tzQRKwMyq-fIrQ_7AJEI6A (#).
             * @example 1r-eTY6OLO8tzQRKwMyq-fIrQ_7AJEI6A
             */
            folderId?: string;
            /**
             * @description Use your own filename instead of the default filenames generated by Shotstack. Note: omit the file extension as this will be appended depending on the output format. Also `-poster.jpg` and `-thumb.jpg` will be appended for poster and thumbnail images.
             * @example my-file
             */
            filename?: string;
        };
        GrantEntitlementDto: {
            /**
             * Format: uuid
             * @description Id of the user who receives the grant.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            user_id: string;
            /**
             * Format: date-time
             * @description When the grant ends; a time in the future. Default: never.
             * @example 2027-01-31T00:00:00.000Z
             */
            expires_at?: string | null;
            /**
             * @description The plan whose limits and features the user gets.
             * @enum {string}
             */
            tier?: "starter" | "solo" | "creator" | "growth" | "studio" | "agency" | "friends_family" | "lifetime";
            /**
             * @description Individual features, instead of a plan or in addition to it.
             * @default []
             */
            features?: ("manual_queue" | "scheduling" | "discord_alerts" | "hud_overlay" | "smart_scheduling" | "auto_transcode" | "resumable_upload" | "auto_captions" | "priority_queue" | "caption_templates" | "advanced_alerts" | "exports" | "team_seats" | "approval_workflows" | "outgoing_webhooks" | "audit_log" | "sla_support")[];
            /**
             * @description Why the grant is made; recorded in the audit log.
             * @example Beta tester
             */
            reason: string;
            /**
             * @deprecated
             * @description The old name of `reason`.
             * @example Beta tester
             */
            note?: string;
        };
        GrantTokensDto: {
            /**
             * Format: uuid
             * @description Id of the user who receives the grant.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            user_id: string;
            /**
             * Format: date-time
             * @description When the grant ends; a time in the future. Default: never.
             * @example 2027-01-31T00:00:00.000Z
             */
            expires_at?: string | null;
            /**
             * @description Whole tokens to add.
             * @example 100
             */
            amount: number;
            /**
             * @description Why the tokens are given; shown in the user's ledger and recorded in the audit log.
             * @example Compensation for a failed launch
             */
            reason: string;
        };
        HealthReportResponse: {
            /**
             * @description State of the part.
             * @enum {string}
             */
            status: "ok" | "degraded" | "down";
            /**
             * @description What is wrong, in words for an operator.
             * @example The storage does not answer.
             */
            detail?: string;
        };
        HealthResponse: {
            /**
             * @description `down`: the product cannot work. `degraded`: one part does not work.
             * @enum {string}
             */
            status: "ok" | "degraded" | "down";
            /**
             * @description Version of the installation.
             * @example 0.1.0
             */
            version: string;
            /** @description State of every part, by its name. */
            checks: {
                [key: string]: components["schemas"]["HealthReportResponse"];
            };
        };
        /** @description The Html5Asset renders full HTML5/CSS3/JS. */
        Html5Asset: {
            /**
             * @description The type of asset - set to `html5` for HTML5/CSS3/JS. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "html5";
            /**
             * @description The HTML markup for the asset. Max 1,000,000 characters.
             * @example <div class='card'><h1>{{title}}</h1></div>
             */
            html: string;
            /**
             * @description The CSS string applied to the HTML. Max 500,000 characters.
             * @example .card { font-family: 'Inter'; padding: 32px; }
             */
            css?: string;
            /**
             * @description Optional JavaScript. Use for chart libraries, animations, or DOM manipulation. `gsap`, `d3`, `anime` and `lottie` are always available. CSS animations, transitions, and `Element.animate()` are also captured automatically. Max 500,000 characters.
             * @example gsap.to('.card', { x: 200, duration: 1 });
             */
            js?: string;
        };
        /**
         * @deprecated
         * @description **Notice: The HtmlAsset is deprecated, use the [RichTextAsset](#tocs_richtextasset) instead.**
         *
         *     The HtmlAsset clip type lets you create text based layout and formatting using
         *     HTML and CSS. You can also set the height and width of a bounding box for the HTML
         *     content to sit within. Text and elements will wrap within the bounding box.
         */
        HtmlAsset: {
            /**
             * @description The type of asset - set to `html` for HTML. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "html";
            /**
             * @description The HTML text string. See list of [supported HTML tags](https://shotstack.io/docs/guide/architecting-an-application/html-support/#supported-html-tags).
             * @example <p>Hello <b>World</b></p>
             */
            html: string;
            /**
             * @description The CSS text string to apply styling to the HTML. See list of  [support CSS properties](https://shotstack.io/docs/guide/architecting-an-application/html-support/#supported-css-properties).
             * @example p { color: #ffffff; } b { color: #ffff00; }
             */
            css?: string;
            /**
             * @description Set the width of the HTML asset bounding box in pixels. Text will wrap to fill the bounding box.
             * @example 400
             */
            width?: number;
            /**
             * @description Set the width of the HTML asset bounding box in pixels. Text and elements will be masked if they exceed the  height of the bounding box.
             * @example 200
             */
            height?: number;
            /** @description Apply a background color behind the HTML bounding box using. Set the text color using hexadecimal  color notation. Transparency is supported by setting the first two characters of the hex string  (opposite to HTML), i.e. #80ffffff will be white with 50% transparency. */
            background?: string;
            /**
             * @description Place the HTML in one of nine predefined positions within the HTML area.
             *
             *     - `top` - top (center)
             *
             *     - `topRight` - top right
             *
             *     - `right` - right (center)
             *
             *     - `bottomRight` - bottom right
             *
             *     - `bottom` - bottom (center)
             *
             *     - `bottomLeft` - bottom left
             *
             *     - `left` - left (center)
             *
             *     - `topLeft` - top left
             *
             *     - `center` - center
             * @enum {string}
             */
            position?: "top" | "topRight" | "right" | "bottomRight" | "bottom" | "bottomLeft" | "left" | "topLeft" | "center";
        };
        /** @description Fields that a request leaves out have the values of the settings. */
        HudPreviewDto: {
            /**
             * @description The moment, in seconds of the video.
             * @example 12.5
             */
            seconds: number;
            /**
             * @description The moment of the track that the frame shows, in seconds of its own clock, as in `telemetry_sync`. Default: as the track is aligned.
             * @example 96.1
             */
            track_seconds?: number;
            /**
             * @description Width in pixels. Default: 1280.
             * @example 1280
             */
            width?: number;
            /**
             * @description Height in pixels. Default: 720.
             * @example 720
             */
            height?: number;
            /**
             * @description The appearance of the overlay.
             * @enum {string}
             */
            preset?: "dashcam" | "moto" | "track" | "flight" | "minimal";
            /**
             * @description Where the overlay is in the picture.
             * @enum {string}
             */
            position?: "top-left" | "top" | "top-right" | "left" | "center" | "right" | "bottom-left" | "bottom" | "bottom-right";
            /**
             * @description Unit of speeds.
             * @enum {string}
             */
            speed_unit?: "mph" | "kmh" | "kn";
            /**
             * @description Colour of needle, trail and highlights, as `#RRGGBB`.
             * @example #FF7A1A
             */
            color?: string;
            /**
             * @description Font of the overlay.
             * @example Montserrat
             * @enum {string}
             */
            font?: "Arapey" | "Didact Gothic" | "Montserrat" | "Open Sans" | "Permanent Marker" | "Roboto" | "Roboto Mono" | "Sue Ellen Francisco" | "Work Sans";
            /**
             * @description Font size at a picture height of 1080 pixels.
             * @example 24
             */
            font_size?: number;
            /** @description What the overlay shows. Default: what the preset shows. */
            elements?: ("speed" | "gauge" | "heading" | "altitude" | "g_force" | "lean" | "map" | "distance" | "clock" | "laps")[];
        };
        /**
         * @description The ImageAsset adds an image to a Clip. The image can be sourced from a URL
         *     (`src`), generated from a text prompt (`prompt`), or both. At least one of
         *     `src` or `prompt` must be provided.
         *
         *     - **Source URL:** set `src` to the publicly accessible URL of a jpg or png file.
         *     - **Generated:** set `prompt` to describe the image. Choose a generator with
         *       `model` and configure it with model-specific `options`; the engine fills
         *       `src` in automatically.
         *     - **Both:** `src` acts as a preview placeholder while `prompt` drives
         *       generation — the image is regenerated from the prompt at render time.
         *       Unchanged prompts and options resolve from the generation cache.
         */
        ImageAsset: {
            /**
             * @description The type of asset - set to `image` for images. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "image";
            /**
             * @description The image source URL. The URL must be publicly accessible or include credentials. When `prompt` is also set, `src` serves as a preview placeholder and the image is regenerated from the prompt at render time.
             * @example https://s3-ap-northeast-1.amazonaws.com/my-bucket/image.jpg
             */
            src?: string;
            /**
             * @description A text prompt to generate the image from. The engine generates an image at render time and fills `src` automatically; an existing `src` is treated as a preview placeholder and replaced. Use `model` to choose the generator and `options` to configure it.
             * @example A serene landscape with a crystal-clear mountain lake at sunrise.
             */
            prompt?: string;
            /**
             * @description The generation model to use when `prompt` is set (e.g. `flux-schnell`, `nano-banana-2`). Defaults to `nano-banana-2` if omitted. Each model's available options are defined by the model registry.
             * @example flux-schnell
             */
            model?: string;
            /**
             * @description Model-specific generation settings. Valid keys and values depend on the chosen `model` and are defined by the model registry. Omitted options use the model's defaults. Unknown or invalid options are rejected.
             * @example {
             *       "resolution": "1K",
             *       "aspectRatio": "16:9"
             *     }
             */
            options?: {
                [key: string]: unknown;
            };
            crop?: components["schemas"]["Crop"];
        };
        /**
         * @deprecated
         * @description **Notice: ImageToVideoAsset is deprecated. Use [VideoAsset](#tocs_videoasset)
         *     with `prompt`, a `model` that accepts a starting image, and that image in
         *     `options.inputSrc` — for example `seedance-2.0-image-to-video`.** This type continues to
         *     function and is internally rewritten to VideoAsset; no behaviour change for
         *     existing integrations.
         *
         *     The ImageToVideoAsset lets you create a video from an image and a text prompt.
         */
        ImageToVideoAsset: {
            /**
             * @description The type of asset to generate - set to `image-to-video` for image-to-video. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "image-to-video";
            /**
             * @description The image source URL. The URL must be publicly accessible or include credentials.
             * @example https://s3-ap-northeast-1.amazonaws.com/my-bucket/image.jpg
             */
            src: string;
            /**
             * @description The instructions for modifying the image into a video sequence.
             * @example Slowly zoom out and orbit left around the object.
             */
            prompt?: string;
            /**
             * @description The aspect ratio (shape) of the video output.
             * @example 16:9
             * @enum {string}
             */
            aspectRatio?: "1:1" | "4:3" | "16:9" | "9:16" | "3:4" | "21:9" | "9:21";
            /**
             * @description Adjust the playback speed of the video clip between 0 (paused) and 10 (10x normal speed) where 1 is normal speed (defaults to 1). Adjusting the speed will also adjust the duration of the clip and may require you to  adjust the Clip length. For example, if you set speed to 0.5, the clip will need to be 2x as long to play the entire video (i.e. original length / 0.5). If you set speed to 2, the clip will need to be half as long to play the entire video (i.e. original length / 2).
             * @example 1
             */
            speed?: number;
            crop?: components["schemas"]["Crop"];
        };
        InAppAlertsResponse: {
            /** @description An upload is live on every platform. */
            completed: boolean;
            /** @description An upload is live on some of its platforms. */
            partial: boolean;
            /** @description An upload failed on every platform. */
            failed: boolean;
            /** @description Posts need approval, or were approved or rejected. */
            approvals: boolean;
            /** @description A platform account must be connected again. */
            needs_reconnection: boolean;
            /** @description A post was published five minutes after its time or later. */
            slow_publish: boolean;
            /** @description A render failed. */
            render_failed: boolean;
            /** @description 80 % or all of the period's uploads are used. */
            quota: boolean;
            /** @description The token balance is low. */
            tokens_low: boolean;
            /** @description The plan changed, or a payment failed. */
            subscription: boolean;
        };
        InAppChoicesDto: {
            /** @description An upload is live on every platform. */
            completed?: boolean | null;
            /** @description An upload is live on some of its platforms. */
            partial?: boolean | null;
            /** @description An upload failed on every platform. */
            failed?: boolean | null;
            /** @description Posts need approval, or were approved or rejected. */
            approvals?: boolean | null;
            /** @description A platform account must be connected again. */
            needs_reconnection?: boolean | null;
            /** @description A post was published five minutes after its time or later. */
            slow_publish?: boolean | null;
            /** @description A render failed. */
            render_failed?: boolean | null;
            /** @description 80 % or all of the period's uploads are used. */
            quota?: boolean | null;
            /** @description The token balance is low. */
            tokens_low?: boolean | null;
            /** @description The plan changed, or a payment failed. */
            subscription?: boolean | null;
        };
        /** @description One fault in the input. */
        InputFault: {
            /**
             * @description JSON path of the field.
             * @example targets[0].account_id
             */
            path: string;
            /**
             * @description Stable code of the fault.
             * @example required
             */
            code: string;
            /**
             * @description What is wrong, for people.
             * @example targets[0].account_id is required
             */
            message: string;
        };
        InviteDto: {
            /**
             * @description Viewers read, editors also create and publish, admins also manage members and API keys.
             * @enum {string}
             */
            role: "admin" | "editor" | "viewer";
            /**
             * Format: email
             * @description Address that receives the invitation.
             * @example grace@example.com
             */
            email: string;
        };
        InviteResponse: {
            /**
             * Format: uuid
             * @description Id of the invitation.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: email
             * @description Address that received the invitation.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description Role that the invited person will have.
             * @enum {string}
             */
            role: "viewer" | "editor" | "admin";
            /**
             * Format: date-time
             * @description When the invitation expires.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string;
        };
        InvoiceResponse: {
            /**
             * @description Id of the invoice or checkout at the payment provider.
             * @example in_1QhX2e
             */
            id: string;
            /**
             * @description `pack`: tokens bought once; `period`: a paid period of a plan.
             * @enum {string}
             */
            kind: "pack" | "period";
            /**
             * @description What was bought.
             * @example reelway_tokens_100
             */
            lookup_key: string;
            /**
             * @description How many were bought.
             * @example 3
             */
            quantity: number;
            /**
             * @description Amount paid.
             * @example 1900
             */
            amount: number;
            /**
             * @description Amount that was refunded or is disputed.
             * @example 0
             */
            amount_back: number;
            /**
             * @description Currency of both amounts.
             * @example usd
             */
            currency: string;
            /**
             * @description Tokens that the payment granted.
             * @example 100
             */
            tokens: number;
            /**
             * Format: date-time
             * @description When it was paid.
             * @example 2026-05-01T12:00:00.000Z
             */
            paid_at: string;
        };
        InvoicesResponse: {
            /** @description One page of payments, newest first. */
            invoices: components["schemas"]["InvoiceResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        IssuedApiKeyResponse: {
            /**
             * Format: uuid
             * @description Id of the key.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Name of the key.
             * @example CI of the editor
             */
            name: string;
            /**
             * @description The first characters of the key, to distinguish keys.
             * @example rw_live_4fGh2k
             */
            prefix: string;
            /** @description What the key may do. */
            scopes: ("render:read" | "render:write" | "uploads:read" | "uploads:write" | "analytics:read" | "billing:read" | "platforms:read" | "webhooks:read" | "webhooks:write")[];
            /**
             * Format: date-time
             * @description When the key was created.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the key expires; null if it never does.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description When the key was last used, accurate to a minute; null if never.
             * @example 2026-05-01T12:00:00.000Z
             */
            last_used_at: string | null;
            /**
             * Format: date-time
             * @description When the key was revoked; null if it was not.
             * @example 2026-05-01T12:00:00.000Z
             */
            revoked_at: string | null;
            /**
             * Format: uuid
             * @description Id of the key that this one replaced; null for a first key.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            rotated_from: string | null;
            /** @description The member who created or rotated the key. The key is revoked when the membership ends. */
            created_by: components["schemas"]["KeyMemberResponse"];
            /**
             * @description The key itself. Only this answer shows it; we store a hash.
             * @example rw_live_4fGh2kQ8…
             */
            key: string;
        };
        IssuedCallbackSecretResponse: {
            /**
             * Format: date-time
             * @description When the secret was created; null while the account has none and its callbacks are not signed.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string | null;
            /**
             * Format: date-time
             * @description Until when callbacks also carry a signature with the previous secret; null if they do not.
             * @example 2026-05-01T12:00:00.000Z
             */
            previous_expires_at: string | null;
            /**
             * @description The secret itself. Only this answer shows it.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
        IssuedReviewLinkResponse: {
            /**
             * Format: uuid
             * @description Id of the link.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description For whom it is.
             * @example Marketing of the client
             */
            label: string;
            /**
             * @description Name of the member who created it; null after they left the workspace.
             * @example Ada Lovelace
             */
            created_by: string | null;
            /**
             * Format: date-time
             * @description When it was created.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Until when it works.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string;
            /**
             * Format: date-time
             * @description When it was withdrawn; null if it was not.
             * @example 2026-05-01T12:00:00.000Z
             */
            revoked_at: string | null;
            /**
             * Format: date-time
             * @description When it was last opened; null if it never was.
             * @example 2026-05-01T12:00:00.000Z
             */
            opened_at: string | null;
            /**
             * Format: uri
             * @description The page of the link. Only this answer shows it: everyone who knows it can decide about the posts.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string;
        };
        IssuedWebhookResponse: {
            /**
             * Format: uuid
             * @description Id of the endpoint.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uri
             * @description Address that receives the events.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string;
            /**
             * @description A note for people.
             * @example Production, orders service
             */
            description: string;
            /**
             * @description Types of events that it receives; empty: all.
             * @example [
             *       "render.completed",
             *       "render.failed"
             *     ]
             */
            events: string[];
            /** @description Whether events are sent to it. */
            enabled: boolean;
            /**
             * @description Why no events are sent: `owner`: switched off; `failing`: no attempt succeeded for three days; `gone`: it answered 410; `plan`: the plan does not include webhooks. Null while it is enabled.
             * @enum {string|null}
             */
            disabled_reason: "owner" | "failing" | "gone" | "plan" | null;
            /**
             * Format: date-time
             * @description Since when no attempt has succeeded; null after a success.
             * @example 2026-05-01T12:00:00.000Z
             */
            failing_since: string | null;
            /**
             * Format: date-time
             * @description Until when messages also carry a signature with the previous secret; null if they do not.
             * @example 2026-05-01T12:00:00.000Z
             */
            previous_secret_expires_at: string | null;
            /**
             * Format: date-time
             * @description When it was created.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * @description The secret that signs the messages, as Standard Webhooks specifies. Only this answer shows it.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
        JobError: {
            /**
             * @description Code of the error catalogue.
             * @example render_source_refused
             */
            code: string;
            /**
             * @description What happened this time.
             * @example The source of clip 2 answers 404.
             */
            message: string;
            /**
             * @description What to do about it.
             * @example Check that the URL is public and reachable.
             */
            help?: string;
            /** @description Faults in the edit, one by one. */
            errors?: components["schemas"]["EditFault"][];
        };
        JobListResponse: {
            /** @description One page of render jobs, newest first. */
            jobs: components["schemas"]["JobResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        JobResponse: {
            /**
             * Format: uuid
             * @description Id of the render job.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            job_id: string;
            /**
             * @description State of the render: `queued`; `fetching` (a worker gets its sources and fonts; an edit without sources passes through it at once); `rendering`, `saving`, `transferring`; then `completed`, `failed` or `cancelled`.
             * @enum {string}
             */
            status: "queued" | "fetching" | "rendering" | "saving" | "transferring" | "completed" | "failed" | "cancelled";
            /**
             * @description Share of the work that is done, from 0 to 1; never decreases.
             * @example 0.42
             */
            progress: number;
            /** @description The files, once the render has completed. */
            result: components["schemas"]["JobResult"] | null;
            /** @description Why the render failed; null unless it did. */
            error: components["schemas"]["JobError"] | null;
            /** @description Warnings about an edit that renders nevertheless; usually empty. */
            warnings: components["schemas"]["EditWarning"][];
            /** @description What the render costs. */
            tokens: components["schemas"]["JobTokens"];
            /** @description When the render entered each state. */
            timings: components["schemas"]["JobTimings"];
            /**
             * Format: uuid
             * @description The batch that the render belongs to; null for a single render.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            batch_id: string | null;
        };
        JobResult: {
            /**
             * Format: uri
             * @description Signed address of the result.
             * @example https://api.example.com/objects/video.mp4
             */
            video_url: string;
            /**
             * Format: uri
             * @description Signed address of the poster image; null if the edit requests none.
             * @example https://api.example.com/objects/video.mp4
             */
            poster_url: string | null;
            /**
             * Format: uri
             * @description Signed address of the thumbnail image; null if the edit requests none.
             * @example https://api.example.com/objects/video.mp4
             */
            thumbnail_url: string | null;
            /**
             * @description Length of the result in seconds.
             * @example 12.5
             */
            duration_seconds: number;
            /**
             * @description Size of the result in bytes.
             * @example 1048576
             */
            size_bytes: number;
        };
        JobTimings: {
            /**
             * Format: date-time
             * @description When the render was accepted.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When a worker took the render and began to get its sources and fonts; null before.
             */
            fetching_at: string | null;
            /**
             * Format: date-time
             * @description When rendering started; null before.
             */
            rendering_at: string | null;
            /**
             * Format: date-time
             * @description When the result was being saved; null before.
             */
            saving_at: string | null;
            /**
             * Format: date-time
             * @description When the transfer to our storage started; null before.
             */
            transferring_at: string | null;
            /**
             * Format: date-time
             * @description When the job ended; null before.
             */
            finished_at: string | null;
        };
        JobTokens: {
            /**
             * @description Tokens reserved when the render was accepted.
             * @example 0.5
             */
            reserved: number;
            /**
             * @description Tokens charged; null until the job has ended.
             * @example 0.5
             */
            charged: number | null;
            /**
             * @description Reserved tokens that were returned; null until the job has ended.
             * @example 0.5
             */
            refunded: number | null;
        };
        JoinedUploadResponse: {
            /**
             * Format: uuid
             * @description Id of the upload.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            upload_id: string;
            /**
             * @description Size of the joined file in bytes.
             * @example 104857600
             */
            size_bytes: number;
        };
        /** @description One fault, which is also an error of JSON:API. */
        JsonApiFault: {
            /**
             * @description JSON path of the field.
             * @example targets[0].account_id
             */
            path: string;
            /**
             * @description Stable code of the fault.
             * @example required
             */
            code: string;
            /**
             * @description What is wrong, for people.
             * @example targets[0].account_id is required
             */
            message: string;
            /**
             * @description HTTP status as text.
             * @example 400
             */
            status: string;
            /**
             * @description Short summary, the same every time.
             * @example The input is not valid
             */
            title: string;
            /**
             * @description What happened this time.
             * @example url is required
             */
            detail: string;
        };
        /** @description A problem whose `errors` are also errors of JSON:API. */
        JsonApiProblem: {
            /**
             * Format: uri
             * @description Address of the page that explains the error.
             * @example https://api.example.com/errors/invalid_input
             */
            type: string;
            /**
             * @description Short summary, the same every time.
             * @example The input is not valid
             */
            title: string;
            /**
             * @description HTTP status.
             * @example 422
             */
            status: number;
            /**
             * @description What happened this time.
             * @example One field is not valid: name.
             */
            detail: string;
            /**
             * @description What you can do about it, the same every time.
             * @example Correct every field listed in `errors`.
             */
            help: string;
            /**
             * @description Stable code for programs to test.
             * @example invalid_input
             */
            code: string;
            /**
             * @description `X-Request-Id` of the request; quote it when you ask for help.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            request_id: string;
            /** @description Every fault, at least one. */
            errors: components["schemas"]["JsonApiFault"][];
        };
        KeyMemberResponse: {
            /**
             * Format: uuid
             * @description Id of the user.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Name of the user.
             * @example Grace Hopper
             */
            name: string;
            /**
             * Format: email
             * @description Address of the user.
             * @example ada@example.com
             */
            email: string;
        };
        KpiBacklogAges: {
            /**
             * @description Less than 5 minutes old.
             * @example 3
             */
            under_5_minutes: number;
            /**
             * @description From 5 minutes to less than an hour old.
             * @example 3
             */
            under_1_hour: number;
            /**
             * @description From an hour to less than 24 hours old.
             * @example 3
             */
            under_1_day: number;
            /**
             * @description At least 24 hours old.
             * @example 3
             */
            older: number;
        };
        KpiBacklogResponse: {
            /**
             * @description All accepted work that is not finished now.
             * @example 3
             */
            total: number;
            /** @description The same by state, most frequent first; states without work are missing. */
            by_status: components["schemas"]["KpiBacklogState"][];
            /** @description The same by age; the numbers add up to `total`. */
            by_age: components["schemas"]["KpiBacklogAges"];
            /**
             * @description Age of the oldest; null without unfinished work.
             * @example 12.5
             */
            oldest_seconds: number | null;
        };
        KpiBacklogState: {
            /**
             * @description State.
             * @example queued
             */
            status: string;
            /**
             * @description How much work is in it now.
             * @example 3
             */
            count: number;
            /**
             * @description Age of the oldest.
             * @example 12.5
             */
            oldest_seconds: number;
        };
        KpiError: {
            /**
             * @description Code of the error, or `unknown`.
             * @example render_failed
             */
            code: string;
            /**
             * @description How many failed with it.
             * @example 3
             */
            count: number;
        };
        KpiLatency: {
            /**
             * @description Arithmetic mean; null without finished work.
             * @example 12.5
             */
            mean: number | null;
            /**
             * @description Median; null without finished work.
             * @example 12.5
             */
            p50: number | null;
            /**
             * @description 95 of 100 took at most this long; null without finished work.
             * @example 12.5
             */
            p95: number | null;
            /**
             * @description 99 of 100 took at most this long; null without finished work.
             * @example 12.5
             */
            p99: number | null;
        };
        KpiOutcomes: {
            /**
             * @description Completed, for uploads on every platform.
             * @example 3
             */
            completed: number;
            /**
             * @description Uploads that were completed for some platforms.
             * @example 3
             */
            partial: number;
            /**
             * @description Failed.
             * @example 3
             */
            failed: number;
            /**
             * @description Cancelled or abandoned.
             * @example 3
             */
            cancelled: number;
            /**
             * @description Not ended.
             * @example 3
             */
            unfinished: number;
        };
        KpiPlatform: {
            /**
             * @description Name of the platform.
             * @example tiktok
             */
            platform: string;
            /**
             * @description Uploads for it.
             * @example 3
             */
            uploads: number;
            /**
             * @description The same as a fraction of all uploads.
             * @example 0.4
             */
            share: number;
        };
        KpiPosts: {
            /**
             * @description Posts that a platform published.
             * @example 3
             */
            published: number;
            /**
             * @description Of these, posts that took one publishing call.
             * @example 3
             */
            at_once: number;
            /**
             * @description Posts that failed.
             * @example 3
             */
            failed: number;
            /**
             * @description at_once / (published + failed); null without any.
             * @example 0.97
             */
            at_once_rate: number | null;
        };
        KpiQualityResponse: {
            /**
             * @description Completed without being repeated.
             * @example 3
             */
            at_once: number;
            /**
             * @description The same as a fraction of what completed, completed in part or failed; null while nothing has ended.
             * @example 0.95
             */
            at_once_rate: number | null;
        };
        KpiRenditions: {
            /**
             * @description Files that were made for a platform.
             * @example 3
             */
            made: number;
            /**
             * @description Files that could not be made.
             * @example 3
             */
            failed: number;
            /**
             * @description made / (made + failed); null without any.
             * @example 0.99
             */
            success_rate: number | null;
        };
        KpiSummaryResponse: {
            /** @description What the figures cover: everything that was created in it. */
            period: components["schemas"]["AnalyticsPeriodResponse"];
            /** @description Renders; all zero when `platform` is given. */
            renders: components["schemas"]["RenderKpiResponse"];
            /** @description Uploads, including those that were deleted since. */
            uploads: components["schemas"]["UploadKpiResponse"];
            /** @description The definition of every figure. */
            definitions: components["schemas"]["MetricDefinitionResponse"][];
        };
        LapResponse: {
            /**
             * @description When the lap began, in seconds of the track's clock.
             * @example 31.2
             */
            from_seconds: number;
            /**
             * @description Lap time.
             * @example 12.5
             */
            seconds: number;
            /**
             * @description Length of the lap.
             * @example 1250
             */
            distance_meters: number;
            /**
             * @description Highest speed of the lap.
             * @example 22.4
             */
            max_speed_mps: number;
        };
        LedgerEntryResponse: {
            /**
             * @description Position in the ledger, without gaps.
             * @example 3
             */
            number: number;
            /**
             * @description What moved the tokens.
             * @enum {string}
             */
            kind: "grant" | "reserve" | "settle" | "release" | "expire" | "claw_back";
            /**
             * @description Change of the balance in tokens; negative when tokens left it.
             * @example -0.5
             */
            change: number;
            /**
             * @description Balance after the entry.
             * @example 0.5
             */
            balance: number;
            /**
             * @description Tokens that running renders hold after the entry.
             * @example 0.5
             */
            reserved: number;
            /**
             * @description Why the tokens moved, in words.
             * @example render
             */
            reason: string;
            /**
             * @description The payment, or what the tokens were spent on; null if neither.
             * @example render:0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            reference: string | null;
            /**
             * Format: date-time
             * @description When the tokens moved.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
        };
        LedgerResponse: {
            /** @description One page of entries, newest first. */
            entries: components["schemas"]["LedgerEntryResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        LiveRenderResponse: {
            /** @description Always true. */
            success: boolean;
            /**
             * @description Shotstack's word for the status.
             * @example OK
             */
            message: string;
            /** @description The answer of the render provider. */
            response: components["schemas"]["ShotstackStatus"];
        };
        LoginDto: {
            /**
             * Format: email
             * @description Address of the account; case is ignored.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description Password of the account.
             * @example correct horse battery staple
             */
            password: string;
            /**
             * @description Six digits from the authenticator app, or a recovery code; required after 401 `totp_required`.
             * @example 123456
             */
            totp?: string;
            /**
             * @description Device token of an earlier sign-in, for clients without cookies: wrong passwords from elsewhere do not delay this device.
             * @example rw_device_AZnB3m8r.c2ln
             */
            device_token?: string;
            /** @description Keeps an account whose deletion was requested; required after 409 `account_deletion_pending`. */
            keep_account?: boolean;
        };
        /** @description The LumaAsset is used to create luma matte masks, transitions and effects between other assets. A luma matte is a grey scale image or animated video where the black areas are transparent and the white areas solid. The luma matte animation should be provided as an mp4 video file. The src must be a publicly accessible URL to the file. */
        LumaAsset: {
            /**
             * @description The type of asset - set to `luma` for luma mattes. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "luma";
            /**
             * @description The luma matte source URL. The URL must be publicly accessible or include credentials.
             * @example https://s3-ap-northeast-1.amazonaws.com/my-bucket/mask.mp4
             */
            src: string;
            /** @description The start trim point of the luma matte clip, in seconds (defaults to 0). Videos will start from the in trim point. A luma matte video will play until the file ends or the Clip length is reached. */
            trim?: number;
        };
        MailAlertsResponse: {
            /** @description A post is live, or the files of an upload without posts are ready. */
            completed: boolean;
            /** @description A post failed or is unconfirmed, or files of an upload without posts could not be made. */
            failed: boolean;
            /** @description A platform account must be connected again. */
            needs_reconnection: boolean;
            /** @description The token balance is low. */
            tokens_low: boolean;
        };
        MailChoicesDto: {
            /** @description A post is live, or the files of an upload without posts are ready. */
            completed?: boolean | null;
            /** @description A post failed or is unconfirmed, or files of an upload without posts could not be made. */
            failed?: boolean | null;
            /** @description A platform account must be connected again. */
            needs_reconnection?: boolean | null;
            /** @description The token balance is low. */
            tokens_low?: boolean | null;
        };
        /** @description Plan, usage and tokens are those of the session's current workspace. */
        MeResponse: {
            /** @description The signed-in user. */
            user: components["schemas"]["UserResponse"];
            /** @description The subscription of the workspace; null without one, and for members who may not see payments. */
            subscription: components["schemas"]["MySubscriptionResponse"] | null;
            /** @description What the plan of the workspace includes. */
            entitlements: components["schemas"]["MyEntitlementsResponse"];
            /** @description Usage of the plan in this period. */
            usage: components["schemas"]["UploadQuotaResponse"];
            /** @description The session's current workspace. */
            workspace: components["schemas"]["WorkspaceSummaryResponse"];
            /** @description Token balance of the workspace; null for members who may not see payments. */
            tokens: components["schemas"]["TokensResponse"] | null;
            /** @description Whether signing in requires a code from an authenticator app. */
            totp_enabled: boolean;
        };
        MemberResponse: {
            /**
             * Format: uuid
             * @description Id of the user.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: email
             * @description Address of the member.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description Name of the member.
             * @example Grace Hopper
             */
            name: string;
            /**
             * @description Role of the member.
             * @enum {string}
             */
            role: "viewer" | "editor" | "admin" | "owner";
            /** @description True if there are more members than seats: the members who joined last can then only read. */
            read_only: boolean;
            /**
             * Format: date-time
             * @description When the member joined.
             * @example 2026-05-01T12:00:00.000Z
             */
            joined_at: string;
        };
        MemberRoleDto: {
            /**
             * @description Viewers read, editors also create and publish, admins also manage members and API keys.
             * @enum {string}
             */
            role: "admin" | "editor" | "viewer";
        };
        /** @description A merge field consists of a key; `find`, and a value; `replace`. Merge fields can be used to replace placeholders within the JSON edit to create re-usable templates. Placeholders should be a string with double brace delimiters, i.e. `"{{NAME}}"`. A placeholder can be used for any value within the JSON edit. */
        MergeField: {
            /**
             * @description The string to find without delimiters.
             * @example NAME
             */
            find: string;
            /**
             * @description The replacement value. The replacement can be any valid JSON type - string, boolean, number, etc...
             * @example Jane
             */
            replace: unknown;
        };
        MergeFieldDto: {
            /**
             * @description Name of the placeholder, without `{{` and `}}`.
             * @example NAME
             */
            find: string;
            /**
             * @description The value that replaces the placeholder: any JSON value. With `null`, a member that is only the placeholder counts as absent; inside a longer text, `null` is an empty text.
             * @example Ada
             */
            replace?: unknown;
        };
        MetricDefinitionResponse: {
            /**
             * @description Name of the field.
             * @example success_rate
             */
            metric: string;
            /**
             * @description What it counts.
             * @example completed / (completed + partial + failed).
             */
            definition: string;
        };
        MultipartPlan: {
            /**
             * Format: uuid
             * @description Id of the multipart upload; the same as that of the upload.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            upload_id: string;
            /**
             * @description Bytes of each part except the last.
             * @example 8388608
             */
            part_size: number;
            /**
             * @description Number of parts; their numbers start at 1.
             * @example 3
             */
            part_count: number;
        };
        /** @description Send videos to the [Mux](https://shotstack.io/docs/guide/serving-assets/destinations/mux/) video hosting and streaming service. Mux credentials are required and added via the [dashboard](https://dashboard.shotstack.io/integrations/mux), not in the request. */
        MuxDestination: {
            /**
             * @description The destination to send video to - set to `mux` for Mux.
             * @default mux
             * @example mux
             */
            provider: string;
            /** @description Additional Mux configuration and features. */
            options?: components["schemas"]["MuxDestinationOptions"];
        };
        /** @description Pass additional options to control how Mux processes video. Currently supports playback_policy and passthrough options. */
        MuxDestinationOptions: {
            /** @description Sets the Mux `playback_policy` option. Value is an array of strings - use `public`, `signed`, or both. */
            playbackPolicy?: ("public" | "signed")[];
            /** @description Sets the Mux `passthrough` option. Max 255 characters. */
            passthrough?: string;
        };
        MyEntitlementsResponse: {
            /**
             * @description The plan whose limits apply now.
             * @enum {string}
             */
            tier: "starter" | "solo" | "creator" | "growth" | "studio" | "agency" | "friends_family" | "lifetime";
            /**
             * @description Where the plan comes from: a payment, a grant of the operator, or the free plan.
             * @enum {string}
             */
            source: "free" | "subscription" | "grant";
            /**
             * Format: date-time
             * @description When the plan ends after a failed payment unless a payment succeeds; otherwise null.
             * @example 2026-05-01T12:00:00.000Z
             */
            grace_until: string | null;
            /**
             * @description Uploads per period; null means unlimited.
             * @example 100
             */
            uploads_per_month: number | null;
            /**
             * @description Maximum number of connected platform accounts.
             * @example 3
             */
            connected_accounts: number;
            /**
             * @description Maximum number of people in the workspace.
             * @example 3
             */
            seats: number;
            /**
             * @description Number of days for which analytics are kept.
             * @example 90
             */
            history_days: number;
            /** @description Features of the plan. */
            features: ("manual_queue" | "scheduling" | "discord_alerts" | "hud_overlay" | "smart_scheduling" | "auto_transcode" | "resumable_upload" | "auto_captions" | "priority_queue" | "caption_templates" | "advanced_alerts" | "exports" | "team_seats" | "approval_workflows" | "outgoing_webhooks" | "audit_log" | "sla_support")[];
        };
        MySubscriptionResponse: {
            /**
             * @description The plan that the subscription pays for.
             * @enum {string}
             */
            tier: "starter" | "solo" | "creator" | "growth" | "studio" | "agency" | "friends_family" | "lifetime";
            /**
             * @description State of the subscription, as the payment provider names it.
             * @example active
             */
            status: string;
            /**
             * Format: date-time
             * @description Start of the paid period.
             * @example 2026-05-01T12:00:00.000Z
             */
            current_period_start: string;
            /**
             * Format: date-time
             * @description End of the paid period.
             * @example 2026-05-01T12:00:00.000Z
             */
            current_period_end: string;
            /** @description Whether the subscription ends with this period. */
            cancel_at_period_end: boolean;
        };
        NoticeAccountResponse: {
            /**
             * @description The platform.
             * @example TikTok
             */
            platform: string;
            /**
             * @description Name of the connected account.
             * @example Ada's rides
             */
            name: string;
            /**
             * @description State of the post when the notice was written: `published`, `failed`, `cancelled`, or empty.
             * @example published
             */
            state: string;
        };
        NoticeListResponse: {
            /** @description One page of notices, newest first. They are kept for 30 days. */
            notices: components["schemas"]["NoticeResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
            /**
             * @description Number of unread notices on all pages; 1000 stands for more.
             * @example 3
             */
            unread_count: number;
        };
        NoticeResponse: {
            /**
             * Format: uuid
             * @description Id of the notice: that of its event, which webhook endpoints get as `webhook-id`.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description The type of the event, as in the messages to webhook endpoints.
             * @enum {string}
             */
            event: "render.queued" | "render.completed" | "render.failed" | "render.cancelled" | "upload.queued" | "upload.processing" | "upload.approval_requested" | "upload.approved" | "upload.rejected" | "upload.completed" | "upload.partial" | "upload.failed" | "upload.cancelled" | "publication.updated" | "publication.cancelled" | "publication.published" | "publication.delayed" | "publication.verified" | "publication.failed" | "publication.unconfirmed" | "account.needs_reconnection" | "tokens.low" | "subscription.updated" | "subscription.past_due" | "quota.reached" | "summary.daily";
            /**
             * Format: uuid
             * @description Id of the object of the event: the upload, post, render or connected account, otherwise the account itself.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            object_id: string;
            /**
             * @description What happened, in one line of plain text.
             * @example Published on some platforms: Sunday ride
             */
            title: string;
            /**
             * @description More, as plain text; null without.
             * @example 12 minutes after its time
             */
            text: string | null;
            /** @description The connected accounts that it is about, with their platforms. */
            accounts: components["schemas"]["NoticeAccountResponse"][];
            /**
             * @description Path in the dashboard that shows the object of the event.
             * @example /uploads?id=0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            link: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When somebody in the workspace read it; null while it is unread.
             * @example 2026-05-01T12:00:00.000Z
             */
            read_at: string | null;
        };
        NotificationTestResponse: {
            /**
             * @description `sent`: Discord has the message; `queued`: an email is on its way.
             * @enum {string}
             */
            status: "sent" | "queued";
            /**
             * @description The channel that was tested.
             * @enum {string}
             */
            channel: "discord" | "mail";
        };
        NotifyDto: {
            /** @description Events to send to Discord. */
            discord?: components["schemas"]["DiscordChoicesDto"] | null;
            /** @description Events to send by email. */
            mail?: components["schemas"]["MailChoicesDto"] | null;
            /** @description Events that become notices in the dashboard. */
            in_app?: components["schemas"]["InAppChoicesDto"] | null;
        };
        NotifyResponse: {
            /** @description Events that are sent to Discord. */
            discord: components["schemas"]["DiscordAlertsResponse"];
            /** @description Events that are sent by email. */
            mail: components["schemas"]["MailAlertsResponse"];
            /** @description Events that become notices in the dashboard. */
            in_app: components["schemas"]["InAppAlertsResponse"];
        };
        /** @description Offsets the position of an asset horizontally or vertically by a relative distance. */
        Offset: {
            /** @description Offset an asset on the horizontal axis (left or right). Use a number or an array of [Tween](./#tocs_tween) objects to create a custom animation. */
            x?: number | components["schemas"]["Tween"][];
            /** @description Offset an asset on the vertical axis (up or down). Use a number or an array of [Tween](./#tocs_tween) objects to create a custom animation. */
            y?: number | components["schemas"]["Tween"][];
        };
        /** @description The output format, render range and type of media to generate. For all formats except `mp3`, either `resolution` or `size` (with both `width` and `height`) must be specified. */
        Output: {
            /**
             * @description The output format and type of media file to generate.
             *
             *     - `mp4` - mp4 video file
             *
             *     - `gif` - animated gif
             *
             *     - `jpg` - jpg image file
             *
             *     - `png` - png image file
             *
             *     - `bmp` - bmp image file
             *
             *     - `mp3` - mp3 audio file (audio only)
             *
             *     - `webm` - WebM video file
             *
             *     - `wav` - wav audio file (audio only)
             * @example mp4
             * @enum {string}
             */
            format: "mp4" | "gif" | "mp3" | "jpg" | "png" | "bmp" | "webm" | "wav";
            /**
             * @description The preset output resolution of the video or image. For custom sizes use the `size` property. Either `resolution` or `size` (with both `width` and `height`) must be specified for all formats except `mp3`.
             *
             *     - `preview` - 512px x 288px @ 15fps
             *
             *     - `mobile` - 640px x 360px @ 25fps
             *
             *     - `sd` - 1024px x 576px @ 25fps
             *
             *     - `hd` - 1280px x 720px @ 25fps
             *
             *     - `1080` - 1920px x 1080px @ 25fps
             *
             *     - `4k` - 3840px x 2160px @ 25fps
             * @example hd
             * @enum {string}
             */
            resolution?: "preview" | "mobile" | "sd" | "hd" | "1080" | "4k";
            /**
             * @description The aspect ratio (shape) of the video or image. Useful for social media output formats. Options are:
             *
             *     - `16:9` (default) - regular landscape/horizontal aspect ratio
             *
             *     - `9:16` - vertical/portrait aspect ratio
             *
             *     - `1:1` - square aspect ratio
             *
             *     - `4:5` - short vertical/portrait aspect ratio
             *
             *     - `4:3` - legacy TV aspect ratio
             * @example 16:9
             * @enum {string}
             */
            aspectRatio?: "16:9" | "9:16" | "1:1" | "4:5" | "4:3";
            size?: components["schemas"]["Size"];
            /**
             * @description Override the default frames per second. Useful for when the source footage is recorded at 30fps, i.e. on  mobile devices. Lower frame rates can be used to add cinematic quality (24fps) or to create smaller file size/faster render times or animated gifs (12 or 15fps). Default is 25fps.
             *
             *     - `12` - 12fps
             *
             *     - `15` - 15fps
             *
             *     - `24` - 24fps
             *
             *     - `23.976` - 23.976fps
             *
             *     - `25` (default) - 25fps
             *
             *     - `29.97` - 29.97fps
             *
             *     - `30` - 30fps
             *
             *     - `48` - 48fps
             *
             *     - `50` - 50fps
             *
             *     - `59.94` - 59.94fps
             *
             *     - `60` - 60fps
             * @example 25
             * @enum {number}
             */
            fps?: 12 | 15 | 23.976 | 24 | 25 | 29.97 | 30 | 48 | 50 | 59.94 | 60;
            /**
             * @description Override the resolution and scale the video or image to render at a different size. When using scaleTo the asset should be edited at the resolution dimensions, i.e. use font sizes that look best at HD, then use scaleTo to output the file at SD and the text will be scaled to the correct size. This is useful if you want to create multiple asset sizes.
             *
             *     - `preview` - 512px x 288px @ 15fps
             *
             *     - `mobile` - 640px x 360px @ 25fps
             *
             *     - `sd` - 1024px x 576px @25fps
             *
             *     - `hd` - 1280px x 720px @25fps
             *
             *     - `1080` - 1920px x 1080px @25fps
             * @enum {string}
             */
            scaleTo?: "preview" | "mobile" | "sd" | "hd" | "1080" | "4k";
            /**
             * @description Adjust the output quality of the video, image or audio. Adjusting quality affects  render speed, download speeds and storage requirements due to file size. The default `medium` provides the most optimized choice for all three  factors.
             *
             *     - `verylow` - reduced quality, smallest file size
             *
             *     - `low` - slightly reduced quality, smaller file size
             *
             *     - `medium` (default) - optimized quality, render speeds and file size
             *
             *     - `high` - slightly increased quality, larger file size
             *
             *     - `veryhigh` - highest quality, largest file size
             * @example medium
             * @enum {string}
             */
            quality?: "verylow" | "low" | "medium" | "high" | "veryhigh";
            /**
             * @description Loop settings for gif files. Set to `true` to loop, `false` to play only once.
             * @example true
             */
            repeat?: boolean;
            /**
             * @description Mute the audio track of the output video. Set to `true` to mute, `false` to un-mute.
             * @example false
             */
            mute?: boolean;
            range?: components["schemas"]["Range"];
            /** @description Generate a poster image from a specific point on the timeline. */
            poster?: components["schemas"]["Poster"];
            /** @description Generate a thumbnail image from a specific point on the timeline. */
            thumbnail?: components["schemas"]["Thumbnail"];
            /** @description Specify the storage locations and hosting services to send rendered videos to. */
            destinations?: components["schemas"]["Destinations"][];
        };
        OutputsDto: {
            /** @description Versions of the source to make. */
            renditions?: components["schemas"]["RenditionDto"][];
        };
        PartsDto: {
            /** @description Numbers of the parts to send next, starting at 1. Default: the first 100 parts that have not arrived. */
            part_numbers?: number[];
        };
        PayingUsers: {
            /**
             * @description Users of the installation.
             * @example 3
             */
            total: number;
            /**
             * @description Users who signed up in the period.
             * @example 3
             */
            new: number;
            /**
             * @description Users who pay now.
             * @example 3
             */
            paying: number;
            /**
             * @description Users in a trial who do not pay yet.
             * @example 3
             */
            trialing: number;
            /**
             * @description paying / total; null without users.
             * @example 0.12
             */
            conversion_rate: number | null;
        };
        PlaceDto: {
            /**
             * @description Degrees, north positive.
             * @example 45.6156
             */
            latitude: number;
            /**
             * @description Degrees, east positive.
             * @example 9.2811
             */
            longitude: number;
        };
        PlanResponse: {
            /**
             * @description The plan.
             * @enum {string}
             */
            tier: "starter" | "solo" | "creator" | "growth" | "studio" | "agency" | "friends_family" | "lifetime";
            /**
             * @description Name of the plan, for people.
             * @example Creator
             */
            name: string;
            /**
             * @description The `lookup_key` for POST /api/billing/checkout; null for plans that are not for sale.
             * @example reelway_creator_monthly
             */
            lookup_key: string | null;
            /**
             * @description Catalogue price in US cents per month, null for plans that are not for sale; GET /api/billing/prices has the actual price.
             * @example 1900
             */
            unit_amount: number | null;
            /**
             * @description Uploads per period; null means unlimited.
             * @example 100
             */
            uploads_per_month: number | null;
            /**
             * @description Maximum number of connected platform accounts.
             * @example 3
             */
            connected_accounts: number;
            /**
             * @description Maximum number of people in the workspace.
             * @example 3
             */
            seats: number;
            /**
             * @description Number of days for which analytics are kept.
             * @example 90
             */
            history_days: number;
            /**
             * @description Tokens included in each paid month; with the free plan, once.
             * @example 50
             */
            included_tokens: number;
            /** @description Features of the plan. */
            features: ("manual_queue" | "scheduling" | "discord_alerts" | "hud_overlay" | "smart_scheduling" | "auto_transcode" | "resumable_upload" | "auto_captions" | "priority_queue" | "caption_templates" | "advanced_alerts" | "exports" | "team_seats" | "approval_workflows" | "outgoing_webhooks" | "audit_log" | "sla_support")[];
        };
        PlanUsers: {
            /**
             * @description Plan.
             * @example creator
             */
            tier: string;
            /**
             * @description Users who have it now.
             * @example 3
             */
            users: number;
        };
        PlansResponse: {
            /** @description All plans, smallest first. */
            plans: components["schemas"]["PlanResponse"][];
        };
        PlatformAccountResponse: {
            /**
             * Format: uuid
             * @description Our id of the connection.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description The platform's id of the account.
             * @example UCabcdefghijklmnopqrstuv
             */
            account_id: string;
            /**
             * @description Name that the platform shows.
             * @example Ada's rides
             */
            name: string;
            /**
             * @description Handle on the platform; null if it has none.
             * @example adarides
             */
            username: string | null;
            /**
             * @description Address of the picture; null if there is none.
             * @example https://example.com/avatar.jpg
             */
            avatar: string | null;
            /**
             * @description `expiring`: the access ends within 14 days unless the account is reconnected.
             * @enum {string}
             */
            status: "active" | "expiring" | "needs_reconnection";
            /**
             * @description Why it needs to be reconnected; null while it works.
             * @enum {string|null}
             */
            problem: "access_ended" | "action_required" | null;
            /**
             * @description What to do about the problem; null while it works.
             * @example Connect the account again and grant every permission that the platform lists.
             */
            remedy: string | null;
            /**
             * Format: date-time
             * @description When it was first connected.
             * @example 2026-05-01T12:00:00.000Z
             */
            connected_at: string;
            /**
             * Format: date-time
             * @description When something was last published with it; null before.
             * @example 2026-05-01T12:00:00.000Z
             */
            last_used_at: string | null;
            /** @description `draft` sends videos to the inbox of the platform's app; `metrics` reads views and likes. */
            capabilities: ("publish" | "draft" | "metrics")[];
            /**
             * @description Permissions without which the account cannot publish: connect it again and allow them.
             * @example [
             *       "video.publish"
             *     ]
             */
            missing_scopes: string[];
        };
        PlatformAccounts: {
            /**
             * @description Name of the platform.
             * @example tiktok
             */
            platform: string;
            /**
             * @description Connected accounts that work.
             * @example 3
             */
            active: number;
            /**
             * @description Accounts that their users must connect again.
             * @example 3
             */
            needs_reconnection: number;
            /**
             * @description Users with an account there.
             * @example 3
             */
            users: number;
        };
        PlatformListResponse: {
            /** @description Connected accounts by platform, in the order in which they were connected. */
            platforms: {
                [key: string]: components["schemas"]["PlatformAccountResponse"][];
            };
            /** @description Whether accounts of each platform can be connected on this installation. */
            configured: {
                [key: string]: boolean;
            };
            /** @description What each platform takes of a title and a caption; the texts of an upload are shortened to it. */
            text_limits: {
                [key: string]: components["schemas"]["TextLimitsResponse"];
            };
            /**
             * @description Connected accounts of all platforms.
             * @example 3
             */
            total_accounts: number;
            /**
             * @description Accounts that the plan has room for.
             * @example 3
             */
            max_accounts: number;
            /** @description Whether another account can be connected. Connected ones can always be reconnected. */
            can_add_more: boolean;
        };
        PlatformReachResponse: {
            /**
             * @description How often the posts were seen; null while no platform has reported it.
             * @example 3
             */
            views: number | null;
            /**
             * @description Likes; null while no platform has reported them.
             * @example 3
             */
            likes: number | null;
            /**
             * @description Comments; null while no platform has reported them.
             * @example 3
             */
            comments: number | null;
            /**
             * @description How often the posts were shared; null while no platform has reported it.
             * @example 3
             */
            shares: number | null;
            /**
             * @description Posts that were published in the period.
             * @example 3
             */
            posts: number;
            /**
             * @description Fraction of these posts whose figures were read at least once; null without posts.
             * @example 0.95
             */
            coverage: number | null;
            /**
             * Format: date-time
             * @description When the oldest of the figures was read; null without any.
             * @example 2026-05-01T12:00:00.000Z
             */
            as_of: string | null;
            /**
             * @description Name of the platform.
             * @example youtube
             */
            platform: string;
        };
        PlatformShare: {
            /**
             * @description Name of the platform.
             * @example tiktok
             */
            platform: string;
            /**
             * @description Uploads for it.
             * @example 3
             */
            uploads: number;
            /**
             * @description The same as a fraction of all uploads of the period.
             * @example 0.4
             */
            share: number;
        };
        PortalResponse: {
            /**
             * Format: uri
             * @description Page to open in the browser.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string;
        };
        PostListResponse: {
            /** @description One page of posts, latest first. */
            posts: components["schemas"]["TimedPostResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        PostMetricsResponse: {
            /**
             * @description Number of views; null if the platform does not report it.
             * @example 3
             */
            views: number | null;
            /**
             * @description Number of likes; null if the platform does not report it.
             * @example 3
             */
            likes: number | null;
            /**
             * @description Number of comments; null if the platform does not report it.
             * @example 3
             */
            comments: number | null;
            /**
             * @description How often it was shared; null if the platform does not report it.
             * @example 3
             */
            shares: number | null;
            /**
             * Format: date-time
             * @description When the platform reported these numbers.
             * @example 2026-05-01T12:00:00.000Z
             */
            fetched_at: string;
            /**
             * @description `current`: read every hour on the first day, then every day; `stale`: older than that, for example because the account must be reconnected; `final`: no longer read, because the post is older than 30 days or its account was disconnected.
             * @enum {string}
             */
            status: "current" | "stale" | "final";
        };
        /** @description Texts and choices of one post that replace those of the upload. */
        PostOverridesDto: {
            /**
             * @description Title of this post.
             * @example Morning lap
             */
            title?: string;
            /**
             * @description Caption of this post, with its hashtags.
             * @example Fastest lap of the year #racing
             */
            caption?: string;
            /** @description Tags of this post, without `#`, on platforms that have tags besides the caption. */
            tags?: string[];
            /**
             * @description Who may see this post, in the platform's terms; `creator-info` of the account lists the possible values.
             * @example unlisted
             */
            privacy?: string;
            /**
             * @description Options that only this platform has, such as `category_id` on YouTube; unknown names are refused.
             * @example {
             *       "category_id": "17"
             *     }
             */
            options?: {
                [key: string]: unknown;
            };
        };
        /** @description Texts and choices of one post that replace those of the upload. */
        PostOverridesResponse: {
            /**
             * @description Title of this post.
             * @example Morning lap
             */
            title?: string;
            /**
             * @description Caption of this post.
             * @example Fastest lap of the year #racing
             */
            caption?: string;
            /** @description Tags of this post, without `#`. */
            tags?: string[];
            /**
             * @description Who may see this post, in the platform's terms.
             * @example unlisted
             */
            privacy?: string;
            /**
             * @description Options that only this platform has.
             * @example {
             *       "category_id": "17"
             *     }
             */
            options?: {
                [key: string]: unknown;
            };
        };
        /** @description One post: the upload on one connected account. With `group`: a post on each account of the group. */
        PostTargetDto: {
            /**
             * Format: uuid
             * @description Id of a connected account that the plan has room for. Required without `group`, and refused with it.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            account_id?: string;
            /**
             * Format: uuid
             * @description Id of a group: each of its accounts gets a post, unless another target names the account. An account in several groups gets one post, as the first of them specifies.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c11
             */
            group?: string;
            /** @description Texts and choices of this post, or of each post of the group, that replace those of the upload. */
            overrides?: components["schemas"]["PostOverridesDto"];
        };
        /** @description Generate a poster image for the video at a specific point from the timeline. The poster image size will match the size of the output video. */
        Poster: {
            /**
             * @description The point on the timeline in seconds to capture a single frame to use as the poster image.
             * @example 1
             */
            capture: number;
        };
        PresignDto: {
            /**
             * @description For `scheduled`: local time in `timezone`, or an instant with `Z` or an offset. A local time that the change to summer time skips moves forward; when a time occurs twice in autumn, the first one counts.
             * @example 2026-12-01T18:00
             */
            scheduled_time?: string;
            /** @description The connected accounts to publish on, one post each, and groups of them. Together at most 100 posts. Without any, `platforms` decides. */
            targets?: components["schemas"]["PostTargetDto"][];
            /**
             * @description `immediate`: the posts are published as soon as the video is ready; `scheduled`: at `scheduled_time`; `smart`: at the best hours, by the usual ones of each platform and the views of your own posts, on different days. The video is prepared at once in any case.
             * @enum {string}
             */
            schedule_mode?: "immediate" | "scheduled" | "smart";
            /**
             * @description IANA time zone of the schedule. Default: `UTC`.
             * @example Europe/Berlin
             */
            timezone?: string;
            /**
             * @description For `smart`: the same seed gives the same slots as the preview, while no other post is planned in between. To keep a slot of the preview, send its time with `scheduled`. Default: the id of the account.
             * @example spring-campaign
             */
            schedule_seed?: string;
            /**
             * @description Name of the video file.
             * @example GX010042.MP4
             */
            filename: string;
            /**
             * @description Exact size of the video in bytes; the store refuses any other.
             * @example 104857600
             */
            file_size: number;
            /**
             * @description Type of the video; the store refuses any other.
             * @example video/mp4
             */
            content_type: string;
            /** @description Without `targets`: the platforms to publish on, one post on each of your connected accounts there that the plan has room for. With `targets` or `"publish":false`: platforms to prepare the video for, without publishing it there. `download` keeps the shape of the video and is for you alone. Required without `targets`. */
            platforms?: ("tiktok" | "youtube" | "instagram" | "facebook" | "download")[];
            /** @description `false` makes the files for `platforms` and publishes nothing; refused with `targets`. */
            publish?: boolean;
            /**
             * @description Title of the posts.
             * @example Morning lap
             */
            title?: string;
            /**
             * @description Caption of the posts.
             * @example Fastest lap of the year
             */
            caption?: string;
            /** @description Hashtags of this upload, without `#`. */
            hashtags?: string[];
            /**
             * @description Who may see the posts. Default: the setting `default_privacy`.
             * @enum {string}
             */
            privacy?: "public" | "unlisted" | "private";
            /** @description Whether an owner or administrator must approve the posts before they are published; needs the plan Studio. `false` does not lift the setting `approval_required`. */
            requires_approval?: boolean;
            /**
             * @description How a video of another shape fills a vertical frame. Default: `blur`.
             * @enum {string}
             */
            fit?: "blur" | "pad" | "crop";
            /** @description `false` leaves the overlay out, even if the settings include it. */
            hud?: boolean;
            /**
             * @description Milliseconds by which the track is moved forward, in steps of 100: the frame at t shows the track at t + this. A positive value helps an overlay that runs late. Default: the setting of that name.
             * @example -2500
             */
            telemetry_offset_ms?: number;
            /** @description One or two moments at which video and track match; they replace the recorded times and the offset. Two moments also correct time lapses and clocks that run fast or slow. */
            telemetry_sync?: components["schemas"]["SyncPointDto"][];
            /**
             * Format: uuid
             * @description Id of one of your earlier uploads whose telemetry file this video shares. Clips from one camera are aligned together.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            telemetry_upload_id?: string;
            /**
             * @description Whether the route map and the distances of the overlay cover the clip or the whole track. Default: `clip`.
             * @enum {string}
             */
            map?: "clip" | "track";
            /** @description The line at which laps begin and end. Overlays with the element `laps` show the lap times. */
            start_line?: components["schemas"]["StartLineDto"];
            /** @description Places that the overlay of this upload does not show, in addition to those of the settings; at most 5. */
            privacy_zones?: components["schemas"]["PrivacyZoneDto"][];
            /**
             * @description Highest speed in km/h that the overlay and the caption tell. The setting of that name counts if it is lower.
             * @example 130
             */
            max_shown_speed_kmh?: number;
            /** @description Also makes transparent clips of the overlay alone, frame for frame as long as the video, for editing programs: `prores` is ProRes 4444 in MOV, `vp9` is VP9 in WebM. Works with `hud: false`, too. */
            hud_clips?: ("prores" | "vp9")[];
            /** @description Covers, at most one per platform. Default: the sharpest of several frames. */
            covers?: components["schemas"]["CoverDto"][];
            /** @description Whether a telemetry file follows. The answer has a presigned URL for it, and the upload can be completed only after its arrival, or with `skip_telemetry`. */
            has_telemetry?: boolean;
            /**
             * @description Name of the telemetry file.
             * @example ride.gpx
             */
            telemetry_filename?: string;
            /**
             * @description Exact size of the telemetry file in bytes; the store refuses any other. Without it the URL accepts up to 64 MB, if the store can limit sizes (Google Cloud Storage and the local store can); S3 gets none before the size is known.
             * @example 250000
             */
            telemetry_file_size?: number;
        };
        PresignedCover: {
            /**
             * @description The platform that gets the picture.
             * @enum {string}
             */
            platform: "tiktok" | "youtube" | "instagram" | "facebook" | "download";
            /**
             * Format: uri
             * @description Address for one PUT of the picture.
             * @example https://api.example.com/objects/video.mp4
             */
            presigned_url: string;
            /** @description Headers of that PUT. */
            headers: {
                [key: string]: string;
            };
            /**
             * @description Key of the picture in the store.
             * @example uploads/0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10/0199c1de-7a11-7f02-8b1c-2f6f0a3b4c5d/cover-source-youtube
             */
            r2_key: string;
        };
        PresignedPart: {
            /**
             * @description Number of the part.
             * @example 3
             */
            part_number: number;
            /**
             * Format: uri
             * @description Address for the PUT of the part; a part may be sent again.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string;
            /** @description Headers of the PUT. */
            headers: {
                [key: string]: string;
            };
            /**
             * @description Exact size of the part in bytes.
             * @example 8388608
             */
            size: number;
        };
        PresignedPartsResponse: {
            /**
             * @description Bytes of each part except the last.
             * @example 3
             */
            part_size: number;
            /**
             * @description Number of parts.
             * @example 3
             */
            part_count: number;
            /** @description The parts that the store has. A client that resumes an upload does not need to send them again. */
            finished: components["schemas"]["FinishedPart"][];
            /** @description The parts to send. */
            parts: components["schemas"]["PresignedPart"][];
            /**
             * Format: date-time
             * @description When their addresses expire.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string;
        };
        PresignedTelemetryResponse: {
            /**
             * Format: uri
             * @description Address for one PUT of the telemetry file.
             * @example https://api.example.com/objects/video.mp4
             */
            telemetry_presigned_url: string;
            /** @description Headers of that PUT. */
            telemetry_headers: {
                [key: string]: string;
            };
            /**
             * @description Key of the file in the store.
             * @example uploads/0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10/0199c1de-7a11-7f02-8b1c-2f6f0a3b4c5d/telemetry
             */
            telemetry_r2_key: string;
            /**
             * @description Seconds until the presigned URL expires.
             * @example 3600
             */
            expires_in: number;
        };
        PresignedUploadResponse: {
            /**
             * Format: uuid
             * @description Id of the upload.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            upload_id: string;
            /**
             * Format: uri
             * @description Address for one PUT of the whole file; null for an upload in parts.
             * @example https://api.example.com/objects/video.mp4
             */
            presigned_url: string | null;
            /** @description Headers of that PUT; browsers add `Content-Length`. */
            headers: {
                [key: string]: string;
            };
            /**
             * @description Key of the video in the store.
             * @example uploads/0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10/0199c1de-7a11-7f02-8b1c-2f6f0a3b4c5d/source
             */
            r2_key: string;
            /**
             * @description Seconds until the presigned URLs expire.
             * @example 3600
             */
            expires_in: number;
            /** @description For large files on plans with resumable uploads; null: send the file in one request. */
            multipart: components["schemas"]["MultipartPlan"] | null;
            /**
             * Format: uri
             * @description Address for the PUT of the telemetry file; null without one, and with the warning `telemetry_size_needed`.
             * @example https://api.example.com/objects/video.mp4
             */
            telemetry_presigned_url: string | null;
            /** @description Headers of that PUT. */
            telemetry_headers: {
                [key: string]: string;
            };
            /**
             * @description Key of the telemetry file in the store; null where `telemetry_presigned_url` is.
             * @example uploads/0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10/0199c1de-7a11-7f02-8b1c-2f6f0a3b4c5d/telemetry
             */
            telemetry_r2_key: string | null;
            /** @description Addresses for the covers that are your own pictures. */
            covers: components["schemas"]["PresignedCover"][];
            /** @description What is unusual about the upload, and what the plan leaves out. Usually empty. */
            warnings: components["schemas"]["UploadWarning"][];
        };
        PriceResponse: {
            /**
             * @description The `lookup_key` for POST /api/billing/checkout.
             * @example reelway_tokens_100
             */
            lookup_key: string;
            /**
             * @description Name of the product, for people.
             * @example 100 tokens
             */
            product: string;
            /**
             * @description Actual price.
             * @example 1900
             */
            unit_amount: number;
            /**
             * @description Currency of the price.
             * @example usd
             */
            currency: string;
            /**
             * @description How often it is charged; null for one-time purchases.
             * @example month
             */
            interval: string | null;
            /**
             * @description Whether this is the price of a plan or of a pack of tokens.
             * @enum {string}
             */
            kind: "subscription" | "token_pack";
            /**
             * @description Tokens of the pack, or of each paid period.
             * @example 100
             */
            tokens: number;
        };
        PricesResponse: {
            /** @description False: this installation sells nothing, and the list is empty. */
            configured: boolean;
            /** @description Everything that can be bought. */
            prices: components["schemas"]["PriceResponse"][];
        };
        /** @description A place whose surroundings no overlay shows. */
        PrivacyZoneDto: {
            /**
             * @description Degrees, north positive.
             * @example 45.6156
             */
            latitude: number;
            /**
             * @description Degrees, east positive.
             * @example 9.2811
             */
            longitude: number;
            /**
             * @description Metres around the place. The hidden area is up to 30 % larger, and the place is not its centre.
             * @example 300
             */
            radius_m: number;
        };
        ProbeResponse: {
            /** @description Always true. */
            success: boolean;
            /**
             * @description Shotstack's word for the status.
             * @example Created
             */
            message: string;
            /** @description The findings about the file. */
            response: components["schemas"]["ProbedMedia"];
        };
        ProbedMedia: {
            /** @description ffprobe's findings: `streams`, `chapters` and `format`. */
            metadata: {
                [key: string]: unknown;
            };
        };
        /** @description The answer to a request that failed (RFC 9457). Some codes have further fields. */
        Problem: {
            /**
             * Format: uri
             * @description Address of the page that explains the error.
             * @example https://api.example.com/errors/invalid_input
             */
            type: string;
            /**
             * @description Short summary, the same every time.
             * @example The input is not valid
             */
            title: string;
            /**
             * @description HTTP status.
             * @example 422
             */
            status: number;
            /**
             * @description What happened this time.
             * @example One field is not valid: name.
             */
            detail: string;
            /**
             * @description What you can do about it, the same every time.
             * @example Correct every field listed in `errors`.
             */
            help: string;
            /**
             * @description Stable code for programs to test.
             * @example invalid_input
             */
            code: string;
            /**
             * @description `X-Request-Id` of the request; quote it when you ask for help.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            request_id: string;
            /** @description Every fault in the input. */
            errors?: components["schemas"]["InputFault"][];
        };
        ProductKpiResponse: {
            /** @description What `users.new`, `churn`, `renders`, `uploads` and `platforms` cover. */
            period: components["schemas"]["ProductPeriodResponse"];
            /** @description Users. */
            users: components["schemas"]["PayingUsers"];
            /** @description Recurring revenue. */
            revenue: components["schemas"]["RevenueResponse"];
            /** @description Users who stopped paying. */
            churn: components["schemas"]["ChurnResponse"];
            /** @description The last twelve months, oldest first; months without new users are missing. */
            cohorts: components["schemas"]["CohortResponse"][];
            /** @description Renders of all accounts. */
            renders: components["schemas"]["WorkResponse"];
            /** @description Uploads of all accounts. */
            uploads: components["schemas"]["WorkResponse"];
            /** @description Uploads by platform, most frequent first. */
            platforms: components["schemas"]["PlatformShare"][];
            /** @description Users by plan, from the lowest; plans without users are missing. */
            plans: components["schemas"]["PlanUsers"][];
            /** @description The queues now; null while their store does not answer. */
            queue_health: components["schemas"]["QueuesResponse"] | null;
            /** @description The definition of every figure. */
            definitions: components["schemas"]["MetricDefinitionResponse"][];
        };
        ProductOverviewResponse: {
            /** @description What `users.new`, `renders` and `uploads` cover. */
            period: components["schemas"]["ProductPeriodResponse"];
            /** @description Users. */
            users: components["schemas"]["ProductUsers"];
            /** @description Renders of all accounts. */
            renders: components["schemas"]["WorkResponse"];
            /** @description Uploads of all accounts. */
            uploads: components["schemas"]["WorkResponse"];
            /** @description Connected accounts by platform. */
            accounts: components["schemas"]["PlatformAccounts"][];
            /** @description The queues now; null while their store does not answer. */
            queue_health: components["schemas"]["QueuesResponse"] | null;
            /** @description What became of the work of the last 24 hours, by provider. */
            provider_health: components["schemas"]["ProviderHealth"][];
            /** @description The definition of every figure. */
            definitions: components["schemas"]["MetricDefinitionResponse"][];
        };
        ProductPeriodResponse: {
            /**
             * Format: date
             * @description First day.
             * @example 2026-05-01
             */
            from: string;
            /**
             * Format: date
             * @description Last day, inclusive: today.
             * @example 2026-05-01
             */
            to: string;
            /**
             * @description Time zone of the days.
             * @example Europe/Berlin
             */
            time_zone: string;
            /**
             * Format: date-time
             * @description When the figures were counted.
             * @example 2026-05-01T12:00:00.000Z
             */
            as_of: string;
        };
        ProductUsers: {
            /**
             * @description Users of the installation.
             * @example 3
             */
            total: number;
            /**
             * @description Users who signed up in the period.
             * @example 3
             */
            new: number;
            /**
             * @description Users with a confirmed address.
             * @example 3
             */
            confirmed: number;
            /**
             * @description Suspended users.
             * @example 3
             */
            suspended: number;
            /**
             * @description Administrators.
             * @example 3
             */
            admins: number;
        };
        ProviderHealth: {
            /**
             * @description Whether it renders videos or publishes them.
             * @enum {string}
             */
            kind: "render" | "platform";
            /**
             * @description Name of the provider or platform.
             * @example youtube
             */
            name: string;
            /**
             * @description Renders that completed, or posts that are published.
             * @example 3
             */
            succeeded: number;
            /**
             * @description Renders or posts that failed.
             * @example 3
             */
            failed: number;
            /**
             * @description Renders or posts that have not ended.
             * @example 3
             */
            unfinished: number;
            /**
             * @description Fraction that succeeded, of what ended; null while nothing has ended.
             * @example 0.99
             */
            success_rate: number | null;
            /**
             * @description The most frequent error, as a code of the catalogue or a class of failures of platforms; null without one.
             * @example render_failed
             */
            common_error: string | null;
        };
        PublicationDelayResponse: {
            /**
             * @description Seconds after its time.
             * @example 3
             */
            seconds: number;
            /**
             * @description Why: `processing` (the video was not ready), `approval` (it was approved later), `no_worker`, `account` (it had to be reconnected), or the code of the error that it waited for.
             * @example processing
             */
            reason: string;
        };
        PublicationErrorResponse: {
            /**
             * @description Code of the error catalogue.
             * @example platform_refused
             */
            code: string;
            /**
             * @description What the failure means, the same for all platforms.
             * @enum {string}
             */
            class: "transient" | "resync" | "outcome_unknown" | "not_ready" | "session_lost" | "rate_limited" | "quota_exhausted" | "token_expired" | "reconnect_required" | "account_action" | "app_config" | "media_rejected" | "metadata_rejected" | "policy_rejected" | "cancelled" | "unknown";
            /**
             * @description The step that failed.
             * @enum {string}
             */
            step: "preflight" | "open" | "transfer" | "commit" | "outcome" | "observe" | "thumbnail" | "captions" | "playlist" | "first_comment" | "change" | "status";
            /**
             * @description What happened this time.
             * @example YouTube answered 400 (invalidTitle).
             */
            message: string;
            /**
             * @description What to do about it.
             * @example Connect the account again and grant every permission that the platform lists.
             */
            help?: string;
            /**
             * @description The platform's own code; null if the failure did not come from the platform.
             * @example quotaExceeded
             */
            platform_code: string | null;
            /**
             * @description The platform's id of the request, for its support; null if it gave none.
             * @example 202611281200000102230451
             */
            platform_trace_id: string | null;
            /**
             * @description Permissions that the account lacks for this post: reconnect it and allow them. Usually empty.
             * @example [
             *       "video.publish"
             *     ]
             */
            missing_scopes: string[];
        };
        PublicationJournalResponse: {
            /** @description What happened to the post, in order. */
            steps: components["schemas"]["PublicationStepResponse"][];
        };
        /** @description One post: the upload on one connected account. */
        PublicationResponse: {
            /**
             * Format: uuid
             * @description Id of the post; the `target` of its addresses.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uuid
             * @description The connected account; null after it was disconnected.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            account_id: string | null;
            /**
             * @description Name of the account when the post was created.
             * @example Reelway Rides
             */
            account_name: string;
            /**
             * @description The platform.
             * @example youtube
             */
            platform: string;
            /**
             * @description `pending`: the video is not ready or not approved; `scheduled`: waits for its time; `waiting`: see `waiting_for`; `publishing`: a worker sends it; `unknown`: it may be published, and we query the platform; `published`: the platform accepted it; `verified`: the platform shows it.
             * @enum {string}
             */
            status: "pending" | "scheduled" | "waiting" | "publishing" | "unknown" | "published" | "verified" | "failed" | "cancelled";
            /**
             * @description Whether someone must approve it before it is published. `given`: as it is now; a change makes it `required` again.
             * @enum {string}
             */
            approval: "not_required" | "required" | "given";
            /**
             * @description What it waits for: `account` until the account is reconnected, at most 72 hours after its time; `account_suspended` or `account_deletion_pending` until the account of the owner is restored or kept; `platform_call_limit` until its turn in the calls that the platform accepts in a minute or a day; `transfers_busy` until the worker has sent another large video; otherwise the code of an error. Null unless it waits.
             * @example account
             */
            waiting_for: string | null;
            /**
             * @description Share of the video that the platform has.
             * @example 0.42
             */
            progress: number;
            /** @description Texts and choices of this post that replace those of the upload. */
            overrides: components["schemas"]["PostOverridesResponse"];
            /**
             * Format: date-time
             * @description When it is to be published; null: as soon as the video is ready.
             * @example 2026-05-01T12:00:00.000Z
             */
            publish_at: string | null;
            /**
             * @description The same moment as local time in `timezone`; null unless a time was chosen.
             * @example 2026-12-01T18:00
             */
            local_time: string | null;
            /**
             * @description IANA time zone of `local_time`.
             * @example Europe/Berlin
             */
            timezone: string | null;
            /**
             * Format: date-time
             * @description When a worker continues with it; null when nothing is planned.
             * @example 2026-05-01T12:00:00.000Z
             */
            next_attempt_at: string | null;
            /** @description How late it was published, and why; null if it is not late. */
            late: components["schemas"]["PublicationDelayResponse"] | null;
            /**
             * @description The platform's id of the post; null before it accepted it.
             * @example dQw4w9WgXcQ
             */
            post_id: string | null;
            /**
             * Format: uri
             * @description Address of the post on the platform; null until the platform shows it.
             * @example https://api.example.com/objects/video.mp4
             */
            permalink: string | null;
            /**
             * @description Who may see the post, according to the platform; null until it shows it.
             * @example public
             */
            visibility: string | null;
            /** @description The reason when the post failed, is waiting, is unconfirmed, was never seen live, or has a different audience than requested; null otherwise. */
            error: components["schemas"]["PublicationErrorResponse"] | null;
            /**
             * @description Number of the revision, as in `ETag`; changes with every change.
             * @example 3
             */
            revision: number;
            /**
             * Format: date-time
             * @description When the platform accepted it; null before.
             * @example 2026-05-01T12:00:00.000Z
             */
            published_at: string | null;
            /**
             * Format: date-time
             * @description When the platform showed it; null before.
             * @example 2026-05-01T12:00:00.000Z
             */
            verified_at: string | null;
            /** @description How often it was seen and reacted to; null until the platform has reported it, an hour after it showed the post. */
            metrics: components["schemas"]["PostMetricsResponse"] | null;
        };
        /** @description One line of the journal. */
        PublicationStepResponse: {
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-05-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description The step. `status` is a change of state.
             * @enum {string}
             */
            step: "preflight" | "open" | "transfer" | "commit" | "outcome" | "observe" | "thumbnail" | "captions" | "playlist" | "first_comment" | "change" | "status";
            /**
             * @description `started`, `done`, `failed`, the platform's answer, or the new state.
             * @example done
             */
            outcome: string;
            /**
             * @description What it means.
             * @example The platform accepted the post.
             */
            message: string;
            /**
             * @description More about this time; null if there is nothing more.
             * @example YouTube answered 503 (backendError).
             */
            detail: string | null;
            /**
             * @description What a failure means, the same for all platforms; null without one.
             * @example transient
             */
            class: string | null;
            /**
             * @description The platform's own code; null without one.
             * @example backendError
             */
            platform_code: string | null;
            /**
             * @description Status of the platform's answer; null without one.
             * @example 503
             */
            platform_status: number | null;
            /**
             * @description The platform's id of the request, for its support; null if it gave none.
             * @example 202611281200000102230451
             */
            platform_trace_id: string | null;
            /**
             * @description Our id of the request or job; in our logs, too.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            request_id: string | null;
        };
        QueueResponse: {
            /**
             * @description Name of the queue.
             * @example heavy
             */
            name: string;
            /**
             * @description Jobs that wait for a worker.
             * @example 3
             */
            waiting: number;
            /**
             * @description Jobs that wait for a time.
             * @example 3
             */
            delayed: number;
            /**
             * @description Jobs that run.
             * @example 3
             */
            active: number;
            /**
             * @description Jobs that failed for good within the last week.
             * @example 3
             */
            failed: number;
            /**
             * @description Age of the job that waits longest; 0 without one.
             * @example 12.5
             */
            oldest_waiting_seconds: number;
        };
        QueuedRender: {
            /**
             * @description Says what happened, for people.
             * @example Render Successfully Queued
             */
            message: string;
            /**
             * Format: uuid
             * @description Id of the render; the `job_id` of the render API.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
        };
        QueuedResponse: {
            /** @description Always true. */
            success: boolean;
            /**
             * @description Shotstack's word for the status.
             * @example Created
             */
            message: string;
            /** @description The accepted render. */
            response: components["schemas"]["QueuedRender"];
        };
        QueuedSourceResponse: {
            /** @description The accepted source. */
            data: components["schemas"]["SourceReference"];
        };
        QueuesResponse: {
            /** @description The queues. */
            queues: components["schemas"]["QueueResponse"][];
            /**
             * @description Worker processes that listen now.
             * @example 3
             */
            workers: number;
            /**
             * @description Age of the oldest accepted work that has not reached its queue; 0 without one.
             * @example 12.5
             */
            outbox_delay_seconds: number;
            /**
             * Format: date-time
             * @description When the jobs were counted.
             * @example 2026-05-01T12:00:00.000Z
             */
            as_of: string;
        };
        /** @description Specify a time range to render, i.e. to render only a portion of a video or audio file. Omit this setting to  export the entire video. Range can also be used to render a frame at a specific time point - setting a range and output format as `jpg` will output a single frame image at the range `start` point. */
        Range: {
            /**
             * @description The point on the timeline, in seconds, to start the render from - i.e. start at second 3.
             * @example 3
             */
            start?: number;
            /**
             * @description The length of the portion of the video or audio to render - i.e. render 6 seconds of the video.
             * @example 6
             */
            length?: number;
        };
        ReachGains: {
            /**
             * @description Views.
             * @example 120
             */
            views: number;
            /**
             * @description Likes; less than 0 when more were withdrawn than given.
             * @example 12
             */
            likes: number;
            /**
             * @description Comments; less than 0 when more were deleted than written.
             * @example 3
             */
            comments: number;
            /**
             * @description Shares.
             * @example 1
             */
            shares: number;
        };
        /** @description What platforms last reported about the posts that were published in the period. */
        ReachResponse: {
            /**
             * @description How often the posts were seen; null while no platform has reported it.
             * @example 3
             */
            views: number | null;
            /**
             * @description Likes; null while no platform has reported them.
             * @example 3
             */
            likes: number | null;
            /**
             * @description Comments; null while no platform has reported them.
             * @example 3
             */
            comments: number | null;
            /**
             * @description How often the posts were shared; null while no platform has reported it.
             * @example 3
             */
            shares: number | null;
            /**
             * @description Posts that were published in the period.
             * @example 3
             */
            posts: number;
            /**
             * @description Fraction of these posts whose figures were read at least once; null without posts.
             * @example 0.95
             */
            coverage: number | null;
            /**
             * Format: date-time
             * @description When the oldest of the figures was read; null without any.
             * @example 2026-05-01T12:00:00.000Z
             */
            as_of: string | null;
            /** @description The same by platform. */
            platforms: components["schemas"]["PlatformReachResponse"][];
        };
        ReasonDto: {
            /**
             * @description Why; recorded in the audit log.
             * @example Requested by the user
             */
            reason?: string;
        };
        ReauthenticateDto: {
            /**
             * @description Password of the account.
             * @example correct horse battery staple
             */
            password: string;
            /**
             * @description Required with two-factor authentication: a code from the authenticator app, or a recovery code.
             * @example 123456
             */
            totp?: string;
        };
        ReauthenticationResponse: {
            /**
             * Format: date-time
             * @description Until when this session may create keys and change the account's sign-in.
             * @example 2026-05-01T12:00:00.000Z
             */
            recent_until: string;
        };
        /** @description The answer to a message from another service. */
        ReceivedResponse: {
            /** @description True: the message was received. */
            received: boolean;
        };
        RecoveryCodesResponse: {
            /**
             * @description Recovery codes. Each replaces a code once; only this answer shows them.
             * @example [
             *       "7k2m-9xqp"
             *     ]
             */
            recovery_codes: string[];
        };
        RefreshDto: {
            /**
             * @description The newest refresh token of this device.
             * @example rt_8yN2…
             */
            refresh_token: string;
        };
        RegisterDto: {
            /**
             * Format: email
             * @description Address of the account; case is ignored.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description 12 to 128 characters of any kind; common passwords are refused.
             * @example correct horse battery staple
             */
            password: string;
            /**
             * @description Name that others see; must not contain a web or email address.
             * @example Ada Lovelace
             */
            name: string;
        };
        RejectUploadDto: {
            /**
             * @description The `revision` of the approval as you have seen it.
             * @example 1
             */
            revision: number;
            /**
             * @description What has to change.
             * @example Please use the shorter caption.
             */
            comment: string;
        };
        RenameWorkspaceDto: {
            /**
             * @description Name that members see; must not contain a web or email address.
             * @example Ada's team
             */
            name: string;
        };
        RenderAcceptedResponse: {
            /** @description Always true. */
            success: boolean;
            /**
             * @description Says what happened, for people.
             * @example The render is queued.
             */
            message: string;
            /**
             * Format: uuid
             * @description Id of the render job.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            job_id: string;
            /**
             * @description Reserved tokens. The charge follows from the real length and is never higher.
             * @example 0.5
             */
            estimated_tokens: number;
            /** @description Warnings about an edit that renders nevertheless; usually empty. */
            warnings: components["schemas"]["EditWarning"][];
        };
        /** @description What we POST to the `callback` of an edit when its render ends. */
        RenderCallback: {
            /**
             * @description Always `edit`.
             * @constant
             */
            type: "edit";
            /**
             * @description Always `render`.
             * @constant
             */
            action: "render";
            /**
             * Format: uuid
             * @description Id of the render.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uuid
             * @description Id of the account that the render belongs to.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            owner: string;
            /**
             * @description How the render ended; a cancelled render is `failed`.
             * @enum {string}
             */
            status: "done" | "failed";
            /**
             * Format: uri
             * @description Signed address of the result, which works for 24 hours; null if the render failed.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string | null;
            /**
             * @description Why the render failed: JSON path, address and reason of each fault; null if it is done.
             * @example A source cannot be used: timeline.tracks[0].clips[0].asset.src (https://example.com/clip.mp4) answered 404.
             */
            error: string | null;
            /**
             * Format: date-time
             * @description When the render ended.
             * @example 2026-05-01T12:00:00.000Z
             */
            completed: string;
        };
        RenderEvents: {
            /**
             * @description Renders that were accepted.
             * @example 3
             */
            created: number;
            /**
             * @description Renders that completed.
             * @example 3
             */
            completed: number;
            /**
             * @description Renders that failed.
             * @example 3
             */
            failed: number;
            /**
             * @description Renders that were cancelled.
             * @example 3
             */
            cancelled: number;
            /**
             * @description Length of the videos of the renders that completed.
             * @example 12.5
             */
            video_seconds: number;
        };
        RenderFigures: {
            /**
             * @description Renders that were accepted in the period.
             * @example 3
             */
            total: number;
            /** @description The same renders by their present state; the states add up to the total. */
            by_status: components["schemas"]["RenderStates"];
            /**
             * @description Completed renders as a fraction of those that completed or failed; null while there are none.
             * @example 0.98
             */
            success_rate: number | null;
            /**
             * @description Length of the videos of the completed renders.
             * @example 12.5
             */
            video_seconds: number;
        };
        RenderKpiResponse: {
            /**
             * @description Throughput.
             * @example 3
             */
            created: number;
            /**
             * @description Throughput by day.
             * @example 3.5
             */
            per_day: number;
            /** @description What became of them; the numbers add up to `created`. */
            outcomes: components["schemas"]["KpiOutcomes"];
            /**
             * @description Fraction that succeeded; null while nothing has ended.
             * @example 0.98
             */
            success_rate: number | null;
            /**
             * @description Fraction that failed; null while nothing has ended.
             * @example 0.01
             */
            failure_rate: number | null;
            /** @description How long finished work took. */
            latency: components["schemas"]["KpiLatency"];
            /** @description 24 numbers, one for each hour of the day. */
            hours: number[];
            /** @description The ten most frequent errors, most frequent first. */
            errors: components["schemas"]["KpiError"][];
            /** @description Accepted work that is not finished now, also from before the period. */
            backlog: components["schemas"]["KpiBacklogResponse"];
            /** @description How well the renders went. */
            quality: components["schemas"]["KpiQualityResponse"];
        };
        RenderSegmentResponse: {
            /**
             * @description Position in the render.
             * @example 3
             */
            index: number;
            /**
             * @description What it contains: a part of the pictures, or the whole sound.
             * @enum {string}
             */
            kind: "video" | "sound";
            /**
             * @description Its state.
             * @enum {string}
             */
            state: "waiting" | "running" | "done";
            /**
             * @description Process that took it last; null if none has taken it, because an earlier render left it.
             * @example worker-1:4711
             */
            worker: string | null;
            /**
             * @description Attempts so far.
             * @example 3
             */
            attempts: number;
            /**
             * @description First frame.
             * @example 3
             */
            from_frame: number;
            /**
             * @description Frame after the last one.
             * @example 3
             */
            to_frame: number;
            /**
             * @description Finished frames.
             * @example 3
             */
            frames_done: number;
            /**
             * @description Bytes of its object; null until it is done.
             * @example 3
             */
            bytes: number | null;
            /**
             * Format: date-time
             * @description When a worker took it last; null if none has.
             * @example 2026-05-01T12:00:00.000Z
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When a worker finished it; null if none has.
             * @example 2026-05-01T12:00:00.000Z
             */
            finished_at: string | null;
            /**
             * @description Why its last attempt failed; null if none has.
             * @example render_failed: The video has 99 frames instead of 100.
             */
            error: string | null;
        };
        RenderSegmentsResponse: {
            /** @description The segments in their order; empty for a render that is not split, or whose segments are deleted. */
            segments: components["schemas"]["RenderSegmentResponse"][];
        };
        RenderStates: {
            /**
             * @description Waiting for a worker.
             * @example 3
             */
            queued: number;
            /**
             * @description Sources are being fetched.
             * @example 3
             */
            fetching: number;
            /**
             * @description Frames are being rendered.
             * @example 3
             */
            rendering: number;
            /**
             * @description The provider is saving the video.
             * @example 3
             */
            saving: number;
            /**
             * @description The video is being stored.
             * @example 3
             */
            transferring: number;
            /**
             * @description The video is stored.
             * @example 3
             */
            completed: number;
            /**
             * @description Failed; the tokens were returned.
             * @example 3
             */
            failed: number;
            /**
             * @description Cancelled by the owner.
             * @example 3
             */
            cancelled: number;
        };
        RenderTemplateDto: {
            /**
             * Format: uuid
             * @description Id of the template.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /** @description Values for placeholders; they take precedence over the template's own `merge`. */
            merge?: components["schemas"]["MergeFieldDto"][];
        };
        RenditionAttributes: {
            /**
             * @description Width in pixels.
             * @example 1920
             */
            width?: number;
            /**
             * @description Height in pixels.
             * @example 1080
             */
            height?: number;
            /**
             * @description Length in seconds.
             * @example 12.5
             */
            duration?: number;
            /**
             * @description Frames per second.
             * @example 25
             */
            fps?: number;
            /**
             * Format: uuid
             * @description Id of the rendition.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uuid
             * @description Id of the account that the rendition belongs to.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            owner: string;
            /**
             * @description State of the rendition.
             * @enum {string}
             */
            status: "queued" | "importing" | "ready" | "failed";
            /**
             * Format: uri
             * @description Signed address once the status is `ready`; it works for 24 hours.
             * @example https://api.example.com/objects/video.mp4
             */
            url?: string;
            /**
             * @description Milliseconds that the work took.
             * @example 250
             */
            executionTime?: number;
            /**
             * @description Why the rendition failed.
             * @example The file has no picture.
             */
            error?: string;
            /** @description The requested version. */
            transformation: {
                [key: string]: unknown;
            };
        };
        /** @description What we POST to the `callback` of a source when one of its renditions is stored or has failed. */
        RenditionCallback: {
            /**
             * @description Always `ingest`.
             * @constant
             */
            type: "ingest";
            /**
             * @description Always `rendition`.
             * @constant
             */
            action: "rendition";
            /**
             * Format: uuid
             * @description Id of the rendition.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uuid
             * @description Id of the source.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            source: string;
            /**
             * Format: uuid
             * @description Id of the account that the source belongs to.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            owner: string;
            /**
             * @description How it ended.
             * @enum {string}
             */
            status: "ready" | "failed";
            /**
             * Format: uri
             * @description Signed address of the file, which works for 24 hours; null if the rendition failed.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string | null;
            /**
             * @description Why the rendition failed; null if it is ready.
             * @example The source has no sound.
             */
            error: string | null;
            /**
             * Format: date-time
             * @description When the source last changed.
             * @example 2026-05-01T12:00:00.000Z
             */
            completed: string;
        };
        RenditionDto: {
            /**
             * @description File format. Default: `mp4`, `mp3` or `jpg`, depending on the source. An audio format extracts the sound of a video.
             * @enum {string}
             */
            format?: "mp4" | "webm" | "mov" | "avi" | "mkv" | "ogv" | "wmv" | "avif" | "gif" | "mp3" | "wav" | "jpg" | "png" | "webp" | "tif";
            /** @description Size in pixels; if one of the two is missing, it follows from the other. */
            size?: components["schemas"]["SizeDto"];
            /**
             * @description How the picture fills the size: `crop` cuts, `cover` stretches, `contain` adds bars. Default: `crop`.
             * @enum {string}
             */
            fit?: "cover" | "contain" | "crop";
            /**
             * @description Named size, instead of `size`.
             * @enum {string}
             */
            resolution?: "preview" | "mobile" | "sd" | "hd" | "fhd";
            /**
             * @description Quality from 1 to 100. Default: 70.
             * @example 70
             */
            quality?: number;
            /**
             * @description Frames per second. Default: that of the source.
             * @enum {number}
             */
            fps?: 12 | 15 | 23.976 | 24 | 25 | 29.97 | 30 | 48 | 50 | 59.94 | 60;
            /** @description Plays the source faster or slower. */
            speed?: components["schemas"]["SpeedDto"];
            /**
             * @description Number of frames between two key frames.
             * @example 25
             */
            keyframeInterval?: number;
            /** @description Whether to align sound and picture that start at different times. */
            fixOffset?: boolean;
            /** @description Whether to rotate the picture to the orientation of the camera. Default: true. */
            fixRotation?: boolean;
            /**
             * @description Name of the file, without extension.
             * @example small
             */
            filename?: string;
        };
        ResetSessionsDto: {
            /**
             * @description Why; recorded in the audit log.
             * @example Requested by the user
             */
            reason?: string;
            /**
             * @description Whether the user must set a new password through an emailed link before anything else works.
             * @default false
             */
            require_password_reset?: boolean;
        };
        RetryUploadDto: {
            /**
             * @description Id of a candidate in `telemetry.alignment`, which places the video on the track.
             * @example creation_time
             */
            telemetry_candidate?: string;
            /**
             * @description Milliseconds by which the track is moved forward, in steps of 100: the frame at t shows the track at t + this. A positive value helps an overlay that runs late.
             * @example -2500
             */
            telemetry_offset_ms?: number;
            /**
             * @description `false` makes the files without the overlay, so that posts whose overlay is missing are published without one.
             * @constant
             * @enum {boolean}
             */
            hud?: false;
            /** @description One or two moments at which video and track match; they replace the candidate, the offset and the recorded times. */
            telemetry_sync?: components["schemas"]["SyncPointDto"][];
            /**
             * @description Ids of failed posts, or of posts whose outcome is unknown: only these are repeated. Default: all of them.
             * @example [
             *       "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
             *     ]
             */
            targets?: string[];
        };
        RevenueOfCurrency: {
            /**
             * @description Currency of the amounts.
             * @example usd
             */
            currency: string;
            /**
             * @description Monthly recurring revenue.
             * @example 1900
             */
            mrr: number;
            /**
             * @description Yearly recurring revenue.
             * @example 1900
             */
            arr: number;
            /**
             * @description The part of `mrr` that is past due.
             * @example 1900
             */
            past_due_mrr: number;
            /**
             * @description What trials will pay each month once they end; not part of `mrr`.
             * @example 1900
             */
            trialing_mrr: number;
        };
        RevenueResponse: {
            /** @description Revenue by currency; amounts of several currencies cannot be added. */
            currencies: components["schemas"]["RevenueOfCurrency"][];
            /**
             * @description Subscriptions that are active, past due or in a trial.
             * @example 3
             */
            subscriptions: number;
            /**
             * @description Fraction of `subscriptions` whose price is known; `currencies` counts only these. Null without subscriptions.
             * @example 1
             */
            coverage: number | null;
        };
        ReviewLinkListResponse: {
            /** @description One page of links, newest first. */
            review_links: components["schemas"]["ReviewLinkResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        ReviewLinkResponse: {
            /**
             * Format: uuid
             * @description Id of the link.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description For whom it is.
             * @example Marketing of the client
             */
            label: string;
            /**
             * @description Name of the member who created it; null after they left the workspace.
             * @example Ada Lovelace
             */
            created_by: string | null;
            /**
             * Format: date-time
             * @description When it was created.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Until when it works.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string;
            /**
             * Format: date-time
             * @description When it was withdrawn; null if it was not.
             * @example 2026-05-01T12:00:00.000Z
             */
            revoked_at: string | null;
            /**
             * Format: date-time
             * @description When it was last opened; null if it never was.
             * @example 2026-05-01T12:00:00.000Z
             */
            opened_at: string | null;
        };
        /** @description Styling properties for the active/highlighted word. */
        RichCaptionActive: {
            /** @description Font properties for the active word. */
            font?: components["schemas"]["RichCaptionActiveFont"];
            /** @description Stroke properties for the active word. Set to "none" to explicitly remove the base stroke on the active word. */
            stroke?: components["schemas"]["RichTextStroke"] | "none";
            /** @description Shadow properties for the active word. Set to "none" to explicitly remove the base shadow on the active word. */
            shadow?: components["schemas"]["RichTextShadow"] | "none";
        };
        /** @description Font properties for the active/highlighted word. */
        RichCaptionActiveFont: {
            /**
             * @description The font family for the active word. Inherits from the base font.family when not set.
             * @example Roboto
             */
            family?: string;
            /**
             * @description The weight of the font for the active word. Can be a number (100-900) or a string. Inherits from the base font.weight when not set.
             * @default 400
             */
            weight?: unknown;
            /**
             * @description The active word color using hexadecimal color notation.
             * @example #C96741
             */
            color?: string;
            /**
             * @description The background color behind the active word using hexadecimal color notation.
             * @example #000000
             */
            background?: string;
            /**
             * @description The opacity of the active word where 1 is opaque and 0 is transparent.
             * @default 1
             * @example 1
             */
            opacity?: number;
            /**
             * @description The font size of the active word in pixels.
             * @example 120
             */
            size?: number;
            /**
             * @description Text decoration to apply to the active word.
             * @default none
             * @example underline
             * @enum {string}
             */
            textDecoration?: "none" | "underline" | "line-through";
        };
        /** @description Word-level animation properties for caption effects. */
        RichCaptionAnimation: {
            /**
             * @description The animation style to apply to words:
             *
             *     - `karaoke` - Word-by-word color fill as spoken (shows all words, highlights active)
             *
             *     - `highlight` - Word changes to active color when spoken (shows all words)
             *
             *     - `pop` - Each word scales up when active
             *
             *     - `fade` - Gradual opacity transition per word
             *
             *     - `slide` - Words slide in from a direction
             *
             *     - `bounce` - Spring animation on word appearance
             *
             *     - `typewriter` - Words appear one by one and stay visible
             *
             *     - `none` - No animation, all words visible immediately
             * @default highlight
             * @example highlight
             * @enum {string}
             */
            style: "karaoke" | "highlight" | "pop" | "fade" | "slide" | "bounce" | "typewriter" | "none";
            /**
             * @description Direction for directional animations (slide). Only applicable when style is `slide`.
             * @default up
             * @example up
             * @enum {string}
             */
            direction?: "left" | "right" | "up" | "down";
        };
        /**
         * @description The RichCaptionAsset provides word-level caption animations with rich-text styling. It supports
         *     karaoke-style highlighting, word-by-word animations, and advanced typography. Captions can be
         *     sourced from SRT/VTT/TTML subtitle files, from audio/video media URLs (auto-transcribed), or
         *     from alias references to other clips in the same timeline.
         */
        RichCaptionAsset: {
            /**
             * @description The type of asset - set to `rich-caption` for rich captions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "rich-caption";
            /**
             * @description Source for the caption words. Accepts three formats: (1) the URL to a subtitle file (`.srt`, `.vtt`, `.ttml`, or `.dfxp`) which is parsed directly; (2) the URL to an audio or video media file (`.mp4`, `.mov`, `.webm`, `.mp3`, `.wav`, `.m4a`, `.flac`, `.aac`, `.ogg`, and related formats) which is auto-transcribed; (3) an alias reference in the form `alias://clip-name` where `clip-name` is the alias of another audio, video, or text-to-speech clip in the same timeline — the referenced clip's source is auto-transcribed. For file URLs, the URL must be publicly accessible or include credentials. Content is classified at runtime and unsupported content types (HTML, PDF, images, archives) are rejected with a structured error.
             * @example alias://audio
             */
            src: string;
            /** @description Font styling properties for inactive words. */
            font?: {
                /**
                 * @description The font family name. This must be the Family name embedded in the font, i.e. "Roboto".
                 * @default Roboto
                 * @example Roboto
                 */
                family?: string;
                /**
                 * @description The size of the font in pixels (px). Must be between 1 and 500.
                 * @default 24
                 * @example 48
                 */
                size?: number;
                /**
                 * @description The weight of the font. Can be a number (100-900) or a string ('normal', 'bold', etc.). 100 is lightest, 900 is heaviest (boldest).
                 * @default 400
                 */
                weight?: unknown;
                /**
                 * @description The font style.
                 * @default normal
                 * @example italic
                 * @enum {string}
                 */
                style?: "normal" | "italic";
                /**
                 * @description The text color using hexadecimal color notation.
                 * @default #ffffff
                 * @example #ffffff
                 */
                color?: string;
                /**
                 * @description The opacity of the text where 1 is opaque and 0 is transparent.
                 * @default 1
                 * @example 0.9
                 */
                opacity?: number;
                /**
                 * @description The background color behind the text using hexadecimal color notation.
                 * @example #000000
                 */
                background?: string;
            };
            /** @description Text style properties including spacing, line height, and transformations. */
            style?: {
                /**
                 * @description Additional spacing between letters in pixels. Can be negative for tighter spacing.
                 * @default 0
                 * @example 2
                 */
                letterSpacing?: number;
                /**
                 * @description The line height as a multiplier of the font size. Must be between 0 and 10.
                 * @default 1.2
                 * @example 1.5
                 */
                lineHeight?: number;
                /**
                 * @description Text transformation to apply.
                 * @default none
                 * @example uppercase
                 * @enum {string}
                 */
                textTransform?: "none" | "uppercase" | "lowercase" | "capitalize";
                /**
                 * @description The font size in pixels. Can be used as an alternative to font.size.
                 * @example 120
                 */
                size?: number;
                /**
                 * @description Text decoration to apply.
                 * @default none
                 * @example underline
                 * @enum {string}
                 */
                textDecoration?: "none" | "underline" | "line-through";
                /** @description Gradient fill for text instead of solid color. */
                gradient?: components["schemas"]["RichTextGradient"];
            };
            /** @description Text stroke (outline) properties for inactive words. */
            stroke?: components["schemas"]["RichTextStroke"];
            /** @description Text shadow properties. */
            shadow?: components["schemas"]["RichTextShadow"];
            /** @description Background styling properties for the caption bounding box. */
            background?: components["schemas"]["RichTextBackground"];
            /** @description Border styling properties for the text bounding box. */
            border?: {
                /**
                 * @description The width of the border in pixels. Must be 0 or greater.
                 * @default 0
                 * @example 2
                 */
                width?: number;
                /**
                 * @description The border color using hexadecimal color notation.
                 * @default #000000
                 * @example #ff0000
                 */
                color?: string;
                /**
                 * @description The opacity of the border where 1 is opaque and 0 is transparent.
                 * @default 1
                 * @example 0.8
                 */
                opacity?: number;
                /**
                 * @description The border radius in pixels for rounded corners. Must be 0 or greater.
                 * @default 0
                 * @example 10
                 */
                radius?: number;
            };
            /** @description Padding inside the caption bounding box. Can be a single number (applied to all sides) or an object with individual sides. */
            padding?: number | {
                /**
                 * @description Top padding in pixels.
                 * @default 0
                 * @example 10
                 */
                top?: number;
                /**
                 * @description Right padding in pixels.
                 * @default 0
                 * @example 10
                 */
                right?: number;
                /**
                 * @description Bottom padding in pixels.
                 * @default 0
                 * @example 10
                 */
                bottom?: number;
                /**
                 * @description Left padding in pixels.
                 * @default 0
                 * @example 10
                 */
                left?: number;
            };
            /** @description Text alignment properties (horizontal and vertical). */
            align?: components["schemas"]["RichTextAlignment"];
            /** @description Styling properties for the active/highlighted word. These override the base styling when a word is being spoken. */
            active?: components["schemas"]["RichCaptionActive"];
            /** @description Word-level animation properties controlling how words are highlighted or revealed. */
            animation?: components["schemas"]["RichCaptionAnimation"];
        };
        /** @description Text alignment properties (horizontal and vertical). */
        RichTextAlignment: {
            /**
             * @description The horizontal alignment of the text.
             * @default center
             * @example center
             * @enum {string}
             */
            horizontal?: "left" | "center" | "right";
            /**
             * @description The vertical alignment of the text within the bounding box.
             * @default middle
             * @example middle
             * @enum {string}
             */
            vertical?: "top" | "middle" | "bottom";
        };
        /** @description Animation properties for text entrance effects. */
        RichTextAnimation: {
            /**
             * @description The animation preset to apply. Available presets:
             *
             *     - `fadeIn` - fadeIn in animation
             *
             *     - `slideIn` - slide in from a direction
             *
             *     - `typewriter` - typewriter effect
             *
             *     - `ascend` - ascend from a direction
             *
             *     - `shift` - shift in from a direction
             *
             *     - `movingLetters` - letters move in from a direction
             * @example shift
             * @enum {string}
             */
            preset: "fadeIn" | "slideIn" | "typewriter" | "ascend" | "shift" | "movingLetters";
            /**
             * @description Override animation duration in seconds. Must be between 0.1 and 30 seconds.
             * @example 2
             */
            duration?: number;
            /**
             * @description Animation style - animate by character or by word. Only applicable for typewriter and shift animations.
             * @example character
             * @enum {string}
             */
            style?: "character" | "word";
            /**
             * @description Direction for directional animations. Required for slideIn, ascend, shift, and movingLetters presets.
             *
             *     - `ascend` - supports: up, down
             *
             *     - `shift` - supports: left, right, up, down
             *
             *     - `slideIn` - supports: left, right, up, down
             *
             *     - `movingLetters` - supports: left, right, up, down
             * @example up
             * @enum {string}
             */
            direction?: "left" | "right" | "up" | "down";
        };
        /**
         * @description The RichTextAsset provides advanced text rendering with support for custom fonts, gradients, shadows, strokes,
         *     animations, and styling options. It offers more flexibility and visual effects than the basic TextAsset.
         */
        RichTextAsset: {
            /**
             * @description The type of asset - set to `rich-text` for rich text. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "rich-text";
            /**
             * @description The text string to display. Maximum 5000 characters.
             * @example Hello World
             */
            text: string;
            /** @description Font styling properties. */
            font?: components["schemas"]["RichTextFont"];
            /** @description Text style properties including spacing, line height, and transformations. */
            style?: components["schemas"]["RichTextStyle"];
            /** @description Text stroke (outline) properties. */
            stroke?: components["schemas"]["RichTextStroke"];
            /** @description Text shadow properties. */
            shadow?: components["schemas"]["RichTextShadow"];
            /** @description Background styling properties for the text bounding box. */
            background?: components["schemas"]["RichTextBackground"];
            /** @description Border styling properties for the text bounding box. */
            border?: {
                /**
                 * @description The width of the border in pixels. Must be 0 or greater.
                 * @default 0
                 * @example 2
                 */
                width?: number;
                /**
                 * @description The border color using hexadecimal color notation.
                 * @default #000000
                 * @example #ff0000
                 */
                color?: string;
                /**
                 * @description The opacity of the border where 1 is opaque and 0 is transparent.
                 * @default 1
                 * @example 0.8
                 */
                opacity?: number;
                /**
                 * @description The border radius in pixels for rounded corners. Must be 0 or greater.
                 * @default 0
                 * @example 10
                 */
                radius?: number;
            };
            /** @description Padding inside the text bounding box. Can be a single number (applied to all sides) or an object with individual sides. */
            padding?: number | {
                /**
                 * @description Top padding in pixels.
                 * @default 0
                 * @example 10
                 */
                top?: number;
                /**
                 * @description Right padding in pixels.
                 * @default 0
                 * @example 10
                 */
                right?: number;
                /**
                 * @description Bottom padding in pixels.
                 * @default 0
                 * @example 10
                 */
                bottom?: number;
                /**
                 * @description Left padding in pixels.
                 * @default 0
                 * @example 10
                 */
                left?: number;
            };
            /** @description Text alignment properties (horizontal and vertical). */
            align?: components["schemas"]["RichTextAlignment"];
            /** @description Animation properties for text entrance effects. */
            animation?: components["schemas"]["RichTextAnimation"];
        };
        /** @description Background styling properties for the text bounding box. */
        RichTextBackground: {
            /**
             * @description The background color using hexadecimal color notation.
             * @example #000000
             */
            color?: string;
            /**
             * @description The opacity of the background where 1 is opaque and 0 is transparent.
             * @default 1
             * @example 0.5
             */
            opacity?: number;
            /**
             * @description The border radius of the background box in pixels. Must be 0 or greater.
             * @default 0
             * @example 10
             */
            borderRadius?: number;
            /**
             * @description When true, the background pill shrinks to fit the rendered text bounding box plus the
             *     asset's padding (and stroke width, if present), producing a pill or badge effect. When
             *     false (default), the background fills the full asset content area. Available on
             *     rich-text and rich-caption assets only; not supported on legacy `type: text`.
             * @default false
             * @example true
             */
            wrap?: boolean;
            /**
             * @description Inner padding in pixels between the wrap pill edge and the rendered text. Only takes
             *     effect when `wrap: true`. When omitted, the renderer applies a sensible default
             *     proportional to the font size (approximately 12% of the active page font size on
             *     rich-caption assets). Set to 0 for a pill that hugs the text exactly. Available on
             *     rich-text and rich-caption assets only.
             * @example 12
             */
            padding?: number;
        };
        /** @description Font properties for rich text. */
        RichTextFont: {
            /**
             * @description The font family name. This must be the Family name embedded in the font, i.e. "Open Sans".
             * @default Open Sans
             * @example Open Sans
             */
            family?: string;
            /**
             * @description The size of the font in pixels (px). Must be between 1 and 500.
             * @default 24
             * @example 48
             */
            size?: number;
            /**
             * @description The weight of the font. Can be a number (100-900) or a string ('normal', 'bold', etc.). 100 is lightest, 900 is heaviest (boldest).
             * @default 400
             */
            weight?: unknown;
            /**
             * @description The font style.
             * @default normal
             * @example italic
             * @enum {string}
             */
            style?: "normal" | "italic";
            /**
             * @description The text color using hexadecimal color notation.
             * @default #000000
             * @example #ff0000
             */
            color?: string;
            /**
             * @description The opacity of the text where 1 is opaque and 0 is transparent.
             * @default 1
             * @example 0.9
             */
            opacity?: number;
            /**
             * @description The background color behind the text using hexadecimal color notation.
             * @example #000000
             */
            background?: string;
            /** @description Text stroke (outline) properties. */
            stroke?: components["schemas"]["RichTextStroke"];
        };
        /** @description Gradient properties for text fill. */
        RichTextGradient: {
            /**
             * @description The type of gradient.
             * @default linear
             * @example linear
             * @enum {string}
             */
            type?: "linear" | "radial";
            /**
             * @description The angle of the gradient in degrees (for linear gradients). Must be between 0 and 360.
             * @default 0
             * @example 45
             */
            angle?: number;
            /** @description Gradient color stops. Must have at least 2 stops. */
            stops: {
                /**
                 * @description Position of the color stop between 0 (start) and 1 (end).
                 * @example 0.5
                 */
                offset: number;
                /**
                 * @description Color at this stop using hexadecimal color notation.
                 * @example #ff0000
                 */
                color: string;
            }[];
        };
        /** @description Text shadow properties. */
        RichTextShadow: {
            /**
             * @description Horizontal offset of the shadow in pixels. Positive values move right, negative left.
             * @default 0
             * @example 4
             */
            offsetX?: number;
            /**
             * @description Vertical offset of the shadow in pixels. Positive values move down, negative up.
             * @default 0
             * @example 4
             */
            offsetY?: number;
            /**
             * @description The blur radius of the shadow in pixels. Must be 0 or greater.
             * @default 0
             * @example 8
             */
            blur?: number;
            /**
             * @description The shadow color using hexadecimal color notation.
             * @default #000000
             * @example #000000
             */
            color?: string;
            /**
             * @description The opacity of the shadow where 1 is opaque and 0 is transparent.
             * @default 0.5
             * @example 0.7
             */
            opacity?: number;
        };
        /** @description Text stroke (outline) properties. */
        RichTextStroke: {
            /**
             * @description The width of the stroke in pixels. Must be 0 or greater.
             * @default 0
             * @example 2
             */
            width?: number;
            /**
             * @description The stroke color using hexadecimal color notation.
             * @default #000000
             * @example #000000
             */
            color?: string;
            /**
             * @description The opacity of the stroke where 1 is opaque and 0 is transparent.
             * @default 1
             * @example 0.8
             */
            opacity?: number;
        };
        /** @description Text style properties including spacing, line height, and transformations. */
        RichTextStyle: {
            /**
             * @description Additional spacing between letters in pixels. Can be negative for tighter spacing.
             * @default 0
             * @example 2
             */
            letterSpacing?: number;
            /**
             * @description Additional spacing between words in pixels. A value of 0 uses the font's natural space width.
             * @default 0
             * @example 10
             */
            wordSpacing?: number;
            /**
             * @description The line height as a multiplier of the font size. Must be between 0 and 10.
             * @default 1.2
             * @example 1.5
             */
            lineHeight?: number;
            /**
             * @description Text transformation to apply.
             * @default none
             * @example uppercase
             * @enum {string}
             */
            textTransform?: "none" | "uppercase" | "lowercase" | "capitalize";
            /**
             * @description Text decoration to apply.
             * @default none
             * @example underline
             * @enum {string}
             */
            textDecoration?: "none" | "underline" | "line-through";
            /** @description Gradient fill for text instead of solid color. */
            gradient?: components["schemas"]["RichTextGradient"];
        };
        RotateApiKeyDto: {
            /**
             * @description Seconds for which the old key still works.
             * @default 86400
             * @example 3600
             */
            grace_seconds?: number;
            /**
             * Format: date-time
             * @description When the new key expires; null: never. Default: as long from now as the old key was to live, never if it never expires.
             * @example 2027-01-31T00:00:00.000Z
             */
            expires_at?: string | null;
        };
        /** @description Rotate a clip by the specified angle in degrees. Rotation origin is set based on the clips `position`. */
        RotateTransformation: {
            /** @description Rotate a clip by the specified angle in degrees. Use a number or an array of [Tween](./#tocs_tween) objects to create a custom animation. */
            angle?: number | components["schemas"]["Tween"][];
        };
        RotateWebhookSecretDto: {
            /**
             * @description For how many seconds messages also carry a signature with the secret that this one replaces.
             * @default 86400
             * @example 3600
             */
            grace_seconds?: number;
        };
        /** @description Send videos and assets to an [Amazon S3](https://shotstack.io/docs/guide/serving-assets/destinations/s3/) bucket. Send files to any region with your own prefix and filename. AWS credentials are required and added via the [dashboard](https://dashboard.shotstack.io/integrations/s3), not in the request. */
        S3Destination: {
            /**
             * @description The destination to send assets to - set to `s3` for S3.
             * @default s3
             * @example s3
             */
            provider: string;
            /** @description Additional S3 configuration options. */
            options?: components["schemas"]["S3DestinationOptions"];
        };
        /** @description Pass additional options to control how files are stored in S3. */
        S3DestinationOptions: {
            /**
             * @description Choose the region to send the file to. Must be a valid  [AWS region](https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_region) string like `us-east-1` or `ap-southeast-2`.
             * @example us-east-1
             */
            region: string;
            /**
             * @description The bucket name to send files to. The bucket must exist in the AWS account before files can be sent.
             * @example my-bucket
             */
            bucket: string;
            /**
             * @description A prefix for the file being sent. This is typically a folder name, i.e. `videos` or `customerId/videos`.
             * @example my-renders
             */
            prefix?: string;
            /**
             * @description Use your own filename instead of the default filenames generated by Shotstack. Note: omit the file extension as this will be appended depending on the output format. Also `-poster.jpg` and `-thumb.jpg` will be appended for poster and thumbnail images.
             * @example my-file
             */
            filename?: string;
            /**
             * @description Sets the S3 Access Control List (acl) permissions. Default is `private`. Must use a valid  S3 [Canned ACL](https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl).
             * @example public-read
             */
            acl?: string;
        };
        SchedulePreviewDto: {
            /**
             * @description For `scheduled`: local time in `timezone`, or an instant with `Z` or an offset. A local time that the change to summer time skips moves forward; when a time occurs twice in autumn, the first one counts.
             * @example 2026-12-01T18:00
             */
            scheduled_time?: string;
            /** @description The platforms to find a slot for, one each. */
            platforms: ("tiktok" | "youtube" | "instagram" | "facebook")[];
            /**
             * @description `scheduled`: at `scheduled_time`; `smart`: at the best hours, by the usual ones of each platform and the views of your own posts, on different days.
             * @enum {string}
             */
            schedule_mode: "scheduled" | "smart";
            /**
             * @description IANA time zone. Default: `UTC`.
             * @example Europe/Berlin
             */
            timezone?: string;
            /**
             * @description The same seed gives the same slots as long as no other post is scheduled in between. To keep a slot, announce the upload with `schedule_mode: scheduled` and that time. Default: the id of the account.
             * @example spring-campaign
             */
            seed?: string;
        };
        SchedulePreviewResponse: {
            /**
             * @description The seed of the slots.
             * @example spring-campaign
             */
            seed: string;
            /** @description One slot for each platform, in the order of the request. */
            slots: components["schemas"]["SlotResponse"][];
        };
        SeatsResponse: {
            /**
             * @description Seats of the plan.
             * @example 5
             */
            limit: number;
            /**
             * @description Seats taken by the owner, members and open invitations.
             * @example 3
             */
            used: number;
        };
        SecondsAboveResponse: {
            /**
             * @description The speed.
             * @example 22.4
             */
            speed_mps: number;
            /**
             * @description How long the speed was above it.
             * @example 12.5
             */
            seconds: number;
        };
        SelfCheckListResponse: {
            /** @description One page of self-checks, newest first. */
            self_checks: components["schemas"]["SelfCheckResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        SelfCheckResponse: {
            /**
             * Format: uuid
             * @description Id of the self-check.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description State of the self-check.
             * @enum {string}
             */
            status: "queued" | "running" | "completed" | "failed";
            /**
             * @description Milliseconds that the job works before it completes.
             * @example 250
             */
            work_ms: number;
            /**
             * @description Number of times that workers took the job; more than 1 after a worker died or stopped.
             * @example 3
             */
            attempts: number;
            /**
             * @description The worker process that took the job last; null before a worker took it.
             * @example render-1:4711
             */
            worker: string | null;
            /**
             * @description Why it failed; null unless it did.
             * @example The job exceeded its time limit.
             */
            error: string | null;
            /**
             * @description Milliseconds from the request to the first worker, including outbox and queue; null before a worker took it.
             * @example 250
             */
            pickup_ms: number | null;
            /**
             * Format: date-time
             * @description When the self-check was requested.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When a worker took the job; null before.
             * @example 2026-05-01T12:00:00.000Z
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When the job ended; null before.
             * @example 2026-05-01T12:00:00.000Z
             */
            finished_at: string | null;
        };
        SeriesBucketResponse: {
            /**
             * Format: date-time
             * @description Beginning of the interval.
             * @example 2026-05-01T12:00:00.000Z
             */
            start: string;
            /**
             * Format: date-time
             * @description End of the interval; the next one begins here.
             * @example 2026-05-01T12:00:00.000Z
             */
            end: string;
            /** @description What happened to renders in the interval. */
            renders: components["schemas"]["RenderEvents"];
            /** @description What happened to uploads in the interval; a retried upload counts when it last ended. */
            uploads: components["schemas"]["UploadEvents"];
            /**
             * @description Tokens charged in the interval.
             * @example 0.5
             */
            tokens_charged: number;
            /** @description What posts of any age gained in the interval, by the time at which it was read. */
            reach: components["schemas"]["ReachGains"];
        };
        SessionListResponse: {
            /** @description Signed-in devices, most recently used first. */
            sessions: components["schemas"]["SessionResponse"][];
            /** @description Always null: the list has one page. */
            next_cursor: null;
        };
        SessionResponse: {
            /**
             * Format: uuid
             * @description Id of the session.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Browser and system of the device.
             * @example Firefox on Windows
             */
            label: string;
            /**
             * @description IP address of the last refresh.
             * @example 203.0.113.7
             */
            ip: string;
            /**
             * Format: date-time
             * @description When the session was last refreshed.
             * @example 2026-05-01T12:00:00.000Z
             */
            last_used_at: string;
            /**
             * Format: date-time
             * @description When the device signed in.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the session ends, unless it is refreshed before.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string;
            /** @description Whether this is the session of the request. */
            is_current: boolean;
        };
        SetRoleDto: {
            /**
             * @description Why; recorded in the audit log.
             * @example Requested by the user
             */
            reason?: string;
            /**
             * Format: uuid
             * @description Id of the user.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            user_id: string;
            /**
             * @description The new role.
             * @enum {string}
             */
            role: "admin" | "user";
        };
        SetUpTotpDto: {
            /**
             * @description The account's password, because a stolen access token must not be enough.
             * @example correct horse battery staple
             */
            password: string;
        };
        /** @description Any subset of the settings; null restores a default. */
        SettingsDto: {
            /** @description Whether videos get the overlay; turning it on requires the plan Solo. */
            hud_enabled?: boolean | null;
            /**
             * @description Style of the overlay.
             * @enum {string|null}
             */
            hud_preset?: "dashcam" | "moto" | "track" | "flight" | "minimal" | null;
            /**
             * @description Position of the overlay in the picture.
             * @enum {string|null}
             */
            hud_position?: "top-left" | "top" | "top-right" | "left" | "center" | "right" | "bottom-left" | "bottom" | "bottom-right" | null;
            /**
             * @description Unit of speeds in the overlay and in captions; distances and altitudes follow. Default: `mph`.
             * @enum {string|null}
             */
            hud_speed_unit?: "mph" | "kmh" | "kn" | null;
            /**
             * @description Colour of the overlay, as `#RRGGBB`.
             * @example #FFFFFF
             */
            hud_color?: string | null;
            /**
             * @description Font of the overlay.
             * @enum {string|null}
             */
            hud_font?: "Arapey" | "Didact Gothic" | "Montserrat" | "Open Sans" | "Permanent Marker" | "Roboto" | "Roboto Mono" | "Sue Ellen Francisco" | "Work Sans" | null;
            /**
             * @description Font size in pixels at a picture height of 1080.
             * @example 36
             */
            hud_font_size?: number | null;
            /** @description What the overlay shows. */
            hud_elements?: ("speed" | "gauge" | "heading" | "altitude" | "g_force" | "lean" | "map" | "distance" | "clock" | "laps")[] | null;
            /** @description Places such as a home, at most 5. Overlays show neither map position nor heading there, and do not count the distance driven there. They apply to every file made from now on. */
            privacy_zones?: components["schemas"]["PrivacyZoneDto"][] | null;
            /**
             * @description Highest speed, in km/h, that overlays and captions show. Higher speeds appear as `≥130`, for example. null: no limit.
             * @example 130
             */
            max_shown_speed_kmh?: number | null;
            /**
             * @description Milliseconds by which every track is moved forward, in steps of 100: the frame at t shows the track at t + this. A positive value helps overlays that run late. It corrects the clock of your camera, so it moves no data that the video itself holds, and does not decide an uncertain position.
             * @example -200
             */
            telemetry_offset_ms?: number | null;
            /**
             * @description Speed in mph from which a video counts as `speeding`.
             * @example 70
             */
            speeding_mph?: number | null;
            /**
             * @description Speed in mph from which a video counts as `euphoria`; more than `speeding_mph`.
             * @example 120
             */
            euphoria_mph?: number | null;
            /**
             * @description Privacy of uploads that do not specify it.
             * @enum {string|null}
             */
            default_privacy?: "public" | "unlisted" | "private" | null;
            /**
             * @description Hashtags that start every caption; a leading `#` is removed.
             * @example [
             *       "racing"
             *     ]
             */
            always_hashtags?: string[] | null;
            /**
             * @description Hashtags that no caption may contain; a leading `#` is removed.
             * @example [
             *       "spam"
             *     ]
             */
            blocked_hashtags?: string[] | null;
            /**
             * @description Maximum number of hashtags in a caption; those of its own text count, but stay when there are more.
             * @example 10
             */
            max_hashtags?: number | null;
            /**
             * @description Template of every caption, with variables in braces: `{title}`, `{caption}`, `{filename}`, `{date}`, `{duration}`, `{distance}`, `{max_speed}`, `{average_speed}`, `{score}`. A line whose variables are all unknown is left out. Needs the plan Growth.
             * @example {caption}
             *     {distance} at up to {max_speed}
             */
            caption_template?: string | null;
            /** @description Whether captions are written for uploads that have none; needs the plan Creator. */
            auto_captions?: boolean | null;
            /** @description Whether an owner or administrator must approve posts before they are published; needs the plan Studio. Concerns every upload whose video becomes ready from now on, and stays in force when the plan ends. Only the owner turns it off. */
            approval_required?: boolean | null;
            /**
             * @description Discord webhook for notifications; requires the plan Solo. Answers mask it, and sending the masked form changes nothing.
             * @example https://discord.com/api/webhooks/1234567890/AbC-d
             */
            discord_webhook?: string | null;
            /** @description Which events to send to which channel. */
            notify?: components["schemas"]["NotifyDto"] | null;
        };
        SettingsResponse: {
            /** @description Whether videos get the overlay; false if the plan does not include it. */
            hud_enabled: boolean;
            /**
             * @description Style of the overlay.
             * @enum {string}
             */
            hud_preset: "dashcam" | "moto" | "track" | "flight" | "minimal";
            /**
             * @description Position of the overlay in the picture.
             * @enum {string}
             */
            hud_position: "top-left" | "top" | "top-right" | "left" | "center" | "right" | "bottom-left" | "bottom" | "bottom-right";
            /**
             * @description Unit of speeds in the overlay and in captions; distances and altitudes follow.
             * @enum {string}
             */
            hud_speed_unit: "mph" | "kmh" | "kn";
            /**
             * @description Colour of the overlay, as `#RRGGBB`.
             * @example #FFFFFF
             */
            hud_color: string;
            /**
             * @description Font of the overlay.
             * @example Montserrat
             */
            hud_font: string;
            /**
             * @description Font size in pixels at a picture height of 1080.
             * @example 36
             */
            hud_font_size: number;
            /** @description What the overlay shows. */
            hud_elements: ("speed" | "gauge" | "heading" | "altitude" | "g_force" | "lean" | "map" | "distance" | "clock" | "laps")[];
            /** @description Places that overlays do not show; only for the owner and administrators, null for others. */
            privacy_zones: components["schemas"]["PrivacyZoneDto"][] | null;
            /**
             * @description Highest speed in km/h that overlays and captions tell; null: no limit.
             * @example 130
             */
            max_shown_speed_kmh: number | null;
            /**
             * @description Milliseconds by which every track is moved forward: the frame at t shows the track at t + this.
             * @example -200
             */
            telemetry_offset_ms: number;
            /**
             * @description Speed in mph from which a video counts as `speeding`.
             * @example 70
             */
            speeding_mph: number;
            /**
             * @description Speed in mph from which a video counts as `euphoria`.
             * @example 120
             */
            euphoria_mph: number;
            /**
             * @description Privacy of uploads that do not specify it.
             * @enum {string}
             */
            default_privacy: "public" | "unlisted" | "private";
            /**
             * @description Hashtags that start every caption, without `#`.
             * @example [
             *       "racing"
             *     ]
             */
            always_hashtags: string[];
            /**
             * @description Hashtags that no caption contains, without `#`.
             * @example [
             *       "spam"
             *     ]
             */
            blocked_hashtags: string[];
            /**
             * @description Maximum number of hashtags in a caption; those of its own text count, but stay when there are more.
             * @example 10
             */
            max_hashtags: number;
            /**
             * @description Template of every caption; empty: captions are those of the uploads.
             * @example {caption}
             *     {distance} at up to {max_speed}
             */
            caption_template: string;
            /** @description Whether captions are written for uploads that have none. */
            auto_captions: boolean;
            /** @description Whether an owner or administrator must approve posts before they are published. */
            approval_required: boolean;
            /**
             * @description Discord webhook for notifications, masked; null without one.
             * @example https://discord.com/api/webhooks/1234567890/********
             */
            discord_webhook: string | null;
            /** @description Which events are sent to which channel. */
            notify: components["schemas"]["NotifyResponse"];
        };
        /**
         * @description The ShapeAsset is used to add shapes to a video. The shape can be styled with a fill and a stroke.
         *     You can manipulate properties such as rotation to create dynamic effects like a diamond shape or stripes.
         */
        ShapeAsset: {
            /**
             * @description The type of asset - set to `shape` for shape. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "shape";
            /**
             * @description The shape to display.
             * @enum {string}
             */
            shape: "rectangle" | "circle" | "line";
            /**
             * @description Sets the width of the bounding box in pixels. This value should be larger than the shape's width. If omitted, the entire viewport width and height will be used.
             * @example 800
             */
            width?: number;
            /**
             * @description Sets the height of the bounding box in pixels. This value should be larger than the shape's height. If omitted, the entire viewport width and height will be used.
             * @example 800
             */
            height?: number;
            /** @description Specifies the fill style of the shape. */
            fill?: {
                /**
                 * @description The color of the fill using hexadecimal color notation.
                 * @example #ffffff
                 */
                color?: string;
                /**
                 * @description The opacity of the fill where 1 is opaque and 0 is transparent.
                 * @example 1
                 */
                opacity?: number;
            };
            /** @description Specifies the stroke style of the shape. */
            stroke?: {
                /**
                 * @description The stroke color of the font using hexadecimal color notation.
                 * @example #000000
                 */
                color?: string;
                /**
                 * @description The width of the stroke in pixels.
                 * @example 0.8
                 */
                width?: number;
            };
            /** @description Configuration settings for the rectangle shape. Required when `shape` is set to `rectangle`. */
            rectangle?: {
                /**
                 * @description Set the width of the rectangle shape in pixels.
                 * @example 800
                 */
                width: number;
                /**
                 * @description Set the height of the rectangle shape in pixels.
                 * @example 800
                 */
                height: number;
                /**
                 * @description Set the corner radius of the rectangle shape.
                 * @example 20
                 */
                cornerRadius?: number;
            };
            /** @description Configuration settings for the circle shape. Required when `shape` is set to `circle`. */
            circle?: {
                /**
                 * @description Set the radius of the circle shape in pixels.
                 * @example 800
                 */
                radius: number;
            };
            /** @description Configuration settings for the line shape. Required when `shape` is set to `line`. */
            line?: {
                /**
                 * @description Set the length of the line shape in pixels.
                 * @example 100
                 */
                length: number;
                /**
                 * @description Set the thickness of the line in pixels.
                 * @example 4
                 */
                thickness: number;
            };
        };
        /** @description Send videos and assets to the  [Shotstack hosting and CDN](https://shotstack.io/docs/guide/serving-assets/destinations/shotstack/) service.  This destination is enabled by default. */
        ShotstackDestination: {
            /**
             * @description The destination to send assets to - set to `shotstack` for Shotstack hosting and CDN.
             * @default shotstack
             * @example shotstack
             */
            provider: string;
            /**
             * @description Set to `true` to [opt-out](https://shotstack.io/docs/guide/serving-assets/self-host/) from the Shotstack hosting and CDN service. All files must be downloaded within 24 hours of rendering.
             * @example false
             */
            exclude?: boolean;
        };
        ShotstackRender: {
            /**
             * Format: uuid
             * @description Id of the render.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uuid
             * @description Id of the account that the render belongs to.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            owner: string;
            /**
             * @description Plan of that account.
             * @example creator
             */
            plan: string;
            /**
             * @description State of the render.
             * @enum {string}
             */
            status: "queued" | "fetching" | "rendering" | "saving" | "done" | "failed";
            /**
             * @description Why the render failed.
             * @example The source of clip 2 answers 404.
             */
            error?: string;
            /**
             * @description Length of the result in seconds.
             * @example 12.5
             */
            duration?: number;
            /**
             * @description Milliseconds from the start of the work to its end.
             * @example 250
             */
            renderTime?: number;
            /**
             * Format: uri
             * @description Signed address of the result once the status is `done`; it works for 24 hours.
             * @example https://api.example.com/objects/video.mp4
             */
            url?: string;
            /**
             * Format: uri
             * @description Signed address of the poster image; null if the edit requests none.
             * @example https://api.example.com/objects/video.mp4
             */
            poster: string | null;
            /**
             * Format: uri
             * @description Signed address of the thumbnail image; null if the edit requests none.
             * @example https://api.example.com/objects/video.mp4
             */
            thumbnail: string | null;
            /** @description The edit, unless the request has `data=false`. */
            data?: components["schemas"]["Edit"];
            /**
             * Format: date-time
             * @description When the render was accepted.
             * @example 2026-05-01T12:00:00.000Z
             */
            created: string;
            /**
             * Format: date-time
             * @description When the render last changed.
             * @example 2026-05-01T12:00:00.000Z
             */
            updated: string;
        };
        ShotstackRenderResponse: {
            /** @description Always true. */
            success: boolean;
            /**
             * @description Shotstack's word for the status.
             * @example OK
             */
            message: string;
            /** @description The render. */
            response: components["schemas"]["ShotstackRender"];
        };
        /** @description The `response` of Shotstack's render status. */
        ShotstackStatus: {
            /**
             * Format: uuid
             * @description Id of the render.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description State of the render, in Shotstack's terms.
             * @example rendering
             */
            status: string;
            /**
             * @description Why the render failed; null unless it did.
             * @example The source of clip 2 answers 404.
             */
            error: string | null;
            /**
             * @description Length of the result in seconds; null before it is known.
             * @example 12.5
             */
            duration: number | null;
            /**
             * @description Milliseconds from the start of the work to its end; null before it has ended.
             * @example 250
             */
            renderTime: number | null;
            /**
             * Format: uri
             * @description Signed address of the result; null before it exists.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string | null;
            /**
             * Format: uri
             * @description Signed address of the poster image; null if the edit requests none.
             * @example https://api.example.com/objects/video.mp4
             */
            poster: string | null;
            /**
             * Format: uri
             * @description Signed address of the thumbnail image; null if the edit requests none.
             * @example https://api.example.com/objects/video.mp4
             */
            thumbnail: string | null;
            /**
             * Format: date-time
             * @description When the render was accepted.
             */
            created: string;
            /**
             * Format: date-time
             * @description When the render last changed.
             */
            updated: string;
        };
        /** @description Set a custom size for a video or image in pixels. When using a custom size omit the `resolution` and `aspectRatio`. Custom sizes must be divisible by 2 based on the encoder specifications. */
        Size: {
            /**
             * @description Set a custom width for the video or image file in pixels. Value must be divisible by 2. Maximum video width is 1920px, maximum image width is 4096px.
             * @example 1200
             */
            width?: number;
            /**
             * @description Set a custom height for the video or image file in pixels. Value must be divisible by 2. Maximum video height is 1920px, maximum image height is 4096px.
             * @example 800
             */
            height?: number;
        };
        SizeDto: {
            /**
             * @description Width in pixels.
             * @example 1280
             */
            width?: number;
            /**
             * @description Height in pixels.
             * @example 720
             */
            height?: number;
        };
        /** @description Skew a clip so its edges are sheared at an angle. Use values between -100 and 100. Values over 3 or under -3 will skew the clip almost flat. */
        SkewTransformation: {
            /** @description Skew the clip along it's x axis. */
            x?: number | components["schemas"]["Tween"][];
            /** @description Skew the clip along it's y axis. */
            y?: number | components["schemas"]["Tween"][];
        };
        SlotResponse: {
            /**
             * @description The platform.
             * @enum {string}
             */
            platform: "tiktok" | "youtube" | "instagram" | "facebook";
            /**
             * Format: date-time
             * @description When the post is published.
             * @example 2026-05-01T12:00:00.000Z
             */
            publish_at: string;
            /**
             * @description The same moment as local time in the time zone.
             * @example 2026-12-01T18:00
             */
            local_time: string;
            /**
             * @description How good the hours are, compared with the best ones of the week; null for a time of your own.
             * @example 0.95
             */
            weight: number | null;
            /**
             * @description Where the weight comes from: `own_results`, from the views of your own posts in this hour of the week, blended with the usual weight of the hour (with at least 10 posts on the platform in the last 180 days); `defaults`, from the usual hours of the platform alone; null for a time of your own.
             * @enum {string|null}
             */
            based_on: "own_results" | "defaults" | null;
        };
        /**
         * @deprecated
         * @description **Notice: The Soundtrack is deprecated, use an [AudioAsset](#tocs_audioasset) clip on its own track instead.** This type continues to function; no behaviour change for existing integrations.
         *     A music or audio file in mp3 format that plays for the duration of the rendered video or the length of the audio file, which ever is shortest.
         */
        Soundtrack: {
            /**
             * @description The URL of the mp3 audio file. The URL must be publicly accessible or include credentials.
             * @example https://s3-ap-northeast-1.amazonaws.com/my-bucket/music.mp3
             */
            src: string;
            /**
             * @description The effect to apply to the audio file
             *
             *     - `fadeIn` - fade volume in only
             *
             *     - `fadeOut` - fade volume out only
             *
             *     - `fadeInFadeOut` - fade volume in and out
             * @enum {string}
             */
            effect?: "fadeIn" | "fadeOut" | "fadeInFadeOut";
            /** @description Set the volume for the soundtrack between 0 and 1 where 0 is muted and 1 is full volume (defaults to 1). */
            volume?: number;
        };
        SourceAttributes: {
            /**
             * @description Width in pixels.
             * @example 1920
             */
            width?: number;
            /**
             * @description Height in pixels.
             * @example 1080
             */
            height?: number;
            /**
             * @description Length in seconds.
             * @example 12.5
             */
            duration?: number;
            /**
             * @description Frames per second.
             * @example 25
             */
            fps?: number;
            /**
             * Format: uuid
             * @description Id of the source.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uuid
             * @description Id of the account that the source belongs to.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            owner: string;
            /**
             * Format: uri
             * @description Original address of the file.
             * @example https://api.example.com/objects/video.mp4
             */
            input?: string;
            /**
             * Format: uri
             * @description Signed address of our copy once the status is `ready`; it works for 24 hours.
             * @example https://api.example.com/objects/video.mp4
             */
            source?: string;
            /**
             * @description State of the source.
             * @enum {string}
             */
            status: "queued" | "importing" | "ready" | "failed" | "deleted";
            /**
             * @description Why the source is waiting, such as `disk_space`. It continues by itself, and fails after a day.
             * @example disk_space
             */
            waitingFor?: string;
            /**
             * @description Why the source failed.
             * @example The address answers 404.
             */
            error?: string;
            /** @description The renditions of the source. */
            outputs: components["schemas"]["SourceOutputs"];
            /**
             * Format: date-time
             * @description When the source was requested.
             * @example 2026-05-01T12:00:00.000Z
             */
            created: string;
            /**
             * Format: date-time
             * @description When the source last changed.
             * @example 2026-05-01T12:00:00.000Z
             */
            updated: string;
        };
        /** @description What we POST to the `callback` of a source when the source is stored or has failed. */
        SourceCallback: {
            /**
             * @description Always `ingest`.
             * @constant
             */
            type: "ingest";
            /**
             * @description Always `source`.
             * @constant
             */
            action: "source";
            /**
             * Format: uuid
             * @description Id of the source.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uuid
             * @description Id of the account that the source belongs to.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            owner: string;
            /**
             * @description How it ended.
             * @enum {string}
             */
            status: "ready" | "failed";
            /**
             * Format: uri
             * @description Signed address of the file, which works for 24 hours; null if the source failed.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string | null;
            /**
             * @description Why the source failed; null if it is ready.
             * @example The server of the URL answered 404.
             */
            error: string | null;
            /**
             * Format: date-time
             * @description When the source last changed.
             * @example 2026-05-01T12:00:00.000Z
             */
            completed: string;
        };
        SourceData: {
            /**
             * @description Kind of the object.
             * @example source
             */
            type: string;
            /**
             * Format: uuid
             * @description Id of the source.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /** @description The source. */
            attributes: components["schemas"]["SourceAttributes"];
        };
        SourceDto: {
            /**
             * @description Public http(s) address of the file; at most 5 GB.
             * @example https://example.com/clip.mp4
             */
            url: string;
            /** @description What to make from the source. */
            outputs?: components["schemas"]["OutputsDto"];
            /**
             * @description Address that receives a POST when the source or one of its renditions is ready or has failed.
             * @example https://example.com/hooks/sources
             */
            callback?: string;
        };
        SourceListResponse: {
            /** @description All sources, newest first. */
            data: components["schemas"]["SourceData"][];
        };
        SourceOutputs: {
            /** @description The renditions, in the order of the request. */
            renditions: components["schemas"]["RenditionAttributes"][];
        };
        SourceReference: {
            /**
             * @description Kind of the object.
             * @example source
             */
            type: string;
            /**
             * Format: uuid
             * @description Id of the source.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
        };
        SourceResponse: {
            /** @description The source. */
            data: components["schemas"]["SourceData"];
        };
        SpeedDto: {
            /**
             * @description Factor of the speed: 2 is twice as fast.
             * @example 2
             */
            speed?: number;
            /** @description Whether voices keep their pitch. Default: true. */
            preservePitch?: boolean;
        };
        /** @description Where laps begin and end. */
        StartLineDto: {
            /**
             * @description `automatic`: the place that was passed most often; `points`: the line between `from` and `to`.
             * @enum {string}
             */
            mode: "automatic" | "points";
            /** @description One side of the course; for `points`. */
            from?: components["schemas"]["PlaceDto"];
            /** @description The other side of the course; for `points`. */
            to?: components["schemas"]["PlaceDto"];
        };
        StartTicketDto: {
            /**
             * Format: uuid
             * @description The connected account to reconnect. Default: any account.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            account_id?: string;
        };
        StartedResponse: {
            /**
             * @description Id of the job in the queue dashboard.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            job_id: string;
        };
        StatusCount: {
            /**
             * @description State.
             * @example completed
             */
            status: string;
            /**
             * @description How many are in it now.
             * @example 3
             */
            count: number;
        };
        /** @description An address that a browser opens without a credential. */
        StreamTicketResponse: {
            /**
             * Format: uri
             * @description Address for `new EventSource(url)`; it holds the ticket.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string;
            /**
             * Format: date-time
             * @description When the ticket expires, used or not.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string;
        };
        SubscriptionResponse: {
            /**
             * @description The plan whose limits apply now.
             * @enum {string}
             */
            tier: "starter" | "solo" | "creator" | "growth" | "studio" | "agency" | "friends_family" | "lifetime";
            /**
             * @description Where the plan comes from: a payment, a grant of the operator, or the free plan.
             * @enum {string}
             */
            source: "free" | "subscription" | "grant";
            /**
             * Format: date-time
             * @description When the plan ends after a failed payment unless a payment succeeds; otherwise null.
             * @example 2026-05-01T12:00:00.000Z
             */
            grace_until: string | null;
            /**
             * @description Uploads per period; null means unlimited.
             * @example 100
             */
            uploads_per_month: number | null;
            /**
             * @description The plan that follows the paid one when a lower plan or the end of the subscription is scheduled; otherwise null.
             * @enum {string|null}
             */
            scheduled_plan: "starter" | "solo" | "creator" | "growth" | "studio" | "agency" | "friends_family" | "lifetime" | null;
            /**
             * Format: date-time
             * @description When `scheduled_plan` begins; otherwise null.
             * @example 2026-05-01T12:00:00.000Z
             */
            scheduled_at: string | null;
            /**
             * @description Uploads of this period so far.
             * @example 3
             */
            uploads_taken: number;
            /**
             * Format: date-time
             * @description Start of the period.
             * @example 2026-05-01T12:00:00.000Z
             */
            period_start: string;
            /**
             * Format: date-time
             * @description End of the period, when the count starts again at 0.
             * @example 2026-05-01T12:00:00.000Z
             */
            period_end: string;
            /** @description Features of the plan. */
            features: ("manual_queue" | "scheduling" | "discord_alerts" | "hud_overlay" | "smart_scheduling" | "auto_transcode" | "resumable_upload" | "auto_captions" | "priority_queue" | "caption_templates" | "advanced_alerts" | "exports" | "team_seats" | "approval_workflows" | "outgoing_webhooks" | "audit_log" | "sla_support")[];
        };
        /**
         * @description The SvgAsset is used to add scalable vector graphics (SVG) to a video using raw SVG markup.
         *
         *     **Supported elements:** ``, ``, ``, ``,
         *     ``, ``, ``
         *
         *     **Automatically extracted from SVG markup:**
         *     - Path data (converted to a single combined path)
         *     - Fill color (from `fill` attribute or `style`)
         *     - Stroke color and width (from attributes or `style`)
         *     - Dimensions (from `width`/`height` or `viewBox`)
         *     - Opacity (from `opacity` attribute)
         *
         *     See [W3C SVG 2 Specification](https://www.w3.org/TR/SVG2/) for path data syntax.
         * @example {
         *       "type": "svg",
         *       "src": "<svg width=\"100\" height=\"100\"><circle cx=\"50\" cy=\"50\" r=\"40\" fill=\"#3498db\"/></svg>"
         *     }
         */
        SvgAsset: {
            /**
             * @description The asset type - set to `svg` for SVG assets. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "svg";
            /**
             * @description Raw SVG markup string. The SVG must contain valid SVG elements. The shape,
             *     fill, stroke, dimensions and opacity are automatically extracted from the
             *     SVG content.
             * @example <svg width="100" height="100"><circle cx="50" cy="50" r="40" fill="#3498db"/></svg>
             */
            src: string;
        };
        SwitchWorkspaceDto: {
            /**
             * Format: uuid
             * @description Id of the workspace to work in.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            workspace_id: string;
        };
        /** @description One moment in both clocks. */
        SyncPointDto: {
            /**
             * @description The moment in the video, in seconds.
             * @example 12.4
             */
            video_seconds: number;
            /**
             * @description The same moment in the track, in seconds of its own clock, as `alignment.offset_seconds`: the clock of a track with dates begins at the whole second of its first point; a track without them keeps the seconds that its file counts.
             * @example 96.1
             */
            track_seconds: number;
        };
        TelemetryDto: {
            /**
             * @description Name of the telemetry file.
             * @example ride.gpx
             */
            filename: string;
            /**
             * @description Exact size in bytes; the store refuses any other.
             * @example 250000
             */
            file_size: number;
        };
        TelemetryResponse: {
            /**
             * @description Format of the file, by its content.
             * @enum {string}
             */
            format: "gpx" | "tcx" | "kml" | "fit" | "nmea" | "csv" | "vbo" | "dji-srt" | "gopro" | "map" | "dashcam-map";
            /** @description Whether the camera recorded the data in the video itself; such an overlay has no previews. */
            is_in_video: boolean;
            /** @description Figures of the part of the drive that the video shows. */
            summary: components["schemas"]["TelemetrySummaryResponse"];
            /** @description How the track was aligned with the video. */
            alignment: components["schemas"]["AlignmentResponse"];
            /** @description Warnings about the file, which could be used nevertheless. */
            warnings: components["schemas"]["TelemetryWarningResponse"][];
        };
        TelemetrySummaryResponse: {
            /**
             * @description Points of the track during the video.
             * @example 3
             */
            points: number;
            /**
             * @description Seconds of the video that have data.
             * @example 12.5
             */
            duration_seconds: number;
            /**
             * @description Seconds of these without a GPS fix.
             * @example 12.5
             */
            gap_seconds: number;
            /**
             * @description Seconds of these in motion.
             * @example 12.5
             */
            moving_seconds: number;
            /**
             * @description Distance covered.
             * @example 1250
             */
            distance_meters: number;
            /**
             * @description Highest speed.
             * @example 22.4
             */
            max_speed_mps: number;
            /**
             * @description Distance divided by duration.
             * @example 22.4
             */
            average_speed_mps: number;
            /** @description Altitudes; null if the file has none. */
            elevation: components["schemas"]["ElevationResponse"] | null;
            /** @description Time above the speeds of the settings `speeding_mph` and `euphoria_mph`. */
            seconds_above: components["schemas"]["SecondsAboveResponse"][];
            /** @description Complete laps that the video shows, at most the first 500; empty without a start line. */
            laps: components["schemas"]["LapResponse"][];
            /**
             * @description Index of the fastest one in `laps`; null without laps.
             * @example 3
             */
            best_lap: number | null;
            /**
             * @description Score of the drive, from 0 to 100.
             * @example 64
             */
            score: number;
        };
        TelemetryWarningResponse: {
            /**
             * @description Stable code of the warning.
             * @enum {string}
             */
            code: "truncated" | "crc_mismatch" | "out_of_order" | "duplicate_times" | "times_spread" | "time_outliers" | "spikes_removed" | "speeds_replaced" | "speed_unit_inferred" | "speed_unit_corrected" | "speed_unit_assumed" | "speed_from_positions" | "positions_coarse" | "no_positions" | "positions_hidden" | "laps_omitted" | "coordinate_order_assumed" | "date_order_assumed" | "zone_assumed" | "lines_skipped";
            /**
             * @description The warning in a sentence.
             * @example 3 points lie outside of the globe and were left out.
             */
            message: string;
        };
        TemplateData: {
            /**
             * Format: uuid
             * @description Id of the template.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Name of the template.
             * @example Weekly highlights
             */
            name: string;
            /**
             * Format: uuid
             * @description Id of the account that the template belongs to.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            owner: string;
            /** @description The edit as it was saved, including placeholders. */
            template: components["schemas"]["Edit"];
            /**
             * @description Number of the revision, as in `ETag`; changes with every change.
             * @example 3
             */
            revision: number;
        };
        TemplateDataResponse: {
            /** @description Always true. */
            success: boolean;
            /**
             * @description Shotstack's word for the status.
             * @example OK
             */
            message: string;
            /** @description The template. */
            response: components["schemas"]["TemplateData"];
        };
        TemplateDto: {
            /**
             * @description Name of the template.
             * @example Weekly highlights
             */
            name: string;
            /** @description An edit. Any value can be a `{{ PLACEHOLDER }}`, so the edit is only checked when it is rendered. */
            template: components["schemas"]["Edit"];
        };
        TemplateList: {
            /**
             * Format: uuid
             * @description Id of the account that the templates belong to.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            owner: string;
            /** @description All templates, newest first. */
            templates: components["schemas"]["TemplateListItem"][];
        };
        TemplateListItem: {
            /**
             * Format: uuid
             * @description Id of the template.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Name of the template.
             * @example Weekly highlights
             */
            name: string;
            /**
             * Format: date-time
             * @description When the template was created.
             * @example 2026-05-01T12:00:00.000Z
             */
            created: string;
            /**
             * Format: date-time
             * @description When the template was last replaced.
             * @example 2026-05-01T12:00:00.000Z
             */
            updated: string;
        };
        TemplateListResponse: {
            /** @description Always true. */
            success: boolean;
            /**
             * @description Shotstack's word for the status.
             * @example OK
             */
            message: string;
            /** @description The templates of the account. */
            response: components["schemas"]["TemplateList"];
        };
        TemplateResponse: {
            /** @description Always true. */
            success: boolean;
            /**
             * @description Shotstack's word for the status.
             * @example Created
             */
            message: string;
            /** @description The template that was saved. */
            response: components["schemas"]["ChangedTemplate"];
        };
        TestNotificationDto: {
            /**
             * @description The channel to test.
             * @enum {string}
             */
            channel: "discord" | "mail";
        };
        /** @description Horizontal and vertical alignment properties for text. */
        TextAlignment: {
            /**
             * @description The horizontal alignment of the text. Value must be one of:
             *
             *     - `left`
             *
             *     - `center`
             *
             *     - `right`
             * @example center
             * @enum {string}
             */
            horizontal?: "left" | "center" | "right";
            /**
             * @description The vertical alignment of the text. Value must be one of:
             *
             *     - `top`
             *
             *     - `center`
             *
             *     - `bottom`
             * @example center
             * @enum {string}
             */
            vertical?: "top" | "center" | "bottom";
        };
        /**
         * @deprecated
         * @description **Notice: The TextAsset is deprecated, use the [RichTextAsset](#tocs_richtextasset) instead.** This type
         *     continues to function; no behaviour change for existing integrations.
         *
         *     The TextAsset is used to add text and titles to a video. The text can be styled with built in and custom
         *     [Fonts](#tocs_font). You can also add a background bounding box used to control wrapping and overflow. Emoticons are also supported.
         */
        TextAsset: {
            /**
             * @description The type of asset - set to `text` for text. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "text";
            /**
             * @description The text string to display.
             * @example Hello World
             */
            text: string;
            /**
             * @description Set the width of the HTML asset bounding box in pixels. Text will wrap to fill the bounding box.
             * @example 400
             */
            width?: number;
            /**
             * @description Set the width of the HTML asset bounding box in pixels. Text and elements will be masked if they exceed the  height of the bounding box.
             * @example 200
             */
            height?: number;
            /** @description Font styling properties. */
            font?: components["schemas"]["TextFont"];
            /** @description Background styling properties. */
            background?: components["schemas"]["TextBackground"];
            /** @description Alignment properties. */
            alignment?: components["schemas"]["TextAlignment"];
            /** @description Text stroke (outline) properties. */
            stroke?: {
                /**
                 * @description The width of the stroke in pixels.
                 * @example 2
                 */
                width?: number;
                /**
                 * @description The stroke color using hexadecimal color notation.
                 * @example #000000
                 */
                color?: string;
            };
            /** @description Animation properties for text entrance effects. */
            animation?: {
                /**
                 * @description The animation preset to apply.
                 *
                 *     - `typewriter` - typewriter effect where characters appear one at a time
                 * @example typewriter
                 * @enum {string}
                 */
                preset: "typewriter";
                /**
                 * @description The duration of the animation in seconds.
                 * @example 2
                 */
                duration?: number;
            };
            /**
             * @description The string to display when text overflows its bounding box. Set to an ellipsis character or custom string to indicate truncated text.
             * @example ...
             */
            ellipsis?: string;
        };
        /** @description Displays a background box behind the text. */
        TextBackground: {
            /**
             * @description The background color using hexadecimal color notation.
             * @example #000000
             */
            color?: string;
            /**
             * @description The opacity of the background where 1 is opaque and 0 is transparent.
             * @example 0.8
             */
            opacity?: number;
            /**
             * @description Padding inside the background box in pixels.
             * @example 10
             */
            padding?: number;
            /**
             * @description The border radius of the background box in pixels for rounded corners.
             * @example 5
             */
            borderRadius?: number;
            /**
             * @description Not supported on legacy `text` assets. Accepted here only so validators can emit a clear migration error pointing users to `rich-text` or `rich-caption`, which support background wrapping natively.
             * @example false
             */
            wrap?: boolean;
        };
        /** @description Font properties for text. */
        TextFont: {
            /**
             * @description The font family name. This must be Family name embedded in the font, i.e. "Open Sans".
             * @example Open Sans
             */
            family?: string;
            /**
             * @description The text color using hexadecimal color notation.
             * @example #ffffff
             */
            color?: string;
            /**
             * @description The opacity of the text where 1 is opaque and 0 is transparent.
             * @example 0.8
             */
            opacity?: number;
            /**
             * @description The size of the font in pixels (px).
             * @example 24
             */
            size?: number;
            /**
             * @description The weight of the font. 100 is lightest, 900 is heaviest (boldest).
             * @example 400
             */
            weight?: number;
            /**
             * @description The line height of the font as a ratio of the font size.
             * @example 0.85
             */
            lineHeight?: number;
        };
        TextLimitResponse: {
            /**
             * @description The longest text, in `unit`.
             * @example 3
             */
            most: number;
            /**
             * @description `utf16`: code units of UTF-16; `code_points`: characters of Unicode; `bytes`: of UTF-8.
             * @enum {string}
             */
            unit: "utf16" | "code_points" | "bytes";
        };
        TextLimitsResponse: {
            /** @description Limit of a title. */
            title: components["schemas"]["TextLimitResponse"];
            /** @description Limit of a caption with its hashtags. */
            caption: components["schemas"]["TextLimitResponse"];
        };
        /**
         * @deprecated
         * @description **Notice: TextToImageAsset is deprecated. Use [ImageAsset](#tocs_imageasset)
         *     with `prompt` instead.** This type continues to function and is internally
         *     rewritten to ImageAsset; no behaviour change for existing integrations.
         *
         *     The TextToImageAsset lets you create a dynamic image from a text prompt.
         */
        TextToImageAsset: {
            /**
             * @description The type of asset to generate - set to `text-to-image` for text-to-image. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "text-to-image";
            /**
             * @description The text prompt to generate an image from.
             * @example A serene landscape featuring a crystal-clear mountain lake at sunrise. The water reflects the pink and orange sky like a mirror. In the foreground, a majestic pine tree stands tall, its branches framing the view. Snow-capped peaks rise in the distance, their edges softened by a light morning mist. A pair of deer drink from the lake's edge, creating gentle ripples on the otherwise still surface.
             */
            prompt: string;
            /**
             * @description The width of the image in pixels.
             * @example 512
             */
            width?: number;
            /**
             * @description The height of the image in pixels.
             * @example 512
             */
            height?: number;
            crop?: components["schemas"]["Crop"];
        };
        /**
         * @deprecated
         * @description **Notice: TextToSpeechAsset is deprecated. Use [AudioAsset](#tocs_audioasset)
         *     with `prompt` (the spoken text) and `voice` instead.** This type continues to
         *     function and is internally rewritten to AudioAsset; no behaviour change for
         *     existing integrations.
         *
         *     The TextToSpeechAsset lets you generate a voice over from text using a text-to-speech service.
         *     The generated audio can be trimmed, faded and have its volume and speed adjusted using the
         *     same properties available on the AudioAsset.
         */
        TextToSpeechAsset: {
            /**
             * @description The type of asset - set to `text-to-speech` for text-to-speech. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "text-to-speech";
            /**
             * @description The text to convert to speech.
             * @example This is a text to speech example generated by Shotstack
             */
            text: string;
            /**
             * @description The voice to use for the text-to-speech conversion.
             * @example Matthew
             */
            voice: string;
            /**
             * @description The language code for the text-to-speech conversion.
             * @example en-US
             */
            language?: string;
            /**
             * @description Set the voice to newscaster mode.
             * @default false
             */
            newscaster?: boolean;
            /** @description The start trim point of the audio clip, in seconds (defaults to 0). Audio will start from the trim point. The audio will play until the file ends or the Clip length is reached. */
            trim?: number;
            /** @description Set the volume of the audio clip. Use a number or an array of [Tween](./#tocs_tween) objects to create custom volume transitions. */
            volume?: number | components["schemas"]["Tween"][];
            /**
             * @description Adjust the playback speed of the audio clip between 0 (paused) and 10 (10x normal speed), where 1 is normal speed (defaults to 1). Adjusting the speed will also adjust the duration of the clip and may require you to adjust the Clip length.
             * @example 1
             */
            speed?: number;
            /**
             * @description The effect to apply to the audio asset
             *
             *     - `fadeIn` - fade volume in only
             *
             *     - `fadeOut` - fade volume out only
             *
             *     - `fadeInFadeOut` - fade volume in and out
             * @enum {string}
             */
            effect?: "none" | "fadeIn" | "fadeOut" | "fadeInFadeOut";
        };
        /** @description Generate a thumbnail image for the video or image at a specific point from the timeline. */
        Thumbnail: {
            /**
             * @description The point on the timeline in seconds to capture a single frame to use as the thumbnail image.
             * @example 1
             */
            capture: number;
            /**
             * @description Scale the thumbnail size to a fraction of the viewport size - i.e. setting the scale to 0.5 will scale  the thumbnail to half the size of the viewport.
             * @example 0.3
             */
            scale: number;
        };
        TimeSeriesResponse: {
            /** @description What the series covers. */
            period: components["schemas"]["AnalyticsPeriodResponse"];
            /**
             * @description Length of the intervals; a day has 23 or 25 hours when the clocks change.
             * @enum {string}
             */
            interval: "day" | "hour";
            /** @description Every interval of the period, oldest first, also those in which nothing happened. */
            buckets: components["schemas"]["SeriesBucketResponse"][];
        };
        /** @description A post with its time and what it shows. */
        TimedPostResponse: {
            /**
             * Format: uuid
             * @description Id of the post; the `target` of its addresses.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uuid
             * @description The connected account; null after it was disconnected.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            account_id: string | null;
            /**
             * @description Name of the account when the post was created.
             * @example Reelway Rides
             */
            account_name: string;
            /**
             * @description The platform.
             * @example youtube
             */
            platform: string;
            /**
             * @description `pending`: the video is not ready or not approved; `scheduled`: waits for its time; `waiting`: see `waiting_for`; `publishing`: a worker sends it; `unknown`: it may be published, and we query the platform; `published`: the platform accepted it; `verified`: the platform shows it.
             * @enum {string}
             */
            status: "pending" | "scheduled" | "waiting" | "publishing" | "unknown" | "published" | "verified" | "failed" | "cancelled";
            /**
             * @description Whether someone must approve it before it is published. `given`: as it is now; a change makes it `required` again.
             * @enum {string}
             */
            approval: "not_required" | "required" | "given";
            /**
             * @description What it waits for: `account` until the account is reconnected, at most 72 hours after its time; `account_suspended` or `account_deletion_pending` until the account of the owner is restored or kept; `platform_call_limit` until its turn in the calls that the platform accepts in a minute or a day; `transfers_busy` until the worker has sent another large video; otherwise the code of an error. Null unless it waits.
             * @example account
             */
            waiting_for: string | null;
            /**
             * @description Share of the video that the platform has.
             * @example 0.42
             */
            progress: number;
            /** @description Texts and choices of this post that replace those of the upload. */
            overrides: components["schemas"]["PostOverridesResponse"];
            /**
             * Format: date-time
             * @description When it is to be published; null: as soon as the video is ready.
             * @example 2026-05-01T12:00:00.000Z
             */
            publish_at: string | null;
            /**
             * @description The same moment as local time in `timezone`; null unless a time was chosen.
             * @example 2026-12-01T18:00
             */
            local_time: string | null;
            /**
             * @description IANA time zone of `local_time`.
             * @example Europe/Berlin
             */
            timezone: string | null;
            /**
             * Format: date-time
             * @description When a worker continues with it; null when nothing is planned.
             * @example 2026-05-01T12:00:00.000Z
             */
            next_attempt_at: string | null;
            /** @description How late it was published, and why; null if it is not late. */
            late: components["schemas"]["PublicationDelayResponse"] | null;
            /**
             * @description The platform's id of the post; null before it accepted it.
             * @example dQw4w9WgXcQ
             */
            post_id: string | null;
            /**
             * Format: uri
             * @description Address of the post on the platform; null until the platform shows it.
             * @example https://api.example.com/objects/video.mp4
             */
            permalink: string | null;
            /**
             * @description Who may see the post, according to the platform; null until it shows it.
             * @example public
             */
            visibility: string | null;
            /** @description The reason when the post failed, is waiting, is unconfirmed, was never seen live, or has a different audience than requested; null otherwise. */
            error: components["schemas"]["PublicationErrorResponse"] | null;
            /**
             * @description Number of the revision, as in `ETag`; changes with every change.
             * @example 3
             */
            revision: number;
            /**
             * Format: date-time
             * @description When the platform accepted it; null before.
             * @example 2026-05-01T12:00:00.000Z
             */
            published_at: string | null;
            /**
             * Format: date-time
             * @description When the platform showed it; null before.
             * @example 2026-05-01T12:00:00.000Z
             */
            verified_at: string | null;
            /** @description How often it was seen and reacted to; null until the platform has reported it, an hour after it showed the post. */
            metrics: components["schemas"]["PostMetricsResponse"] | null;
            /**
             * Format: uuid
             * @description Id of the upload.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            upload_id: string;
            /**
             * @description Title of the post, or the name of the video file.
             * @example Morning lap
             */
            title: string;
            /**
             * Format: date-time
             * @description When it was published, or is to be.
             * @example 2026-05-01T12:00:00.000Z
             */
            at: string;
        };
        /** @description A timeline represents the contents of a video edit over time, an audio edit over time, in seconds, or an image layout. A timeline consists of layers called tracks. Tracks are composed of titles, images, audio, html or video segments referred to as clips which are placed along the track at specific starting point and lasting for a specific amount of time. */
        Timeline: {
            /**
             * @deprecated
             * @description A music or audio soundtrack file in mp3 format. Deprecated - use an [AudioAsset](#tocs_audioasset) clip on its own track instead.
             */
            soundtrack?: components["schemas"]["Soundtrack"];
            /** @description A hexadecimal value for the timeline background colour. Defaults to #000000 (black). */
            background?: string;
            /** @description An array of custom fonts to be downloaded for use by the HTML assets. */
            fonts?: components["schemas"]["Font"][];
            /** @description A timeline consists of an array of tracks, each track containing clips. Tracks are layered on top of each other in the same order they are added to the array with the top most track layered over the top of those below it. Ensure that a track containing titles is the top most track so that it is displayed above videos and images. */
            tracks: components["schemas"]["Track"][];
            /** @description Disable the caching of ingested source footage and assets. See  [caching](https://shotstack.io/docs/guide/architecting-an-application/caching/) for more details. */
            cache?: boolean;
        };
        /**
         * @deprecated
         * @description **Notice: The TitleAsset is deprecated, use the [RichTextAsset](#tocs_richtextasset) instead.**
         *
         *     The TitleAsset clip type lets you create video titles from a text string and apply styling and positioning.
         */
        TitleAsset: {
            /**
             * @description The type of asset - set to `title` for titles. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "title";
            /**
             * @description The title text string - i.e. "My Title".
             * @example Hello World
             */
            text: string;
            /**
             * @description Uses a preset to apply font properties and styling to the title.
             *
             *     - `minimal`
             *
             *     - `blockbuster`
             *
             *     - `vogue`
             *
             *     - `sketchy`
             *
             *     - `skinny`
             *
             *     - `chunk`
             *
             *     - `chunkLight`
             *
             *     - `marker`
             *
             *     - `future`
             *
             *     - `subtitle`
             * @enum {string}
             */
            style?: "minimal" | "blockbuster" | "vogue" | "sketchy" | "skinny" | "chunk" | "chunkLight" | "marker" | "future" | "subtitle";
            /** @description Set the text color using hexadecimal color notation. Transparency is supported by setting the first two characters of the hex string (opposite to HTML),  i.e. #80ffffff will be white with  50% transparency. */
            color?: string;
            /**
             * @description Set the relative size of the text using predefined sizes from xx-small to xx-large.
             *
             *     - `xx-small`
             *
             *     - `x-small`
             *
             *     - `small`
             *
             *     - `medium`
             *
             *     - `large`
             *
             *     - `x-large`
             *
             *     - `xx-large`
             * @enum {string}
             */
            size?: "xx-small" | "x-small" | "small" | "medium" | "large" | "x-large" | "xx-large";
            /**
             * @description Apply a background color behind the text. Set the text color using hexadecimal color notation. Transparency is supported by setting the first two characters of the hex string (opposite to HTML),  i.e. #80ffffff will be white with 50% transparency. Omit to use transparent background.
             * @example #000000
             */
            background?: string;
            /**
             * @description Place the title in one of nine predefined positions of the viewport.
             *
             *     - `top` - top (center)
             *
             *     - `topRight` - top right
             *
             *     - `right` - right (center)
             *
             *     - `bottomRight` - bottom right
             *
             *     - `bottom` - bottom (center)
             *
             *     - `bottomLeft` - bottom left
             *
             *     - `left` - left (center)
             *
             *     - `topLeft` - top left
             *
             *     - `center` - center
             * @enum {string}
             */
            position?: "top" | "topRight" | "right" | "bottomRight" | "bottom" | "bottomLeft" | "left" | "topLeft" | "center";
            /** @description Offset the location of the title relative to its position on the screen. */
            offset?: components["schemas"]["Offset"];
        };
        TokenFigures: {
            /**
             * @description Tokens charged in the period.
             * @example 0.5
             */
            charged: number;
            /**
             * @description Tokens that were held and then returned in the period.
             * @example 0.5
             */
            returned: number;
        };
        TokenGrantResponse: {
            /**
             * Format: uuid
             * @description Id of the grant in the token ledger.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Tokens that the user can spend after the grant.
             * @example 0.5
             */
            balance: number;
            /**
             * @description Tokens that running renders hold.
             * @example 0.5
             */
            reserved: number;
            /**
             * @description Tokens that the user still owes after the grant.
             * @example 0
             */
            debt: number;
        };
        TokenResponse: {
            /**
             * @description JWT for `Authorization: Bearer …`.
             * @example eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTk5In0.c2ln
             */
            access_token: string;
            /**
             * @description Works once: POST /api/auth/refresh exchanges it for the next pair.
             * @example rt_8yN2…
             */
            refresh_token: string;
            /**
             * @description Scheme of the `Authorization` header for the access token.
             * @constant
             */
            token_type: "bearer";
            /**
             * @description Seconds until the access token expires.
             * @example 900
             */
            expires_in: number;
            /**
             * @description Marks this device as known: send it with the next sign-in, unless you keep cookies. Null after a refresh.
             * @example rw_device_AZnB3m8r.c2ln
             */
            device_token: string | null;
            /** @description The signed-in user. */
            user: components["schemas"]["UserResponse"];
        };
        TokensResponse: {
            /**
             * @description Tokens that can be spent.
             * @example 0.5
             */
            balance: number;
            /**
             * @description Tokens that running renders hold.
             * @example 0.5
             */
            reserved: number;
            /**
             * @description Tokens of refunded payments that were already spent; new tokens pay these first.
             * @example 0
             */
            debt: number;
        };
        TotpSetupResponse: {
            /**
             * @description Base32 secret to type into an authenticator app.
             * @example JBSWY3DPEHPK3PXP
             */
            secret: string;
            /**
             * @description The same secret as text for a QR code.
             * @example otpauth://totp/Reelway:ada%40example.com?secret=JBSWY3DPEHPK3PXP
             */
            otpauth_url: string;
        };
        /** @description A track contains an array of clips. Tracks are layered on top of each other in the order in the array. The top most track will render on top of those below it. */
        Track: {
            /** @description An array of Clips comprising of TitleClip, ImageClip or VideoClip. */
            clips: components["schemas"]["Clip"][];
        };
        TransferAttributes: {
            /**
             * @description The client's own id, as it was sent; `/serve/v1/assets/{id}` accepts it.
             * @example clip-42
             */
            id: string;
            /**
             * Format: uuid
             * @description Id of the account that the file belongs to.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            owner: string;
            /**
             * @description State of the transfer.
             * @enum {string}
             */
            status: "queued" | "failed";
            /**
             * Format: date-time
             * @description When the transfer was requested.
             * @example 2026-05-01T12:00:00.000Z
             */
            created: string;
        };
        TransferData: {
            /**
             * @description Kind of the object.
             * @example asset
             */
            type: string;
            /** @description The accepted transfer. */
            attributes: components["schemas"]["TransferAttributes"];
        };
        TransferDto: {
            /**
             * @description Public http(s) address of a media file; at most 5 GB.
             * @example https://example.com/clip.mp4
             */
            url: string;
            /**
             * @description The client's own id of the file; it need not be unique.
             * @example clip-42
             */
            id: string;
            /** @description Where to store the file. */
            destinations: components["schemas"]["DestinationDto"][];
        };
        TransferResponse: {
            /** @description The accepted transfer. */
            data: components["schemas"]["TransferData"];
        };
        /** @description Apply one or more transformations to a clip. Transformations alter the visual properties of a clip and can be combined to create new shapes and effects. */
        Transformation: {
            rotate?: components["schemas"]["RotateTransformation"];
            skew?: components["schemas"]["SkewTransformation"];
            flip?: components["schemas"]["FlipTransformation"];
        };
        /** @description In and out transitions for a clip - i.e. fade in and fade out */
        Transition: {
            /**
             * @description The transition in. Available transitions are:
             *
             *     - `fade` - fade in
             *
             *     - `reveal` - reveal from left to right
             *
             *     - `wipeLeft` - fade across screen to the left
             *
             *     - `wipeRight` - fade across screen to the right
             *
             *     - `slideLeft` - move slightly left and fade in
             *
             *     - `slideRight` - move slightly right and fade in
             *
             *     - `slideUp` - move slightly up and fade in
             *
             *     - `slideDown` - move slightly down and fade in
             *
             *     - `carouselLeft` - slide in from right to left
             *
             *     - `carouselRight` - slide in from left to right
             *
             *     - `carouselUp` - slide in from bottom to top
             *
             *     - `carouselDown` - slide in from top to bottom
             *
             *     - `shuffleTopRight` - rotate in from top right
             *
             *     - `shuffleRightTop` - rotate in from right top
             *
             *     - `shuffleRightBottom` - rotate in from right bottom
             *
             *     - `shuffleBottomRight` - rotate in from bottom right
             *
             *     - `shuffleBottomLeft` - rotate in from bottom left
             *
             *     - `shuffleLeftBottom` - rotate in from left bottom
             *
             *     - `shuffleLeftTop` - rotate in from left top
             *
             *     - `shuffleTopLeft` - rotate in from top left
             *
             *     - `zoom` - fast zoom in
             *
             *     The transition speed can also be controlled by appending `Fast` or `Slow` to the transition, e.g. `fadeFast` or `CarouselLeftSlow`.
             * @enum {string}
             */
            in?: "none" | "fade" | "fadeSlow" | "fadeFast" | "reveal" | "revealSlow" | "revealFast" | "wipeLeft" | "wipeLeftSlow" | "wipeLeftFast" | "wipeRight" | "wipeRightSlow" | "wipeRightFast" | "slideLeft" | "slideLeftSlow" | "slideLeftFast" | "slideRight" | "slideRightSlow" | "slideRightFast" | "slideUp" | "slideUpSlow" | "slideUpFast" | "slideDown" | "slideDownSlow" | "slideDownFast" | "carouselLeft" | "carouselLeftSlow" | "carouselLeftFast" | "carouselRight" | "carouselRightSlow" | "carouselRightFast" | "carouselUp" | "carouselUpSlow" | "carouselUpFast" | "carouselDown" | "carouselDownSlow" | "carouselDownFast" | "shuffleTopRight" | "shuffleTopRightSlow" | "shuffleTopRightFast" | "shuffleRightTop" | "shuffleRightTopSlow" | "shuffleRightTopFast" | "shuffleRightBottom" | "shuffleRightBottomSlow" | "shuffleRightBottomFast" | "shuffleBottomRight" | "shuffleBottomRightSlow" | "shuffleBottomRightFast" | "shuffleBottomLeft" | "shuffleBottomLeftSlow" | "shuffleBottomLeftFast" | "shuffleLeftBottom" | "shuffleLeftBottomSlow" | "shuffleLeftBottomFast" | "shuffleLeftTop" | "shuffleLeftTopSlow" | "shuffleLeftTopFast" | "shuffleTopLeft" | "shuffleTopLeftSlow" | "shuffleTopLeftFast" | "zoom";
            /**
             * @description The transition out. Available transitions are:
             *
             *     - `fade` - fade out
             *
             *     - `reveal` - reveal from right to left
             *
             *     - `wipeLeft` - fade across screen to the left
             *
             *     - `wipeRight` - fade across screen to the right
             *
             *     - `slideLeft` - move slightly left and fade out
             *
             *     - `slideRight` - move slightly right and fade out
             *
             *     - `slideUp` - move slightly up and fade out
             *
             *     - `slideDown` - move slightly down and fade out
             *
             *     - `carouselLeft` - slide out from right to left
             *
             *     - `carouselRight` - slide out from left to right
             *
             *     - `carouselUp` - slide out from bottom to top
             *
             *     - `carouselDown` - slide out from top  to bottom
             *
             *     - `shuffleTopRight` - rotate out from top right
             *
             *     - `shuffleRightTop` - rotate out from right top
             *
             *     - `shuffleRightBottom` - rotate out from right bottom
             *
             *     - `shuffleBottomRight` - rotate out from bottom right
             *
             *     - `shuffleBottomLeft` - rotate out from bottom left
             *
             *     - `shuffleLeftBottom` - rotate out from left bottom
             *
             *     - `shuffleLeftTop` - rotate out from left top
             *
             *     - `shuffleTopLeft` - rotate out from top left
             *
             *     - `zoom` - fast zoom out
             *
             *     The transition speed can also be controlled by appending `Fast` or `Slow` to the transition, e.g. `fadeFast` or `CarouselLeftSlow`.
             * @enum {string}
             */
            out?: "none" | "fade" | "fadeSlow" | "fadeFast" | "reveal" | "revealSlow" | "revealFast" | "wipeLeft" | "wipeLeftSlow" | "wipeLeftFast" | "wipeRight" | "wipeRightSlow" | "wipeRightFast" | "slideLeft" | "slideLeftSlow" | "slideLeftFast" | "slideRight" | "slideRightSlow" | "slideRightFast" | "slideUp" | "slideUpSlow" | "slideUpFast" | "slideDown" | "slideDownSlow" | "slideDownFast" | "carouselLeft" | "carouselLeftSlow" | "carouselLeftFast" | "carouselRight" | "carouselRightSlow" | "carouselRightFast" | "carouselUp" | "carouselUpSlow" | "carouselUpFast" | "carouselDown" | "carouselDownSlow" | "carouselDownFast" | "shuffleTopRight" | "shuffleTopRightSlow" | "shuffleTopRightFast" | "shuffleRightTop" | "shuffleRightTopSlow" | "shuffleRightTopFast" | "shuffleRightBottom" | "shuffleRightBottomSlow" | "shuffleRightBottomFast" | "shuffleBottomRight" | "shuffleBottomRightSlow" | "shuffleBottomRightFast" | "shuffleBottomLeft" | "shuffleBottomLeftSlow" | "shuffleBottomLeftFast" | "shuffleLeftBottom" | "shuffleLeftBottomSlow" | "shuffleLeftBottomFast" | "shuffleLeftTop" | "shuffleLeftTopSlow" | "shuffleLeftTopFast" | "shuffleTopLeft" | "shuffleTopLeftSlow" | "shuffleTopLeftFast" | "zoom";
        };
        /**
         * @description Use a Tween to [animate properties over time](https://shotstack.io/docs/guide/architecting-an-application/animations/). The following properties are currently supported and can be animated:
         *
         *     - Opacity - animate the transparency of a clip.
         *
         *     - Offset - animate the x and y position of a clip.
         *
         *     - Rotation - animate the rotation of a clip.
         *
         *     - Skew - animate the horizontal and vertical shearing effect.
         *
         *     - Volume - animate the audio volume of a clip.
         */
        Tween: {
            /**
             * @description The initial property value at the start of the animation.
             * @example 0
             */
            from?: unknown;
            /**
             * @description The final property value at the end of the animation.
             * @example 1
             */
            to?: unknown;
            /**
             * @description The time in seconds when the animation starts, relative to the clip, not the timeline.
             * @example 0
             */
            start?: number;
            /**
             * @description The duration of the animation in seconds.
             * @example 3
             */
            length?: number;
            /**
             * @description The interpolation method to use for the animation. Available options are:
             *
             *     - `linear` - a linear interpolation between the start and end values.
             *
             *     - `bezier` - a bezier curve interpolation between the start and end values.
             *
             *     - `constant` - an interpolation where the property instantly jumps from the start to the end value, without any gradual transition.
             * @example bezier
             * @enum {string}
             */
            interpolation?: "linear" | "bezier" | "constant";
            /**
             * @description The easing function to use for the animation. Easing controls the rate of change of the animated value, allowing for more natural motion by speeding up or slowing down the animation at different points. Only applicable if interpolation is set to `bezier`.
             * @enum {string}
             */
            easing?: "ease" | "easeIn" | "easeOut" | "easeInOut" | "easeInQuad" | "easeInCubic" | "easeInQuart" | "easeInQuint" | "easeInSine" | "easeInExpo" | "easeInCirc" | "easeInBack" | "easeOutQuad" | "easeOutCubic" | "easeOutQuart" | "easeOutQuint" | "easeOutSine" | "easeOutExpo" | "easeOutCirc" | "easeOutBack" | "easeInOutQuad" | "easeInOutCubic" | "easeInOutQuart" | "easeInOutQuint" | "easeInOutSine" | "easeInOutExpo" | "easeInOutCirc" | "easeInOutBack";
        };
        UploadAttributes: {
            /**
             * Format: uuid
             * @description Id of the source that the upload becomes.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uri
             * @description Address to PUT the file to, without a credential and without encoding.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string;
            /**
             * Format: date-time
             * @description When the address expires, one hour from now.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires: string;
        };
        UploadData: {
            /**
             * @description Kind of the object.
             * @example upload
             */
            type: string;
            /**
             * Format: uuid
             * @description Id of the source that the upload becomes.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /** @description Where to send the file. */
            attributes: components["schemas"]["UploadAttributes"];
        };
        UploadDetailsResponse: {
            /**
             * Format: uuid
             * @description Id of the upload.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Name of the video file, as the client gave it.
             * @example GX010042.MP4
             */
            filename: string;
            /**
             * @description Size of the video in bytes.
             * @example 3
             */
            size_bytes: number;
            /**
             * @description State of the upload.
             * @enum {string}
             */
            status: "pending" | "queued" | "processing" | "ready" | "awaiting_approval" | "staged" | "publishing" | "completed" | "partial" | "failed" | "cancelled";
            /**
             * @description Share of the work that is done, from 0 to 1; never decreases, except when a retry starts again.
             * @example 0.42
             */
            progress: number;
            /**
             * @description Why the upload is waiting, such as `disk_space`; null while it is being processed.
             * @example disk_space
             */
            waiting_for: string | null;
            /** @description The platforms that the video is made for. */
            platforms: ("tiktok" | "youtube" | "instagram" | "facebook" | "download")[];
            /**
             * @description Title of the posts.
             * @example Morning lap
             */
            title: string;
            /** @description Why the upload failed; null unless it did. */
            error: components["schemas"]["UploadErrorResponse"] | null;
            /**
             * Format: date-time
             * @description When the upload was presigned.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             * @example 2026-05-01T12:00:00.000Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When it ended; null before.
             * @example 2026-05-01T12:00:00.000Z
             */
            finished_at: string | null;
            /**
             * @description Type of the video.
             * @example video/mp4
             */
            content_type: string;
            /**
             * @description Caption of the posts.
             * @example Fastest lap of the year
             */
            caption: string;
            /** @description Hashtags of this upload, without `#`. */
            hashtags: string[];
            /**
             * @description Who may see the posts.
             * @enum {string}
             */
            privacy: "public" | "unlisted" | "private";
            /**
             * Format: date-time
             * @description When the whole video had arrived; null before.
             * @example 2026-05-01T12:00:00.000Z
             */
            received_at: string | null;
            /**
             * @description How often it was retried.
             * @example 3
             */
            retries: number;
            /** @description The platforms, each with its own file and texts. */
            targets: components["schemas"]["UploadTargetResponse"][];
            /** @description The posts, one for each account of `targets` of the request that announced the upload. */
            posts: components["schemas"]["PublicationResponse"][];
            /** @description The request to approve the posts; null when none was made. */
            approval: components["schemas"]["ApprovalResponse"] | null;
            /** @description The stages of the work, in their order. */
            stages: components["schemas"]["UploadStageResponse"][];
            /** @description Properties of the video; null until it has been verified. */
            video: components["schemas"]["UploadVideoResponse"] | null;
            /** @description The figures of the drive and how the track was aligned with the video; null without telemetry. */
            telemetry: components["schemas"]["TelemetryResponse"] | null;
            /** @description The files made from the video; `GET /api/uploads/{id}/download` returns their addresses. */
            files: components["schemas"]["UploadFileResponse"][];
        };
        UploadDownloadResponse: {
            /**
             * Format: uri
             * @description Signed address of the file.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string;
            /**
             * Format: date-time
             * @description When the address expires; null: never.
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string | null;
            /**
             * @description Name that a browser saves the file under.
             * @example GX010042-rendition-1.mp4
             */
            filename: string;
        };
        UploadErrorResponse: {
            /**
             * @description Code of the error catalogue.
             * @example unreadable_media
             */
            code: string;
            /**
             * @description What happened this time.
             * @example The file is cut off after 12 seconds.
             */
            message: string;
            /**
             * @description What to do about it.
             * @example Send a complete, undamaged file in a common format such as MP4, MOV or WebM.
             */
            help?: string;
            /** @description Facts that help to correct it, such as a suggested offset. */
            extra?: {
                [key: string]: unknown;
            };
        };
        UploadEstimateResponse: {
            /** @description Whether this upload fits into the quota of the period. */
            sufficient: boolean;
            /**
             * @description Uploads allowed in this period; null if unlimited.
             * @example 3
             */
            limit: number | null;
            /**
             * @description Uploads used or reserved in this period.
             * @example 3
             */
            taken: number;
            /**
             * Format: date-time
             * @description When the period ends.
             * @example 2026-05-01T12:00:00.000Z
             */
            resets_at: string;
            /** @description Whether the file would be sent in parts. */
            multipart: boolean;
            /** @description Whether the plan and the settings include the overlay. */
            hud: boolean;
            /** @description Whether the plan includes a version in each platform's aspect ratio. */
            platform_renditions: boolean;
            /** @description Warnings about the upload. */
            warnings: components["schemas"]["UploadWarning"][];
        };
        UploadEvents: {
            /**
             * @description Uploads that were announced.
             * @example 3
             */
            created: number;
            /**
             * @description Uploads that were completed for every platform.
             * @example 3
             */
            completed: number;
            /**
             * @description Uploads that were completed for some platforms.
             * @example 3
             */
            partial: number;
            /**
             * @description Uploads that failed.
             * @example 3
             */
            failed: number;
            /**
             * @description Uploads that were cancelled or abandoned.
             * @example 3
             */
            cancelled: number;
        };
        UploadFigures: {
            /**
             * @description Uploads that were announced in the period.
             * @example 3
             */
            total: number;
            /** @description The same uploads by their present state; the states add up to the total. */
            by_status: components["schemas"]["UploadStates"];
            /**
             * @description Uploads that were completed for every platform as a fraction of those that were completed, were completed for some platforms, or failed; null while there are none.
             * @example 0.98
             */
            success_rate: number | null;
        };
        UploadFileResponse: {
            /**
             * @description Name of the file, unique in the upload.
             * @example rendition-1.mp4
             */
            name: string;
            /**
             * @description What the file is.
             * @enum {string}
             */
            kind: "rendition" | "thumbnail" | "contact_sheet" | "cover" | "hud";
            /** @description The platforms that it is for; empty for files that accompany the video. */
            platforms: ("tiktok" | "youtube" | "instagram" | "facebook" | "download")[];
            /**
             * @description Media type.
             * @example video/mp4
             */
            content_type: string;
            /**
             * @description Size in bytes.
             * @example 3
             */
            size_bytes: number;
            /**
             * @description Width in pixels.
             * @example 3
             */
            width: number | null;
            /**
             * @description Height in pixels.
             * @example 3
             */
            height: number | null;
            /**
             * @description Length in seconds; null for pictures.
             * @example 12.5
             */
            duration_seconds: number | null;
            /**
             * @description Frames per second; null for pictures.
             * @example 30
             */
            fps: number | null;
        };
        UploadHistoryResponse: {
            /** @description One page of the transitions of the upload, in order; the first page has the latest ones. */
            history: components["schemas"]["UploadTransition"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        UploadKpiQualityResponse: {
            /**
             * @description Completed without being repeated.
             * @example 3
             */
            at_once: number;
            /**
             * @description The same as a fraction of what completed, completed in part or failed; null while nothing has ended.
             * @example 0.95
             */
            at_once_rate: number | null;
            /** @description Files for the platforms. */
            renditions: components["schemas"]["KpiRenditions"];
            /** @description Posts on connected accounts. */
            posts: components["schemas"]["KpiPosts"];
        };
        UploadKpiResponse: {
            /**
             * @description Throughput.
             * @example 3
             */
            created: number;
            /**
             * @description Throughput by day.
             * @example 3.5
             */
            per_day: number;
            /** @description What became of them; the numbers add up to `created`. */
            outcomes: components["schemas"]["KpiOutcomes"];
            /**
             * @description Fraction that succeeded; null while nothing has ended.
             * @example 0.98
             */
            success_rate: number | null;
            /**
             * @description Fraction that failed; null while nothing has ended.
             * @example 0.01
             */
            failure_rate: number | null;
            /** @description How long finished work took. */
            latency: components["schemas"]["KpiLatency"];
            /** @description 24 numbers, one for each hour of the day. */
            hours: number[];
            /** @description The ten most frequent errors, most frequent first. */
            errors: components["schemas"]["KpiError"][];
            /** @description Accepted work that is not finished now, also from before the period. */
            backlog: components["schemas"]["KpiBacklogResponse"];
            /** @description Uploads by platform, most frequent first. */
            platforms: components["schemas"]["KpiPlatform"][];
            /**
             * @description Concentration on one platform; null without uploads.
             * @example 0.6
             */
            top_platform_share: number | null;
            /** @description How well the uploads went. */
            quality: components["schemas"]["UploadKpiQualityResponse"];
        };
        UploadListResponse: {
            /** @description One page of uploads, newest first. */
            uploads: components["schemas"]["UploadSummaryResponse"][];
            /**
             * @description Uploads that match, on all pages.
             * @example 3
             */
            total: number;
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        UploadQuotaResponse: {
            /**
             * @description Uploads of this period so far.
             * @example 3
             */
            uploads: number;
            /**
             * @description Maximum number of uploads in this period; null means unlimited.
             * @example 100
             */
            uploads_limit: number | null;
            /**
             * @description Uploads that the plan still allows in this period; null means unlimited.
             * @example 97
             */
            uploads_remaining: number | null;
            /**
             * Format: date-time
             * @description Start of the period.
             * @example 2026-05-01T12:00:00.000Z
             */
            period_start: string;
            /**
             * Format: date-time
             * @description End of the period, when the count starts again at 0.
             * @example 2026-05-01T12:00:00.000Z
             */
            period_end: string;
        };
        UploadResponse: {
            /** @description The announced upload. */
            data: components["schemas"]["UploadData"];
        };
        UploadStageResponse: {
            /**
             * @description The stage; they follow each other in this order.
             * @enum {string}
             */
            stage: "verify" | "telemetry" | "transcode" | "captions";
            /**
             * @description `failed`: the upload continued without its result, or failed; `error` has the reason.
             * @enum {string}
             */
            status: "waiting" | "running" | "done" | "skipped" | "failed";
            /**
             * Format: date-time
             * @description When the stage began; null before.
             * @example 2026-05-01T12:00:00.000Z
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When the stage ended; null before.
             * @example 2026-05-01T12:00:00.000Z
             */
            finished_at: string | null;
            /** @description Why the stage failed; null unless it did. */
            error: components["schemas"]["UploadErrorResponse"] | null;
        };
        UploadStates: {
            /**
             * @description The file has not arrived.
             * @example 3
             */
            pending: number;
            /**
             * @description Waiting for a worker.
             * @example 3
             */
            queued: number;
            /**
             * @description Being processed.
             * @example 3
             */
            processing: number;
            /**
             * @description Processed.
             * @example 3
             */
            ready: number;
            /**
             * @description Waiting for approval.
             * @example 3
             */
            awaiting_approval: number;
            /**
             * @description Waiting for its time.
             * @example 3
             */
            staged: number;
            /**
             * @description Being published.
             * @example 3
             */
            publishing: number;
            /**
             * @description Completed for every platform.
             * @example 3
             */
            completed: number;
            /**
             * @description Completed for some platforms.
             * @example 3
             */
            partial: number;
            /**
             * @description Failed; the unit of the quota was given back.
             * @example 3
             */
            failed: number;
            /**
             * @description Cancelled by the owner, or abandoned.
             * @example 3
             */
            cancelled: number;
        };
        UploadSummaryResponse: {
            /**
             * Format: uuid
             * @description Id of the upload.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Name of the video file, as the client gave it.
             * @example GX010042.MP4
             */
            filename: string;
            /**
             * @description Size of the video in bytes.
             * @example 3
             */
            size_bytes: number;
            /**
             * @description State of the upload.
             * @enum {string}
             */
            status: "pending" | "queued" | "processing" | "ready" | "awaiting_approval" | "staged" | "publishing" | "completed" | "partial" | "failed" | "cancelled";
            /**
             * @description Share of the work that is done, from 0 to 1; never decreases, except when a retry starts again.
             * @example 0.42
             */
            progress: number;
            /**
             * @description Why the upload is waiting, such as `disk_space`; null while it is being processed.
             * @example disk_space
             */
            waiting_for: string | null;
            /** @description The platforms that the video is made for. */
            platforms: ("tiktok" | "youtube" | "instagram" | "facebook" | "download")[];
            /**
             * @description Title of the posts.
             * @example Morning lap
             */
            title: string;
            /** @description Why the upload failed; null unless it did. */
            error: components["schemas"]["UploadErrorResponse"] | null;
            /**
             * Format: date-time
             * @description When the upload was presigned.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             * @example 2026-05-01T12:00:00.000Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When it ended; null before.
             * @example 2026-05-01T12:00:00.000Z
             */
            finished_at: string | null;
        };
        UploadTargetResponse: {
            /**
             * @description The platform.
             * @enum {string}
             */
            platform: "tiktok" | "youtube" | "instagram" | "facebook" | "download";
            /**
             * @description `pending`: not made yet; `ready`: its rendition and caption exist; `failed`: the platform does not accept this video.
             * @enum {string}
             */
            status: "pending" | "ready" | "failed";
            /**
             * @description Name of its rendition among the upload's `files`; null until it exists.
             * @example rendition-1.mp4
             */
            file: string | null;
            /**
             * @description Title for this platform; null until the captions are made.
             * @example Morning lap
             */
            title: string | null;
            /**
             * @description Caption for this platform, hashtags included; null until the captions are made.
             * @example Fastest lap of the year #racing
             */
            caption: string | null;
            /**
             * @description Name of its cover among the upload's `files`; null unless one was chosen and exists.
             * @example cover-youtube.jpg
             */
            cover: string | null;
            /** @description Why it failed; null unless it did. */
            error: components["schemas"]["UploadErrorResponse"] | null;
        };
        /** @description A field that a request leaves out stays as it is. */
        UploadTextsDto: {
            /**
             * @description Title of the posts.
             * @example Morning lap
             */
            title?: string;
            /**
             * @description Caption of the posts.
             * @example Fastest lap of the year
             */
            caption?: string;
            /** @description Hashtags of this upload, without `#`. */
            hashtags?: string[];
            /**
             * @description Who may see the posts.
             * @enum {string}
             */
            privacy?: "public" | "unlisted" | "private";
        };
        UploadTransition: {
            /**
             * @description The state before; null for the first.
             * @enum {string|null}
             */
            from: "pending" | "queued" | "processing" | "ready" | "awaiting_approval" | "staged" | "publishing" | "completed" | "partial" | "failed" | "cancelled" | null;
            /**
             * @description The state that it entered.
             * @enum {string}
             */
            to: "pending" | "queued" | "processing" | "ready" | "awaiting_approval" | "staged" | "publishing" | "completed" | "partial" | "failed" | "cancelled";
            /**
             * @description Why the upload ended: the code of the error, `owner`, `abandoned`, `member_removed`.
             * @example owner
             */
            reason: string | null;
            /**
             * Format: date-time
             * @description When it entered the state.
             * @example 2026-05-01T12:00:00.000Z
             */
            at: string;
        };
        UploadVideoResponse: {
            /**
             * @description Length in seconds.
             * @example 12.5
             */
            duration_seconds: number;
            /**
             * @description Width in pixels, as displayed.
             * @example 3
             */
            width: number;
            /**
             * @description Height in pixels, as displayed.
             * @example 3
             */
            height: number;
            /**
             * @description Frames per second.
             * @example 59.94
             */
            fps: number;
            /**
             * @description Codec of the picture.
             * @example hevc
             */
            video_codec: string;
            /**
             * @description Codec of the sound; null without sound.
             * @example aac
             */
            audio_codec: string | null;
            /**
             * Format: date-time
             * @description When it was recorded, according to the file; null if the file does not say.
             * @example 2026-05-01T12:00:00.000Z
             */
            recorded_at: string | null;
        };
        UploadWarning: {
            /**
             * @description `duplicate_upload`: a file with this name and size arrived in the last 30 days. `overlay_not_in_plan`: the telemetry overlay will not be drawn. `renditions_not_in_plan`: every platform gets the video in its original aspect ratio. `account_needs_reconnection`: the post on the account `account_id` waits until it is reconnected with every permission that the message names. `steps_not_permitted`: its post is published without the steps, such as the first comment, for which the account lacks the permission that the message names. `cover_not_sent`: the platform takes no picture as a cover. `telemetry_size_needed`: the store needs the size of the telemetry file before it is sent; `POST /api/uploads/{id}/telemetry` with it gives the address. The upload is accepted in each case.
             * @enum {string}
             */
            code: "duplicate_upload" | "overlay_not_in_plan" | "renditions_not_in_plan" | "account_needs_reconnection" | "steps_not_permitted" | "cover_not_sent" | "telemetry_size_needed";
            /**
             * @description The warning in a sentence.
             * @example A file with this name and size was uploaded at 2026-06-01T09:30:00.000Z.
             */
            message: string;
            /**
             * Format: uuid
             * @description The earlier upload, with `duplicate_upload`.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            upload_id?: string;
            /**
             * Format: uuid
             * @description The account to reconnect, with `account_needs_reconnection` and `steps_not_permitted`.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            account_id?: string;
            /**
             * @description The lowest plan with the feature that is missing.
             * @enum {string}
             */
            required_tier?: "starter" | "solo" | "creator" | "growth" | "studio" | "agency" | "friends_family" | "lifetime";
        };
        UsageDayResponse: {
            /**
             * @description Tokens charged for delivered videos.
             * @example 0.5
             */
            tokens_charged: number;
            /**
             * @description Tokens held for accepted renders; charged or refunded later, possibly on another day.
             * @example 0.5
             */
            tokens_reserved: number;
            /**
             * @description Held tokens that were returned.
             * @example 0.5
             */
            tokens_refunded: number;
            /**
             * @description Renders that completed.
             * @example 3
             */
            renders: number;
            /**
             * @description Renders that failed.
             * @example 3
             */
            renders_failed: number;
            /**
             * @description Renders that were cancelled.
             * @example 3
             */
            renders_cancelled: number;
            /**
             * @description Total length of the delivered videos in seconds.
             * @example 12.5
             */
            seconds: number;
            /**
             * Format: date
             * @description The day.
             * @example 2026-05-01
             */
            date: string;
        };
        UsageFiguresResponse: {
            /**
             * @description Tokens charged for delivered videos.
             * @example 0.5
             */
            tokens_charged: number;
            /**
             * @description Tokens held for accepted renders; charged or refunded later, possibly on another day.
             * @example 0.5
             */
            tokens_reserved: number;
            /**
             * @description Held tokens that were returned.
             * @example 0.5
             */
            tokens_refunded: number;
            /**
             * @description Renders that completed.
             * @example 3
             */
            renders: number;
            /**
             * @description Renders that failed.
             * @example 3
             */
            renders_failed: number;
            /**
             * @description Renders that were cancelled.
             * @example 3
             */
            renders_cancelled: number;
            /**
             * @description Total length of the delivered videos in seconds.
             * @example 12.5
             */
            seconds: number;
        };
        UsageKeyResponse: {
            /**
             * @description Tokens charged for delivered videos.
             * @example 0.5
             */
            tokens_charged: number;
            /**
             * @description Tokens held for accepted renders; charged or refunded later, possibly on another day.
             * @example 0.5
             */
            tokens_reserved: number;
            /**
             * @description Held tokens that were returned.
             * @example 0.5
             */
            tokens_refunded: number;
            /**
             * @description Renders that completed.
             * @example 3
             */
            renders: number;
            /**
             * @description Renders that failed.
             * @example 3
             */
            renders_failed: number;
            /**
             * @description Renders that were cancelled.
             * @example 3
             */
            renders_cancelled: number;
            /**
             * @description Total length of the delivered videos in seconds.
             * @example 12.5
             */
            seconds: number;
            /**
             * Format: uuid
             * @description The API key; null for work of signed-in users.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            api_key_id: string | null;
        };
        UsageResponse: {
            /**
             * Format: date
             * @description First day.
             * @example 2026-05-01
             */
            from: string;
            /**
             * Format: date
             * @description Last day, inclusive.
             * @example 2026-05-01
             */
            to: string;
            /**
             * @description Length of the intervals.
             * @constant
             */
            interval: "day";
            /**
             * @description IANA time zone in which days begin and end.
             * @example Europe/Berlin
             */
            tz: string;
            /** @description Figures of the whole period. */
            total: components["schemas"]["UsageFiguresResponse"];
            /** @description Figures of every day of the period. */
            days: components["schemas"]["UsageDayResponse"][];
            /** @description Figures of each API key that was used. */
            keys: components["schemas"]["UsageKeyResponse"][];
        };
        UserResponse: {
            /**
             * Format: uuid
             * @description Id of the user.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: email
             * @description Address that the user signs in with.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description Name that the user chose.
             * @example Ada Lovelace
             */
            name: string;
            /**
             * @description Role in this installation.
             * @enum {string}
             */
            role: "admin" | "user";
            /** @description Whether the address was verified. */
            email_verified: boolean;
            /**
             * Format: date-time
             * @description When the account was created.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
        };
        VerifyEmailDto: {
            /**
             * @description The token from the link in the email.
             * @example q3Zk0b4vN1c
             */
            token: string;
            /**
             * @description Required without an access token of the account: 12 to 128 characters of any kind; common passwords are refused.
             * @example a longer sentence of your own
             */
            new_password?: string;
        };
        /**
         * @description The VideoAsset adds a video to a Clip. The video can be sourced from a URL
         *     (`src`), generated from a text prompt (`prompt`), or both. At least one of
         *     `src` or `prompt` must be provided.
         *
         *     - **Source URL:** set `src` to the URL of an mp4 (or compatible) video file.
         *     - **Generated:** set `prompt` to describe the motion. Choose a generator
         *       with `model` and configure it with model-specific `options`. Models that
         *       animate a starting image take it as `options.inputSrc`; the default model
         *       generates from the prompt alone. The generated `src` is filled in
         *       automatically.
         *     - **Both:** `src` acts as a preview placeholder while `prompt` drives
         *       generation — the video is regenerated from the prompt at render time.
         *       Unchanged prompts and options resolve from the generation cache.
         */
        VideoAsset: {
            /**
             * @description The type of asset - set to `video` for videos. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "video";
            /**
             * @description The video source URL. The URL must be publicly accessible or include credentials. When `prompt` is also set, `src` serves as a preview placeholder and the video is regenerated from the prompt at render time.
             * @example https://s3-ap-northeast-1.amazonaws.com/my-bucket/video.mp4
             */
            src?: string;
            /**
             * @description A text prompt to generate the video from. The engine generates a video at render time and fills `src` automatically; an existing `src` is treated as a preview placeholder and replaced. Use `model` to choose the generator and `options` to configure it. A starting image goes in `options.inputSrc`, on the models that accept one.
             * @example Slowly zoom out and orbit left around the object.
             */
            prompt?: string;
            /**
             * @description The generation model to use when `prompt` is set (e.g. `seedance-2.0-text-to-video`). Defaults to `seedance-2.0-text-to-video` if omitted. `GET /models` lists what is available and the options each accepts.
             * @example seedance-2.0-text-to-video
             */
            model?: string;
            /**
             * @description Model-specific generation settings. Valid keys and values depend on the chosen `model` and are defined by the model registry. Omitted options use the model's defaults. Unknown or invalid options are rejected.
             * @example {
             *       "resolution": "720p",
             *       "duration": "8",
             *       "generateAudio": true
             *     }
             */
            options?: {
                [key: string]: unknown;
            };
            /**
             * @description Set to `true` to force re-encoding of the video during preprocessing. This can help resolve compatibility issues, fix rotation problems, synchronize audio, or convert formats. The video will be processed to ensure optimal compatibility with the rendering engine.
             * @example false
             */
            transcode?: boolean;
            /**
             * @description The start trim point of the video clip, in seconds (defaults to 0). Videos will start from the in trim point. The video will play until the file ends or the Clip length is reached.
             * @example 2
             */
            trim?: number;
            /** @description Set the volume of the video clip. Use a number or an array of [Tween](./#tocs_tween) objects to create custom volume transitions. */
            volume?: number | components["schemas"]["Tween"][];
            /**
             * @description Preset volume effects to apply to the video asset
             *
             *     - `fadeIn` - fade volume in only
             *
             *     - `fadeOut` - fade volume out only
             *
             *     - `fadeInFadeOut` - fade volume in and out
             * @enum {string}
             */
            volumeEffect?: "none" | "fadeIn" | "fadeOut" | "fadeInFadeOut";
            /**
             * @description Adjust the playback speed of the video clip between 0 (paused) and 10 (10x normal speed) where 1 is normal speed (defaults to 1). Adjusting the speed will also adjust the duration of the clip and may require you to adjust the Clip length. For example, if you set speed to 0.5, the clip will need to be 2x as long to play the entire video (i.e. original length / 0.5). If you set speed to 2, the clip will need to be half as long to play the entire video (i.e. original length / 2).
             * @example 1
             */
            speed?: number;
            crop?: components["schemas"]["Crop"];
            chromaKey?: components["schemas"]["ChromaKey"];
        };
        VideoResponse: {
            /** @description Always true. */
            success: boolean;
            /**
             * @description State of the video, for people.
             * @example The video is ready.
             */
            message: string;
            /**
             * Format: uri
             * @description Signed address of the result.
             * @example https://api.example.com/objects/video.mp4
             */
            video_url: string;
            /**
             * Format: uri
             * @description Signed address of the poster image; null if the edit requests none.
             * @example https://api.example.com/objects/video.mp4
             */
            poster_url: string | null;
            /**
             * Format: uri
             * @description Signed address of the thumbnail image; null if the edit requests none.
             * @example https://api.example.com/objects/video.mp4
             */
            thumbnail_url: string | null;
            /**
             * Format: uuid
             * @description Id for GET /api/v1/render/{render_id}.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            render_id: string;
            /**
             * @description `in_progress`: the address is the render provider's own copy until ours is complete.
             * @enum {string}
             */
            transfer_status: "pending" | "in_progress" | "completed" | "failed";
            /**
             * @description Length of the result in seconds.
             * @example 12.5
             */
            duration_seconds: number | null;
            /**
             * Format: date-time
             * @description When the video is deleted; null if it is kept.
             */
            expires_at: string | null;
        };
        /** @description Send videos to [Vimeo](https://shotstack.io/docs/guide/serving-assets/destinations/vimeo/) video hosting and streaming service. Vimeo credentials are required and added via the [dashboard](https://dashboard.shotstack.io/integrations/vimeo), not in the request. */
        VimeoDestination: {
            /**
             * @description The destination to send video to - set to `vimeo` for Vimeo.
             * @default vimeo
             * @example vimeo
             */
            provider: string;
            /** @description Additional Vimeo configuration and features. */
            options?: components["schemas"]["VimeoDestinationOptions"];
        };
        /** @description Pass additional options to control how Vimeo publishes video, including name, description and privacy settings. */
        VimeoDestinationOptions: {
            /** @description A name or title for the video that will be displayed on the Vimeo website. */
            name?: string;
            /** @description A description of the video that will be displayed on the Vimeo website. */
            description?: string;
            /** @description Options to control the visibility of videos and privacy features. */
            privacy?: components["schemas"]["VimeoDestinationPrivacyOptions"];
            /**
             * @description The Vimeo folder URI to upload the video to. The folder must already exist in your Vimeo account.
             * @example /users/12345678/projects/87654321
             */
            folderUri?: string;
        };
        /** @description Options to control the visibility of videos and privacy features. */
        VimeoDestinationPrivacyOptions: {
            /**
             * @description Set who can view the videos. Available options are:
             *
             *     - `anybody` - Anyone can view the video.
             *
             *     - `nobody` - Only the video owner can view the video.
             *
             *     - `contacts` - Only contacts can view the video.
             *
             *     - `password` - A password is required to view the video.
             *
             *     - `unlisted` - The video is not listed on Vimeo.
             * @enum {string}
             */
            view?: "anybody" | "nobody" | "contacts" | "password" | "unlisted";
            /**
             * @description Set who can embed the video. Available options are:
             *
             *     - `public` - Anyone can embed the video.
             *
             *     - `private` - Only the video owner can embed the video.
             *
             *     - `whitelist` - Only whitelisted domains can embed the video.
             * @enum {string}
             */
            embed?: "public" | "private" | "whitelist";
            /**
             * @description Set who can comment on the video. Available options are:
             *
             *     - `anybody` - Anyone can comment on the video.
             *
             *     - `nobody` - Only the video owner can comment on the video.
             *
             *     - `contacts` - Only contacts can comment on the video.
             * @enum {string}
             */
            comments?: "anybody" | "nobody" | "contacts";
            /** @description Set whether the video can be downloaded. */
            download?: boolean;
            /** @description Set whether other users can add the video to their collections. */
            add?: boolean;
        };
        WebhookDeliveryDetailResponse: {
            /**
             * Format: uuid
             * @description Id of the delivery.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uuid
             * @description Id of the event, sent as `webhook-id`: the same in every attempt and at every endpoint.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            event_id: string;
            /**
             * @description Type of the event.
             * @example render.completed
             */
            type: string;
            /**
             * @description `failed`: ten attempts within three days had no success.
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed";
            /**
             * @description Number of attempts.
             * @example 3
             */
            attempts: number;
            /**
             * Format: date-time
             * @description When the next attempt is due; null once the delivery is finished.
             * @example 2026-05-01T12:00:00.000Z
             */
            next_attempt_at: string | null;
            /**
             * @description HTTP status of the last answer; null if there was none.
             * @example 200
             */
            answer_status: number | null;
            /**
             * @description Why the last attempt failed; null after a success.
             * @example The server answered 500.
             */
            problem: string | null;
            /**
             * @description Duration of the last attempt in milliseconds; null before the first.
             * @example 120
             */
            duration_ms: number | null;
            /**
             * Format: date-time
             * @description When the event happened.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the last attempt began; null before the first.
             * @example 2026-05-01T12:00:00.000Z
             */
            attempted_at: string | null;
            /**
             * Format: date-time
             * @description When the delivery succeeded or failed for good; null while it is pending.
             * @example 2026-05-01T12:00:00.000Z
             */
            finished_at: string | null;
            /**
             * @description The body that is sent.
             * @example {"type":"render.completed","timestamp":"2026-06-01T09:30:00.000Z","data":{"id":"0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10","status":"completed"}}
             */
            body: string;
        };
        WebhookDeliveryListResponse: {
            /** @description One page of deliveries, newest first. They are kept for 30 days. */
            deliveries: components["schemas"]["WebhookDeliveryResponse"][];
            /**
             * @description Send it as `cursor` to get the next page; null on the last page.
             * @example MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa
             */
            next_cursor: string | null;
        };
        WebhookDeliveryResponse: {
            /**
             * Format: uuid
             * @description Id of the delivery.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uuid
             * @description Id of the event, sent as `webhook-id`: the same in every attempt and at every endpoint.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            event_id: string;
            /**
             * @description Type of the event.
             * @example render.completed
             */
            type: string;
            /**
             * @description `failed`: ten attempts within three days had no success.
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed";
            /**
             * @description Number of attempts.
             * @example 3
             */
            attempts: number;
            /**
             * Format: date-time
             * @description When the next attempt is due; null once the delivery is finished.
             * @example 2026-05-01T12:00:00.000Z
             */
            next_attempt_at: string | null;
            /**
             * @description HTTP status of the last answer; null if there was none.
             * @example 200
             */
            answer_status: number | null;
            /**
             * @description Why the last attempt failed; null after a success.
             * @example The server answered 500.
             */
            problem: string | null;
            /**
             * @description Duration of the last attempt in milliseconds; null before the first.
             * @example 120
             */
            duration_ms: number | null;
            /**
             * Format: date-time
             * @description When the event happened.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the last attempt began; null before the first.
             * @example 2026-05-01T12:00:00.000Z
             */
            attempted_at: string | null;
            /**
             * Format: date-time
             * @description When the delivery succeeded or failed for good; null while it is pending.
             * @example 2026-05-01T12:00:00.000Z
             */
            finished_at: string | null;
        };
        WebhookListResponse: {
            /** @description All endpoints, in the order in which they were created. */
            webhooks: components["schemas"]["WebhookResponse"][];
            /**
             * @description Every type of event that an endpoint can receive.
             * @example [
             *       "render.completed",
             *       "upload.completed"
             *     ]
             */
            event_types: string[];
        };
        /** @description What we POST to a webhook endpoint. */
        WebhookMessage: {
            /** @description What happened. Ignore types that you do not know. */
            type: ("render.queued" | "render.completed" | "render.failed" | "render.cancelled" | "upload.queued" | "upload.processing" | "upload.approval_requested" | "upload.approved" | "upload.rejected" | "upload.completed" | "upload.partial" | "upload.failed" | "upload.cancelled" | "publication.updated" | "publication.cancelled" | "publication.published" | "publication.delayed" | "publication.verified" | "publication.failed" | "publication.unconfirmed" | "account.needs_reconnection" | "tokens.low" | "subscription.updated" | "subscription.past_due" | "quota.reached" | "summary.daily") | "webhook.test";
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-05-01T12:00:00.000Z
             */
            timestamp: string;
            /** @description The object of the event. Read the rest from the API. */
            data: components["schemas"]["WebhookMessageData"];
        };
        WebhookMessageData: {
            /**
             * Format: uuid
             * @description Id of the render, upload, post or connected account; for tokens, subscriptions, quotas and summaries, of the account itself.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description The state that a render or upload has reached, or the decision about its posts.
             * @example completed
             */
            status?: string;
            /**
             * Format: uuid
             * @description With `upload.approval_requested`, `upload.approved` and `upload.rejected`: the request for the approval.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            approval_id?: string;
            /**
             * @description With `upload.approved` and `upload.rejected`: the reviewer's comment.
             * @example Please use the shorter caption.
             */
            comment?: string | null;
            /**
             * @description With `tokens.low`: the remaining tokens.
             * @example 0.5
             */
            available?: number;
            /**
             * @description With `subscription.updated`: the former plan.
             * @example solo
             */
            from?: string;
            /**
             * @description With `subscription.updated`: the plan from now on.
             * @example studio
             */
            to?: string;
            /**
             * @description With `subscription.past_due`: the plan.
             * @example studio
             */
            tier?: string;
            /**
             * Format: date-time
             * @description With `subscription.past_due`: since when the payment has been missing.
             * @example 2026-05-01T12:00:00.000Z
             */
            since?: string;
            /**
             * @description With `publication.delayed`: seconds from the time of the post until it was published.
             * @example 3
             */
            delay_seconds?: number;
            /**
             * @description With `quota.reached`: uploads of the period so far.
             * @example 3
             */
            taken?: number;
            /**
             * @description With `quota.reached`: uploads that the plan includes in a period.
             * @example 3
             */
            limit?: number;
            /**
             * @description With `quota.reached`: the threshold that was reached, in percent of the limit.
             * @enum {number}
             */
            percent?: 80 | 100;
            /**
             * @description With `summary.daily`: the day, in UTC.
             * @example 2026-11-28
             */
            day?: string;
            /**
             * @description With `summary.daily`: uploads that were announced.
             * @example 3
             */
            received?: number;
            /**
             * @description With `summary.daily`: uploads that ended live on every platform.
             * @example 3
             */
            completed?: number;
            /**
             * @description With `summary.daily`: uploads that ended live on some platforms.
             * @example 3
             */
            partial?: number;
            /**
             * @description With `summary.daily`: uploads that failed.
             * @example 3
             */
            failed?: number;
            /**
             * @description With `summary.daily`: views that posts gained.
             * @example 3
             */
            views?: number;
        };
        WebhookResponse: {
            /**
             * Format: uuid
             * @description Id of the endpoint.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * Format: uri
             * @description Address that receives the events.
             * @example https://api.example.com/objects/video.mp4
             */
            url: string;
            /**
             * @description A note for people.
             * @example Production, orders service
             */
            description: string;
            /**
             * @description Types of events that it receives; empty: all.
             * @example [
             *       "render.completed",
             *       "render.failed"
             *     ]
             */
            events: string[];
            /** @description Whether events are sent to it. */
            enabled: boolean;
            /**
             * @description Why no events are sent: `owner`: switched off; `failing`: no attempt succeeded for three days; `gone`: it answered 410; `plan`: the plan does not include webhooks. Null while it is enabled.
             * @enum {string|null}
             */
            disabled_reason: "owner" | "failing" | "gone" | "plan" | null;
            /**
             * Format: date-time
             * @description Since when no attempt has succeeded; null after a success.
             * @example 2026-05-01T12:00:00.000Z
             */
            failing_since: string | null;
            /**
             * Format: date-time
             * @description Until when messages also carry a signature with the previous secret; null if they do not.
             * @example 2026-05-01T12:00:00.000Z
             */
            previous_secret_expires_at: string | null;
            /**
             * Format: date-time
             * @description When it was created.
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
        };
        WorkResponse: {
            /**
             * @description Created in the period.
             * @example 3
             */
            total: number;
            /** @description The same by their present state; the counts add up to the total. */
            by_status: components["schemas"]["StatusCount"][];
            /**
             * @description Fraction that completed, of what completed, completed in part or failed; null while nothing has ended.
             * @example 0.98
             */
            success_rate: number | null;
        };
        WorkspaceResponse: {
            /**
             * Format: uuid
             * @description Id of the workspace.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Name of the workspace.
             * @example Ada's team
             */
            name: string;
            /**
             * @description Your role in the workspace.
             * @enum {string}
             */
            role: "viewer" | "editor" | "admin" | "owner";
            /** @description Seats of the workspace. */
            seats: components["schemas"]["SeatsResponse"];
            /** @description Everyone who works in the workspace, in the order of joining. */
            members: components["schemas"]["MemberResponse"][];
            /** @description Open invitations; empty for members who may not invite. */
            invites: components["schemas"]["InviteResponse"][];
            /** @description Every workspace that you can switch to, your own first. */
            available: components["schemas"]["WorkspaceSummaryResponse"][];
        };
        WorkspaceSummaryResponse: {
            /**
             * Format: uuid
             * @description Id of the workspace.
             * @example 0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10
             */
            id: string;
            /**
             * @description Name of the workspace.
             * @example Ada's team
             */
            name: string;
            /**
             * @description Your role in the workspace.
             * @enum {string}
             */
            role: "viewer" | "editor" | "admin" | "owner";
        };
    };
    responses: {
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. */
        EditProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. */
        EditProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending";
                };
            };
        };
        /** @description `authentication_required`: A valid credential is required. */
        EditProblemAuthenticationRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "authentication_required";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. */
        EditProblemDatabaseUnavailableOrShuttingDown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `storage_unavailable`: Files cannot be stored right now. `storage_not_configured`: The storage of this file is not configured. */
        EditProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "storage_unavailable" | "storage_not_configured";
                };
            };
        };
        /** @description `idempotency_key_invalid`: The Idempotency-Key is not valid. `malformed_request`: The request could not be read. `payload_too_complex`: The request body is nested too deeply or has too many values. `invalid_edit`: The edit cannot be rendered. `edit_too_expensive`: The edit is too large to be checked. `url_not_allowed`: The URL may not be fetched. */
        EditProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplexOrInvalidEditOrEditTooExpensiveOrUrlNotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_invalid" | "malformed_request" | "payload_too_complex" | "invalid_edit" | "edit_too_expensive" | "url_not_allowed";
                };
            };
        };
        /** @description `idempotency_key_invalid`: The Idempotency-Key is not valid. `malformed_request`: The request could not be read. `payload_too_complex`: The request body is nested too deeply or has too many values. `invalid_input`: The input is not valid. */
        EditProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplexOrInvalidInput: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_invalid" | "malformed_request" | "payload_too_complex" | "invalid_input";
                };
            };
        };
        /** @description `idempotency_key_invalid`: The Idempotency-Key is not valid. `malformed_request`: The request could not be read. `payload_too_complex`: The request body is nested too deeply or has too many values. `invalid_input`: The input is not valid. `invalid_edit`: The edit cannot be rendered. `edit_too_expensive`: The edit is too large to be checked. `url_not_allowed`: The URL may not be fetched. */
        EditProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplexOrInvalidInputOrInvalidEditOrEditTooExpensiveOrUrlNotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_invalid" | "malformed_request" | "payload_too_complex" | "invalid_input" | "invalid_edit" | "edit_too_expensive" | "url_not_allowed";
                };
            };
        };
        /** @description `insufficient_tokens`: The account does not have enough tokens. */
        EditProblemInsufficientTokens: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "insufficient_tokens";
                };
            };
        };
        /** @description `internal_error`: Something went wrong on our side. */
        EditProblemInternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "internal_error";
                };
            };
        };
        /** @description `invalid_input`: The input is not valid. */
        EditProblemInvalidInput: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "invalid_input";
                };
            };
        };
        /** @description `malformed_request`: The request could not be read. `payload_too_complex`: The request body is nested too deeply or has too many values. `invalid_input`: The input is not valid. */
        EditProblemMalformedRequestOrPayloadTooComplexOrInvalidInput: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "malformed_request" | "payload_too_complex" | "invalid_input";
                };
            };
        };
        /** @description `not_found`: The resource does not exist. */
        EditProblemNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "not_found";
                };
            };
        };
        /** @description `payload_too_large`: The request body is too large. */
        EditProblemPayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "payload_too_large";
                };
            };
        };
        /** @description `rate_limited`: Too many requests. */
        EditProblemRateLimited: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "rate_limited";
                };
            };
        };
        /** @description `remote_fetch_failed`: A remote server did not answer as expected. */
        EditProblemRemoteFetchFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "remote_fetch_failed";
                };
            };
        };
        /** @description `remote_fetch_timeout`: A remote server took too long. */
        EditProblemRemoteFetchTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "remote_fetch_timeout";
                };
            };
        };
        /** @description `render_source_refused`: A source of the edit cannot be used. `url_not_allowed`: The URL may not be fetched. `remote_file_too_large`: A remote file is too large. */
        EditProblemRenderSourceRefusedOrUrlNotAllowedOrRemoteFileTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "render_source_refused" | "url_not_allowed" | "remote_file_too_large";
                };
            };
        };
        /** @description `request_timeout`: The request did not arrive in time. */
        EditProblemRequestTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "request_timeout";
                };
            };
        };
        /** @description `unsupported_media_type`: The content type is not supported. */
        EditProblemUnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "unsupported_media_type";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. */
        EditProblemWorkspaceChanged: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `idempotency_key_reused`: The Idempotency-Key was already used with a different request. `idempotency_in_progress`: The first request with this Idempotency-Key is still in progress. `edit_storage_full`: The edits of unfinished renders take up too much space. */
        EditProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrEditStorageFull: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "idempotency_key_reused" | "idempotency_in_progress" | "edit_storage_full";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `idempotency_key_reused`: The Idempotency-Key was already used with a different request. `idempotency_in_progress`: The first request with this Idempotency-Key is still in progress. `too_many_templates`: The account has reached its limit of templates. `template_storage_full`: The templates of the account take up too much space. */
        EditProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrTooManyTemplatesOrTemplateStorageFull: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "idempotency_key_reused" | "idempotency_in_progress" | "too_many_templates" | "template_storage_full";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `template_changed`: The template has changed since it was read. */
        EditProblemWorkspaceChangedOrTemplateChanged: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "template_changed";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `template_changed`: The template has changed since it was read. `template_storage_full`: The templates of the account take up too much space. */
        EditProblemWorkspaceChangedOrTemplateChangedOrTemplateStorageFull: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EditProblem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "template_changed" | "template_storage_full";
                };
            };
        };
        /** @description Any other error. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. */
        JsonApiProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. */
        JsonApiProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. `email_not_verified`: The email address of the account is not confirmed. */
        JsonApiProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrEmailNotVerified: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending" | "email_not_verified";
                };
            };
        };
        /** @description `authentication_required`: A valid credential is required. */
        JsonApiProblemAuthenticationRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "authentication_required";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. */
        JsonApiProblemDatabaseUnavailableOrShuttingDown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `storage_unavailable`: Files cannot be stored right now. */
        JsonApiProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "storage_unavailable";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `storage_unavailable`: Files cannot be stored right now. `storage_not_configured`: The storage of this file is not configured. */
        JsonApiProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "storage_unavailable" | "storage_not_configured";
                };
            };
        };
        /** @description `idempotency_key_invalid`: The Idempotency-Key is not valid. */
        JsonApiProblemIdempotencyKeyInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_invalid";
                };
            };
        };
        /** @description `idempotency_key_invalid`: The Idempotency-Key is not valid. `malformed_request`: The request could not be read. `payload_too_complex`: The request body is nested too deeply or has too many values. `invalid_input`: The input is not valid. `url_not_allowed`: The URL may not be fetched. */
        JsonApiProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplexOrInvalidInputOrUrlNotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_invalid" | "malformed_request" | "payload_too_complex" | "invalid_input" | "url_not_allowed";
                };
            };
        };
        /** @description `internal_error`: Something went wrong on our side. */
        JsonApiProblemInternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "internal_error";
                };
            };
        };
        /** @description `malformed_request`: The request could not be read. `payload_too_complex`: The request body is nested too deeply or has too many values. */
        JsonApiProblemMalformedRequestOrPayloadTooComplex: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "malformed_request" | "payload_too_complex";
                };
            };
        };
        /** @description `not_found`: The resource does not exist. */
        JsonApiProblemNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "not_found";
                };
            };
        };
        /** @description `object_corrupted`: The file was corrupted on its way to the store. */
        JsonApiProblemObjectCorrupted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "object_corrupted";
                };
            };
        };
        /** @description `payload_too_large`: The request body is too large. */
        JsonApiProblemPayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "payload_too_large";
                };
            };
        };
        /** @description `rate_limited`: Too many requests. */
        JsonApiProblemRateLimited: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "rate_limited";
                };
            };
        };
        /** @description `request_timeout`: The request did not arrive in time. */
        JsonApiProblemRequestTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "request_timeout";
                };
            };
        };
        /** @description `source_in_transfer`: Another request is sending this file right now. `too_many_sources`: The account has reached its limit of sources. `object_size_mismatch`: The file does not have the announced size. */
        JsonApiProblemSourceInTransferOrTooManySourcesOrObjectSizeMismatch: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "source_in_transfer" | "too_many_sources" | "object_size_mismatch";
                };
            };
        };
        /** @description `unsupported_media_type`: The content type is not supported. */
        JsonApiProblemUnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "unsupported_media_type";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. */
        JsonApiProblemWorkspaceChanged: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `idempotency_key_reused`: The Idempotency-Key was already used with a different request. `idempotency_in_progress`: The first request with this Idempotency-Key is still in progress. `too_many_sources`: The account has reached its limit of sources. */
        JsonApiProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrTooManySources: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["JsonApiProblem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "idempotency_key_reused" | "idempotency_in_progress" | "too_many_sources";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. */
        ProblemAccessDenied: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrNoSeatsLeftOrWorkspaceEnding: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "no_seats_left" | "workspace_ending";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `reauthentication_required`: This operation needs a recent sign-in. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "reauthentication_required";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. `account_limit_reached`: The plan has no room for another connected account. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrAccountLimitReached: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending" | "account_limit_reached";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. `approval_of_own_work`: Someone else must approve these posts. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrApprovalOfOwnWork: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending" | "approval_of_own_work";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. `email_not_verified`: The email address of the account is not confirmed. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrEmailNotVerified: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending" | "email_not_verified";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. `email_not_verified`: The email address of the account is not confirmed. `quota_exceeded`: The quota of this period is used up. `tier_required`: The plan does not include this feature. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrEmailNotVerifiedOrQuotaExceededOrTierRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending" | "email_not_verified" | "quota_exceeded" | "tier_required";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. `purchases_frozen`: Purchases are blocked while a payment is disputed. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrPurchasesFrozen: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending" | "purchases_frozen";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. `quota_exceeded`: The quota of this period is used up. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrQuotaExceeded: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending" | "quota_exceeded";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. `reauthentication_required`: This operation needs a recent sign-in. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending" | "reauthentication_required";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. `reauthentication_required`: This operation needs a recent sign-in. `email_not_verified`: The email address of the account is not confirmed. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequiredOrEmailNotVerified: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending" | "reauthentication_required" | "email_not_verified";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. `reauthentication_required`: This operation needs a recent sign-in. `tier_required`: The plan does not include this feature. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequiredOrTierRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending" | "reauthentication_required" | "tier_required";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. `tier_required`: The plan does not include this feature. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrTierRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending" | "tier_required";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `no_seats_left`: All seats of the workspace are taken. `workspace_ending`: The workspace is about to be deleted. `tier_required`: The plan does not include this feature. `reauthentication_required`: This operation needs a recent sign-in. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrTierRequiredOrReauthenticationRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "no_seats_left" | "workspace_ending" | "tier_required" | "reauthentication_required";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `reauthentication_required`: This operation needs a recent sign-in. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrReauthenticationRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "reauthentication_required";
                };
            };
        };
        /** @description `access_denied`: This credential lacks permission. `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. `workspace_unavailable`: The workspace is not available. `tier_required`: The plan does not include this feature. */
        ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrTierRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "access_denied" | "account_suspended" | "password_reset_required" | "workspace_unavailable" | "tier_required";
                };
            };
        };
        /** @description `account_deletion_pending`: The account is scheduled for deletion. */
        ProblemAccountDeletionPending: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "account_deletion_pending";
                };
            };
        };
        /** @description `account_suspended`: The account is suspended. `password_reset_required`: The password must be reset first. */
        ProblemAccountSuspendedOrPasswordResetRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "account_suspended" | "password_reset_required";
                };
            };
        };
        /** @description `authentication_required`: A valid credential is required. */
        ProblemAuthenticationRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "authentication_required";
                };
            };
        };
        /** @description `authentication_required`: A valid credential is required. `invalid_credentials`: The sign-in details are incorrect. */
        ProblemAuthenticationRequiredOrInvalidCredentials: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "authentication_required" | "invalid_credentials";
                };
            };
        };
        /** @description `authentication_required`: A valid credential is required. `invalid_credentials`: The sign-in details are incorrect. `totp_invalid`: The two-factor code is incorrect or was already used. */
        ProblemAuthenticationRequiredOrInvalidCredentialsOrTotpInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "authentication_required" | "invalid_credentials" | "totp_invalid";
                };
            };
        };
        /** @description `authentication_required`: A valid credential is required. `invalid_credentials`: The sign-in details are incorrect. `totp_required`: A two-factor code is required. `totp_invalid`: The two-factor code is incorrect or was already used. */
        ProblemAuthenticationRequiredOrInvalidCredentialsOrTotpRequiredOrTotpInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "authentication_required" | "invalid_credentials" | "totp_required" | "totp_invalid";
                };
            };
        };
        /** @description `authentication_required`: A valid credential is required. `totp_invalid`: The two-factor code is incorrect or was already used. */
        ProblemAuthenticationRequiredOrTotpInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "authentication_required" | "totp_invalid";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. */
        ProblemDatabaseUnavailableOrShuttingDown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `ffmpeg_unavailable`: This server cannot process video. `storage_unavailable`: Files cannot be stored right now. `storage_not_configured`: The storage of this file is not configured. */
        ProblemDatabaseUnavailableOrShuttingDownOrFfmpegUnavailableOrStorageUnavailableOrStorageNotConfigured: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "ffmpeg_unavailable" | "storage_unavailable" | "storage_not_configured";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `payment_provider_unavailable`: The payment provider is not responding. */
        ProblemDatabaseUnavailableOrShuttingDownOrPaymentProviderUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "payment_provider_unavailable";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `payments_not_configured`: Payments are not configured. */
        ProblemDatabaseUnavailableOrShuttingDownOrPaymentsNotConfigured: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "payments_not_configured";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `payments_not_configured`: Payments are not configured. `payment_provider_unavailable`: The payment provider is not responding. */
        ProblemDatabaseUnavailableOrShuttingDownOrPaymentsNotConfiguredOrPaymentProviderUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "payments_not_configured" | "payment_provider_unavailable";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `platform_not_configured`: The platform is not configured. */
        ProblemDatabaseUnavailableOrShuttingDownOrPlatformNotConfigured: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "platform_not_configured";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `platform_not_configured`: The platform is not configured. `platform_unavailable`: The platform does not answer as expected. `platform_misconfigured`: The platform refuses this installation. */
        ProblemDatabaseUnavailableOrShuttingDownOrPlatformNotConfiguredOrPlatformUnavailableOrPlatformMisconfigured: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "platform_not_configured" | "platform_unavailable" | "platform_misconfigured";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `render_provider_unavailable`: The render provider cannot be reached. */
        ProblemDatabaseUnavailableOrShuttingDownOrRenderProviderUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "render_provider_unavailable";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `render_provider_unavailable`: The render provider cannot be reached. `storage_unavailable`: Files cannot be stored right now. `storage_not_configured`: The storage of this file is not configured. */
        ProblemDatabaseUnavailableOrShuttingDownOrRenderProviderUnavailableOrStorageUnavailableOrStorageNotConfigured: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "render_provider_unavailable" | "storage_unavailable" | "storage_not_configured";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `sign_in_busy`: Too many sign-ins are in progress. */
        ProblemDatabaseUnavailableOrShuttingDownOrSignInBusy: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "sign_in_busy";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `storage_unavailable`: Files cannot be stored right now. */
        ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "storage_unavailable";
                };
            };
        };
        /** @description `database_unavailable`: The database cannot be reached. `shutting_down`: This process is shutting down. `storage_unavailable`: Files cannot be stored right now. `storage_not_configured`: The storage of this file is not configured. */
        ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "database_unavailable" | "shutting_down" | "storage_unavailable" | "storage_not_configured";
                };
            };
        };
        /** @description `email_taken`: An account with this email address already exists. */
        ProblemEmailTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "email_taken";
                };
            };
        };
        /** @description `idempotency_key_invalid`: The Idempotency-Key is not valid. `malformed_request`: The request could not be read. `payload_too_complex`: The request body is nested too deeply or has too many values. */
        ProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplex: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_invalid" | "malformed_request" | "payload_too_complex";
                };
            };
        };
        /** @description `idempotency_key_reused`: The Idempotency-Key was already used with a different request. `idempotency_in_progress`: The first request with this Idempotency-Key is still in progress. */
        ProblemIdempotencyKeyReusedOrIdempotencyInProgress: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_reused" | "idempotency_in_progress";
                };
            };
        };
        /** @description `idempotency_key_reused`: The Idempotency-Key was already used with a different request. `idempotency_in_progress`: The first request with this Idempotency-Key is still in progress. `operation_key_reused`: The operation key was already used with different arguments. */
        ProblemIdempotencyKeyReusedOrIdempotencyInProgressOrOperationKeyReused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_reused" | "idempotency_in_progress" | "operation_key_reused";
                };
            };
        };
        /** @description `idempotency_not_supported`: This request takes no Idempotency-Key. */
        ProblemIdempotencyNotSupported: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency_not_supported";
                };
            };
        };
        /** @description `insufficient_tokens`: The account does not have enough tokens. */
        ProblemInsufficientTokens: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "insufficient_tokens";
                };
            };
        };
        /** @description `internal_error`: Something went wrong on our side. */
        ProblemInternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "internal_error";
                };
            };
        };
        /** @description `internal_error`: Something went wrong on our side. `ffmpeg_failed`: Processing the media failed. */
        ProblemInternalErrorOrFfmpegFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "internal_error" | "ffmpeg_failed";
                };
            };
        };
        /** @description `internal_error`: Something went wrong on our side. `render_failed`: The render failed. */
        ProblemInternalErrorOrRenderFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "internal_error" | "render_failed";
                };
            };
        };
        /** @description `invalid_credentials`: The sign-in details are incorrect. `totp_required`: A two-factor code is required. `totp_invalid`: The two-factor code is incorrect or was already used. */
        ProblemInvalidCredentialsOrTotpRequiredOrTotpInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_credentials" | "totp_required" | "totp_invalid";
                };
            };
        };
        /** @description `invalid_edit`: The edit cannot be rendered. `edit_too_expensive`: The edit is too large to be checked. `url_not_allowed`: The URL may not be fetched. */
        ProblemInvalidEditOrEditTooExpensiveOrUrlNotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_edit" | "edit_too_expensive" | "url_not_allowed";
                };
            };
        };
        /** @description `invalid_input`: The input is not valid. */
        ProblemInvalidInput: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_input";
                };
            };
        };
        /** @description `invalid_input`: The input is not valid. `invalid_edit`: The edit cannot be rendered. `edit_too_expensive`: The edit is too large to be checked. `render_source_refused`: A source of the edit cannot be used. `render_too_expensive`: The render takes more processor time or memory than an edit of its size may use. */
        ProblemInvalidInputOrInvalidEditOrEditTooExpensiveOrRenderSourceRefusedOrRenderTooExpensive: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_input" | "invalid_edit" | "edit_too_expensive" | "render_source_refused" | "render_too_expensive";
                };
            };
        };
        /** @description `invalid_input`: The input is not valid. `invalid_edit`: The edit cannot be rendered. `edit_too_expensive`: The edit is too large to be checked. `url_not_allowed`: The URL may not be fetched. */
        ProblemInvalidInputOrInvalidEditOrEditTooExpensiveOrUrlNotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_input" | "invalid_edit" | "edit_too_expensive" | "url_not_allowed";
                };
            };
        };
        /** @description `invalid_input`: The input is not valid. `link_invalid`: The link is no longer valid. */
        ProblemInvalidInputOrLinkInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_input" | "link_invalid";
                };
            };
        };
        /** @description `invalid_input`: The input is not valid. `media_too_expensive`: Processing the media takes more processor time or memory than a file of its size may use. */
        ProblemInvalidInputOrMediaTooExpensive: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_input" | "media_too_expensive";
                };
            };
        };
        /** @description `invalid_input`: The input is not valid. `price_unknown`: The price does not exist. */
        ProblemInvalidInputOrPriceUnknown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_input" | "price_unknown";
                };
            };
        };
        /** @description `invalid_input`: The input is not valid. `telemetry_invalid_alignment`: The alignment of track and video is not valid. */
        ProblemInvalidInputOrTelemetryInvalidAlignment: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid_input" | "telemetry_invalid_alignment";
                };
            };
        };
        /** @description `job_not_failed`: The job has not failed. */
        ProblemJobNotFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "job_not_failed";
                };
            };
        };
        /** @description `last_admin`: The last administrator cannot be removed. */
        ProblemLastAdmin: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "last_admin";
                };
            };
        };
        /** @description `malformed_request`: The request could not be read. `payload_too_complex`: The request body is nested too deeply or has too many values. */
        ProblemMalformedRequestOrPayloadTooComplex: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "malformed_request" | "payload_too_complex";
                };
            };
        };
        /** @description `malformed_request`: The request could not be read. `payload_too_complex`: The request body is nested too deeply or has too many values. `idempotency_not_supported`: This request takes no Idempotency-Key. */
        ProblemMalformedRequestOrPayloadTooComplexOrIdempotencyNotSupported: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "malformed_request" | "payload_too_complex" | "idempotency_not_supported";
                };
            };
        };
        /** @description `malformed_request`: The request could not be read. `payload_too_complex`: The request body is nested too deeply or has too many values. `platform_message_invalid`: The message is not signed by the platform. */
        ProblemMalformedRequestOrPayloadTooComplexOrPlatformMessageInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "malformed_request" | "payload_too_complex" | "platform_message_invalid";
                };
            };
        };
        /** @description `malformed_request`: The request could not be read. `payload_too_complex`: The request body is nested too deeply or has too many values. `webhook_invalid`: The webhook signature is not valid. */
        ProblemMalformedRequestOrPayloadTooComplexOrWebhookInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "malformed_request" | "payload_too_complex" | "webhook_invalid";
                };
            };
        };
        /** @description `new_password_required`: Sign in first, or choose a new password. */
        ProblemNewPasswordRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "new_password_required";
                };
            };
        };
        /** @description `no_customer_yet`: The account has not bought anything yet. */
        ProblemNoCustomerYet: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "no_customer_yet";
                };
            };
        };
        /** @description `not_found`: The resource does not exist. */
        ProblemNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "not_found";
                };
            };
        };
        /** @description `not_found`: The resource does not exist. `entitlement_grant_unknown`: The entitlement grant does not exist. */
        ProblemNotFoundOrEntitlementGrantUnknown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "not_found" | "entitlement_grant_unknown";
                };
            };
        };
        /** @description `not_found`: The resource does not exist. `job_unknown`: The job does not exist. */
        ProblemNotFoundOrJobUnknown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "not_found" | "job_unknown";
                };
            };
        };
        /** @description `notification_not_delivered`: The notification could not be delivered. */
        ProblemNotificationNotDelivered: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "notification_not_delivered";
                };
            };
        };
        /** @description `payload_too_large`: The request body is too large. */
        ProblemPayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "payload_too_large";
                };
            };
        };
        /** @description `payload_too_large`: The request body is too large. `upload_too_large`: The file is too large. */
        ProblemPayloadTooLargeOrUploadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "payload_too_large" | "upload_too_large";
                };
            };
        };
        /** @description `payment_provider_refused`: The payment provider refused the request. */
        ProblemPaymentProviderRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "payment_provider_refused";
                };
            };
        };
        /** @description `platform_refused`: The platform refused the request. */
        ProblemPlatformRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "platform_refused";
                };
            };
        };
        /** @description `rate_limited`: Too many requests. */
        ProblemRateLimited: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "rate_limited";
                };
            };
        };
        /** @description `rate_limited`: Too many requests. `platform_rate_limited`: The platform limits our requests. */
        ProblemRateLimitedOrPlatformRateLimited: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "rate_limited" | "platform_rate_limited";
                };
            };
        };
        /** @description `rate_limited`: Too many requests. `sign_in_delayed`: Too many failed sign-ins. */
        ProblemRateLimitedOrSignInDelayed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "rate_limited" | "sign_in_delayed";
                };
            };
        };
        /** @description `rate_limited`: Too many requests. `too_many_email_changes`: Too many changes of the email address were requested. */
        ProblemRateLimitedOrTooManyEmailChanges: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "rate_limited" | "too_many_email_changes";
                };
            };
        };
        /** @description `rate_limited`: Too many requests. `too_many_event_streams`: Too many event streams are open. */
        ProblemRateLimitedOrTooManyEventStreams: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "rate_limited" | "too_many_event_streams";
                };
            };
        };
        /** @description `rate_limited`: Too many requests. `too_many_invites`: Too many invitations were sent. */
        ProblemRateLimitedOrTooManyInvites: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "rate_limited" | "too_many_invites";
                };
            };
        };
        /** @description `rate_limited`: Too many requests. `too_many_registrations`: Too many registrations were refused. */
        ProblemRateLimitedOrTooManyRegistrations: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "rate_limited" | "too_many_registrations";
                };
            };
        };
        /** @description `refresh_token_invalid`: The refresh token is no longer valid. */
        ProblemRefreshTokenInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "refresh_token_invalid";
                };
            };
        };
        /** @description `render_expired`: The video was deleted after its retention period. */
        ProblemRenderExpired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "render_expired";
                };
            };
        };
        /** @description `render_not_ready`: The video is not ready yet. */
        ProblemRenderNotReady: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "render_not_ready";
                };
            };
        };
        /** @description `request_timeout`: The request did not arrive in time. */
        ProblemRequestTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "request_timeout";
                };
            };
        };
        /** @description `totp_enabled`: Two-factor authentication is already on. */
        ProblemTotpEnabled: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "totp_enabled";
                };
            };
        };
        /** @description `totp_not_set_up`: Two-factor authentication is not set up. */
        ProblemTotpNotSetUp: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "totp_not_set_up";
                };
            };
        };
        /** @description `totp_not_set_up`: Two-factor authentication is not set up. `totp_enabled`: Two-factor authentication is already on. */
        ProblemTotpNotSetUpOrTotpEnabled: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "totp_not_set_up" | "totp_enabled";
                };
            };
        };
        /** @description `unsupported_media_type`: The content type is not supported. */
        ProblemUnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "unsupported_media_type";
                };
            };
        };
        /** @description `upload_file_not_ready`: The file does not exist yet. */
        ProblemUploadFileNotReady: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "upload_file_not_ready";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. */
        ProblemWorkspaceChanged: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `account_group_name_taken`: A group with this name exists. */
        ProblemWorkspaceChangedOrAccountGroupNameTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "account_group_name_taken";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `already_member`: This person is already a member. */
        ProblemWorkspaceChangedOrAlreadyMember: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "already_member";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `api_key_not_live`: The API key is no longer active. */
        ProblemWorkspaceChangedOrApiKeyNotLive: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "api_key_not_live";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `approval_not_possible`: The posts cannot be approved or rejected now. */
        ProblemWorkspaceChangedOrApprovalNotPossible: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "approval_not_possible";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `approval_not_possible`: The posts cannot be approved or rejected now. `approval_outdated`: The posts were changed after you saw them. */
        ProblemWorkspaceChangedOrApprovalNotPossibleOrApprovalOutdated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "approval_not_possible" | "approval_outdated";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `approval_not_possible`: The posts cannot be approved or rejected now. `too_many_review_links`: The upload has too many review links. */
        ProblemWorkspaceChangedOrApprovalNotPossibleOrTooManyReviewLinks: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "approval_not_possible" | "too_many_review_links";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `channel_not_set`: The notification channel is not set up. `discord_webhook_gone`: The Discord webhook no longer exists. */
        ProblemWorkspaceChangedOrChannelNotSetOrDiscordWebhookGone: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "channel_not_set" | "discord_webhook_gone";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `idempotency_key_reused`: The Idempotency-Key was already used with a different request. `idempotency_in_progress`: The first request with this Idempotency-Key is still in progress. `daily_post_limit_reached`: The platform accepts no more posts at that time. `telemetry_not_found`: The announced telemetry file has not arrived in the store. */
        ProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrDailyPostLimitReachedOrTelemetryNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "idempotency_key_reused" | "idempotency_in_progress" | "daily_post_limit_reached" | "telemetry_not_found";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `idempotency_key_reused`: The Idempotency-Key was already used with a different request. `idempotency_in_progress`: The first request with this Idempotency-Key is still in progress. `edit_storage_full`: The edits of unfinished renders take up too much space. */
        ProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrEditStorageFull: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "idempotency_key_reused" | "idempotency_in_progress" | "edit_storage_full";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `idempotency_key_reused`: The Idempotency-Key was already used with a different request. `idempotency_in_progress`: The first request with this Idempotency-Key is still in progress. `self_check_unfinished`: The account has a self-check that is not finished. */
        ProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrSelfCheckUnfinished: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "idempotency_key_reused" | "idempotency_in_progress" | "self_check_unfinished";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `idempotency_key_reused`: The Idempotency-Key was already used with a different request. `idempotency_in_progress`: The first request with this Idempotency-Key is still in progress. `too_many_account_groups`: There are too many groups of accounts. `account_group_name_taken`: A group with this name exists. */
        ProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrTooManyAccountGroupsOrAccountGroupNameTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "idempotency_key_reused" | "idempotency_in_progress" | "too_many_account_groups" | "account_group_name_taken";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `platform_access_ended`: The platform no longer grants access to the account. `platform_action_required`: The platform requires an action of the account owner. */
        ProblemWorkspaceChangedOrPlatformAccessEndedOrPlatformActionRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "platform_access_ended" | "platform_action_required";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `publication_busy`: The post is being published or was published. `publication_changed`: The post has changed since it was read. */
        ProblemWorkspaceChangedOrPublicationBusyOrPublicationChanged: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "publication_busy" | "publication_changed";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `publication_busy`: The post is being published or was published. `publication_changed`: The post has changed since it was read. `daily_post_limit_reached`: The platform accepts no more posts at that time. */
        ProblemWorkspaceChangedOrPublicationBusyOrPublicationChangedOrDailyPostLimitReached: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "publication_busy" | "publication_changed" | "daily_post_limit_reached";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `render_finished`: The render has already ended. */
        ProblemWorkspaceChangedOrRenderFinished: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "render_finished";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `render_has_no_video`: The render ended without a video. */
        ProblemWorkspaceChangedOrRenderHasNoVideo: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "render_has_no_video";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `source_not_found`: The video has not arrived in the store. `source_mismatch`: The stored file differs from the announced one. `object_size_mismatch`: The file does not have the announced size. `cover_not_found`: An announced cover has not arrived in the store. `telemetry_not_found`: The announced telemetry file has not arrived in the store. `upload_state_conflict`: The state of the upload does not allow this. */
        ProblemWorkspaceChangedOrSourceNotFoundOrSourceMismatchOrObjectSizeMismatchOrCoverNotFoundOrTelemetryNotFoundOrUploadStateConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "source_not_found" | "source_mismatch" | "object_size_mismatch" | "cover_not_found" | "telemetry_not_found" | "upload_state_conflict";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `telemetry_not_found`: The announced telemetry file has not arrived in the store. `upload_state_conflict`: The state of the upload does not allow this. */
        ProblemWorkspaceChangedOrTelemetryNotFoundOrUploadStateConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "telemetry_not_found" | "upload_state_conflict";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `too_many_api_keys`: The account has reached its limit of API keys. */
        ProblemWorkspaceChangedOrTooManyApiKeys: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "too_many_api_keys";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `too_many_webhooks`: The account has the maximum number of webhook endpoints. `webhook_exists`: The account has a webhook endpoint with this address. */
        ProblemWorkspaceChangedOrTooManyWebhooksOrWebhookExists: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "too_many_webhooks" | "webhook_exists";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `upload_not_multipart`: The upload does not consist of parts. `upload_state_conflict`: The state of the upload does not allow this. */
        ProblemWorkspaceChangedOrUploadNotMultipartOrUploadStateConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "upload_not_multipart" | "upload_state_conflict";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `upload_not_multipart`: The upload does not consist of parts. `upload_state_conflict`: The state of the upload does not allow this. `source_not_found`: The video has not arrived in the store. `source_mismatch`: The stored file differs from the announced one. `object_size_mismatch`: The file does not have the announced size. */
        ProblemWorkspaceChangedOrUploadNotMultipartOrUploadStateConflictOrSourceNotFoundOrSourceMismatchOrObjectSizeMismatch: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "upload_not_multipart" | "upload_state_conflict" | "source_not_found" | "source_mismatch" | "object_size_mismatch";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `upload_state_conflict`: The state of the upload does not allow this. */
        ProblemWorkspaceChangedOrUploadStateConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "upload_state_conflict";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `upload_state_conflict`: The state of the upload does not allow this. `upload_not_retryable`: The upload cannot be retried. `daily_post_limit_reached`: The platform accepts no more posts at that time. */
        ProblemWorkspaceChangedOrUploadStateConflictOrUploadNotRetryableOrDailyPostLimitReached: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "upload_state_conflict" | "upload_not_retryable" | "daily_post_limit_reached";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `webhook_delivery_unfinished`: The delivery is not finished. */
        ProblemWorkspaceChangedOrWebhookDeliveryUnfinished: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "webhook_delivery_unfinished";
                };
            };
        };
        /** @description `workspace_changed`: The session works in another workspace now. `webhook_exists`: The account has a webhook endpoint with this address. */
        ProblemWorkspaceChangedOrWebhookExists: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "workspace_changed" | "webhook_exists";
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    deleteAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteAccountDto"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequiredOrInvalidCredentialsOrTotpRequiredOrTotpInvalid"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemLastAdmin"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrSignInDelayed"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrSignInBusy"];
            default: components["responses"]["Error"];
        };
    };
    changeName: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeNameDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChangeDto"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrTooManyEmailChanges"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    confirmEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChangeTokenDto"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInputOrLinkInvalid"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    undoEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChangeTokenDto"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInputOrLinkInvalid"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    exportAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportResponse"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    downloadAccountExport: {
        parameters: {
            query: {
                /** @description The token that `download_url` contains. */
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            404: components["responses"]["ProblemNotFound"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailable"];
            default: components["responses"]["Error"];
        };
    };
    listAuditLog: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
                /** @description Entries by this user or API key. */
                actor_id?: string;
                /** @description Entries about this object. */
                target_id?: string;
                /** @description Entries with this action. */
                action?: string;
                /** @description Entries at or after this time. */
                from?: string;
                /** @description Entries before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    verifyAuditLog: {
        parameters: {
            query?: {
                /** @description Account whose log is verified. Default: the log of the operators' actions. */
                account_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerificationResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    grantEntitlement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantEntitlementDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntitlementGrantResponse"];
                };
            };
            400: components["responses"]["ProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemIdempotencyKeyReusedOrIdempotencyInProgress"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    revokeEntitlement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFoundOrEntitlementGrantUnknown"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listAdminJobs: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
                /** @description Jobs that failed for good, or that have waited for 15 minutes or exceed their time limit by a minute. */
                state?: "failed" | "stuck";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminJobListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            404: components["responses"]["ProblemNotFoundOrJobUnknown"];
            409: components["responses"]["ProblemJobNotFailed"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getProductKpi: {
        parameters: {
            query?: {
                /** @description Number of days, including today. For figures of an account, the history of its plan limits it. */
                days?: number;
                /** @description IANA time zone in which days begin and end. */
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductKpiResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    startReconciliation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    rotateTokenKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getProductOverview: {
        parameters: {
            query?: {
                /** @description Number of days, including today. For figures of an account, the history of its plan limits it. */
                days?: number;
                /** @description IANA time zone in which days begin and end. */
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductOverviewResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getQueues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuesResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listRenderSegments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderSegmentsResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            404: components["responses"]["ProblemNotFound"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    grantTokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantTokensDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenGrantResponse"];
                };
            };
            400: components["responses"]["ProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemIdempotencyKeyReusedOrIdempotencyInProgressOrOperationKeyReused"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    setUserRole: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetRoleDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUserResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemLastAdmin"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    searchUsers: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
                /** @description Part of the address or the name; case is ignored. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUserListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUserDetailResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            404: components["responses"]["ProblemNotFound"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listEntitlementGrants: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntitlementGrantsResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            404: components["responses"]["ProblemNotFound"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    removeUserTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUserResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemTotpNotSetUp"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    resetUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetSessionsDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUserResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    restoreUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUserResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    suspendUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUserResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemLastAdmin"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getFollowerGrowth: {
        parameters: {
            query?: {
                /** @description Number of days, including today. For figures of an account, the history of its plan limits it. */
                days?: number;
                /** @description IANA time zone in which days begin and end. */
                tz?: string;
                /** @description Only accounts on this platform. */
                platform?: "tiktok" | "youtube" | "instagram" | "facebook" | "download";
                /** @description Only this connected account. */
                account_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowerGrowthResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getAnalyticsOverview: {
        parameters: {
            query?: {
                /** @description Number of days, including today. For figures of an account, the history of its plan limits it. */
                days?: number;
                /** @description IANA time zone in which days begin and end. */
                tz?: string;
                /** @description Only uploads for this platform, and neither renders nor tokens. */
                platform?: "tiktok" | "youtube" | "instagram" | "facebook" | "download";
                /** @description Only uploads with a post on this connected account, and neither renders nor tokens. */
                account_id?: string;
                /** @description Only uploads with this hashtag, with or without `#`, and neither renders nor tokens. Case is ignored. */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalyticsOverviewResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getAnalyticsSeries: {
        parameters: {
            query?: {
                /** @description Number of days, including today. For figures of an account, the history of its plan limits it. */
                days?: number;
                /** @description IANA time zone in which days begin and end. */
                tz?: string;
                /** @description Only uploads for this platform, and neither renders nor tokens. */
                platform?: "tiktok" | "youtube" | "instagram" | "facebook" | "download";
                /** @description Only uploads with a post on this connected account, and neither renders nor tokens. */
                account_id?: string;
                /** @description Only uploads with this hashtag, with or without `#`, and neither renders nor tokens. Case is ignored. */
                tag?: string;
                /** @description Length of the intervals. Hours are possible for up to 31 days. */
                interval?: "day" | "hour";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimeSeriesResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    loginInBrowser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSessionResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemInvalidCredentialsOrTotpRequiredOrTotpInvalid"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemAccountDeletionPending"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrSignInDelayed"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrSignInBusy"];
            default: components["responses"]["Error"];
        };
    };
    logoutInBrowser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: components["responses"]["ProblemAccessDenied"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    refreshInBrowser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSessionResponse"];
                };
            };
            401: components["responses"]["ProblemRefreshTokenInvalid"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    registerInBrowser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSessionResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            403: components["responses"]["ProblemAccessDenied"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemEmailTaken"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrTooManyRegistrations"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrSignInBusy"];
            default: components["responses"]["Error"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemInvalidCredentialsOrTotpRequiredOrTotpInvalid"];
            403: components["responses"]["ProblemAccountSuspendedOrPasswordResetRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemAccountDeletionPending"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrSignInDelayed"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrSignInBusy"];
            default: components["responses"]["Error"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshDto"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordDto"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequiredOrInvalidCredentials"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrSignInDelayed"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrSignInBusy"];
            default: components["responses"]["Error"];
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailDto"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    confirmPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmResetDto"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInputOrLinkInvalid"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrSignInBusy"];
            default: components["responses"]["Error"];
        };
    };
    reauthenticate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReauthenticateDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReauthenticationResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequiredOrInvalidCredentialsOrTotpRequiredOrTotpInvalid"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrSignInDelayed"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrSignInBusy"];
            default: components["responses"]["Error"];
        };
    };
    refreshTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemRefreshTokenInvalid"];
            403: components["responses"]["ProblemAccountSuspendedOrPasswordResetRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemEmailTaken"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrTooManyRegistrations"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrSignInBusy"];
            default: components["responses"]["Error"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    revokeOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    revokeSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    disableTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisableTotpDto"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequiredOrInvalidCredentialsOrTotpInvalid"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrSignInDelayed"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrSignInBusy"];
            default: components["responses"]["Error"];
        };
    };
    enableTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnableTotpDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplexOrIdempotencyNotSupported"];
            401: components["responses"]["ProblemAuthenticationRequiredOrTotpInvalid"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemTotpNotSetUpOrTotpEnabled"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesResponse"];
                };
            };
            400: components["responses"]["ProblemIdempotencyNotSupported"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            409: components["responses"]["ProblemTotpNotSetUp"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    setUpTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUpTotpDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpSetupResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequiredOrInvalidCredentials"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrReauthenticationRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemTotpEnabled"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrSignInDelayed"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrSignInBusy"];
            default: components["responses"]["Error"];
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyEmailDto"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            403: components["responses"]["ProblemNewPasswordRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInputOrLinkInvalid"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrSignInBusy"];
            default: components["responses"]["Error"];
        };
    };
    resendVerificationEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailDto"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createCheckout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckoutDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrPurchasesFrozen"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInputOrPriceUnknown"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            502: components["responses"]["ProblemPaymentProviderRefused"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrPaymentsNotConfiguredOrPaymentProviderUnavailable"];
            default: components["responses"]["Error"];
        };
    };
    listInvoices: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvoicesResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listPlans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlansResponse"];
                };
            };
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createPortalSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNoCustomerYet"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            502: components["responses"]["ProblemPaymentProviderRefused"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrPaymentsNotConfiguredOrPaymentProviderUnavailable"];
            default: components["responses"]["Error"];
        };
    };
    listPrices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricesResponse"];
                };
            };
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            502: components["responses"]["ProblemPaymentProviderRefused"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrPaymentProviderUnavailable"];
            default: components["responses"]["Error"];
        };
    };
    getSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getTokenBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listTokenLedger: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    receivePaymentEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceivedResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplexOrWebhookInvalid"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrPaymentsNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    getCallbackSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackSecretResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createCallbackSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCallbackSecretDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedCallbackSecretResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplexOrIdempotencyNotSupported"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    followAccount: {
        parameters: {
            query?: {
                /** @description Works once, instead of a credential. */
                ticket?: string;
            };
            header?: {
                /** @description Sent by clients that reconnect. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrTooManyEventStreams"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createAccountStreamTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamTicketResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKeyDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedApiKeyResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplexOrIdempotencyNotSupported"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrTooManyApiKeys"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateApiKeyDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedApiKeyResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplexOrIdempotencyNotSupported"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrApiKeyNotLive"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    exportAnalytics: {
        parameters: {
            query?: {
                /** @description Number of days, including today. For figures of an account, the history of its plan limits it. */
                days?: number;
                /** @description IANA time zone in which days begin and end. */
                tz?: string;
                /** @description Only uploads for this platform, and neither renders nor tokens. */
                platform?: "tiktok" | "youtube" | "instagram" | "facebook" | "download";
                /** @description Only uploads with a post on this connected account, and neither renders nor tokens. */
                account_id?: string;
                /** @description Only uploads with this hashtag, with or without `#`, and neither renders nor tokens. Case is ignored. */
                tag?: string;
                /** @description JSON in one document, JSON with one row a line, CSV for spreadsheets, or a workbook. */
                format?: "json" | "csv" | "ndjson" | "xlsx";
                /** @description Only renders, or only uploads. */
                type?: "render" | "upload";
                /** @description Only what is in this state now. */
                status?: "queued" | "fetching" | "rendering" | "saving" | "transferring" | "completed" | "failed" | "cancelled" | "pending" | "processing" | "ready" | "awaiting_approval" | "staged" | "publishing" | "partial";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalyticsExportResponse"];
                    "application/x-ndjson": components["schemas"]["AnalyticsRowResponse"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrTierRequired"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getKpiSummary: {
        parameters: {
            query?: {
                /** @description Number of days, including today. For figures of an account, the history of its plan limits it. */
                days?: number;
                /** @description IANA time zone in which days begin and end. */
                tz?: string;
                /** @description Only uploads for this platform, and neither renders nor tokens. */
                platform?: "tiktok" | "youtube" | "instagram" | "facebook" | "download";
                /** @description Only uploads with a post on this connected account, and neither renders nor tokens. */
                account_id?: string;
                /** @description Only uploads with this hashtag, with or without `#`, and neither renders nor tokens. Case is ignored. */
                tag?: string;
                /** @description Only what is in this state now counts for `hours` and `platforms`; every state counts for the other figures. */
                status?: "queued" | "fetching" | "rendering" | "saving" | "transferring" | "completed" | "failed" | "cancelled" | "pending" | "processing" | "ready" | "awaiting_approval" | "staged" | "publishing" | "partial";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KpiSummaryResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listNotices: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
                /** @description Only notices that nobody has read. */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    markNoticesRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    markNoticeRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    sendTestNotification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestNotificationDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationTestResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrEmailNotVerified"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrChannelNotSetOrDiscordWebhookGone"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            502: components["responses"]["ProblemNotificationNotDelivered"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listPlatforms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getAccountChoice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountChoiceResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    chooseAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChooseAccountsDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectedAccountsResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrAccountLimitReached"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrPlatformAccessEndedOrPlatformActionRequired"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrPlatformRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            502: components["responses"]["ProblemPlatformRefused"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrPlatformNotConfiguredOrPlatformUnavailableOrPlatformMisconfigured"];
            default: components["responses"]["Error"];
        };
    };
    listAccountGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountGroupListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createAccountGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountGroupDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountGroupResponse"];
                };
            };
            400: components["responses"]["ProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrTooManyAccountGroupsOrAccountGroupNameTaken"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    replaceAccountGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountGroupDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountGroupResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrAccountGroupNameTaken"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    deleteAccountGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    disconnectPlatformAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `tiktok`, `youtube` (or `google`), `instagram` or `facebook` (or `meta`). */
                platform: string;
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisconnectionResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getCreatorInfo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `tiktok`, `youtube` (or `google`), `instagram` or `facebook` (or `meta`). */
                platform: string;
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatorInfoResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChangedOrPlatformAccessEndedOrPlatformActionRequired"];
            429: components["responses"]["ProblemRateLimitedOrPlatformRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            502: components["responses"]["ProblemPlatformRefused"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrPlatformNotConfiguredOrPlatformUnavailableOrPlatformMisconfigured"];
            default: components["responses"]["Error"];
        };
    };
    refreshPlatformAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `tiktok`, `youtube` (or `google`), `instagram` or `facebook` (or `meta`). */
                platform: string;
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformAccountResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChangedOrPlatformAccessEndedOrPlatformActionRequired"];
            429: components["responses"]["ProblemRateLimitedOrPlatformRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            502: components["responses"]["ProblemPlatformRefused"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrPlatformNotConfiguredOrPlatformUnavailableOrPlatformMisconfigured"];
            default: components["responses"]["Error"];
        };
    };
    listPosts: {
        parameters: {
            query: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
                /** @description Include posts of this time or later. */
                from: string;
                /** @description Include posts before this time. */
                to: string;
                /** @description Only posts on this connected account. */
                account_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    updateSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequiredOrTierRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listUploads: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
                /** @description How many entries to skip, instead of a cursor. */
                offset?: number;
                /** @description States to include, separated by commas. */
                status?: ("pending" | "queued" | "processing" | "ready" | "awaiting_approval" | "staged" | "publishing" | "completed" | "partial" | "failed" | "cancelled")[];
                /** @description Only uploads for this platform. */
                platform?: "tiktok" | "youtube" | "instagram" | "facebook" | "download";
                /** @description Include uploads created at this time or later. */
                from?: string;
                /** @description Include uploads created before this time. */
                to?: string;
                /** @description Part of the title or of the file name, in upper or lower case. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    estimateUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresignDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadEstimateResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrTierRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            413: components["responses"]["ProblemPayloadTooLargeOrUploadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInputOrTelemetryInvalidAlignment"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    presignUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresignDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PresignedUploadResponse"];
                };
            };
            400: components["responses"]["ProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrEmailNotVerifiedOrQuotaExceededOrTierRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrDailyPostLimitReachedOrTelemetryNotFound"];
            413: components["responses"]["ProblemPayloadTooLargeOrUploadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInputOrTelemetryInvalidAlignment"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    previewSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SchedulePreviewDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulePreviewResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrTierRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadDetailsResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    deleteUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChangedOrUploadStateConflict"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    updateUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadTextsDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadDetailsResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrUploadStateConflict"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    requestApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChangedOrApprovalNotPossible"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    approveUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveUploadDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrApprovalOfOwnWork"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrApprovalNotPossibleOrApprovalOutdated"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    cancelUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadDetailsResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChangedOrUploadStateConflict"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    completeUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteUploadDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompletedUploadResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrSourceNotFoundOrSourceMismatchOrObjectSizeMismatchOrCoverNotFoundOrTelemetryNotFoundOrUploadStateConflict"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    downloadUpload: {
        parameters: {
            query?: {
                /** @description `source`, `telemetry`, or the name of one of the upload's `files`. Default: the first rendition, once the upload has ended. */
                file?: string;
            };
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadDownloadResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            425: components["responses"]["ProblemUploadFileNotReady"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    followUpload: {
        parameters: {
            query?: {
                /** @description Works once, instead of a credential. */
                ticket?: string;
            };
            header?: {
                /** @description Sent by clients that reconnect. */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The client has seen the end. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimitedOrTooManyEventStreams"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createUploadTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamTicketResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getUploadHistory: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadHistoryResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    previewUploadHud: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HudPreviewDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrUploadStateConflict"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInputOrMediaTooExpensive"];
            425: components["responses"]["ProblemUploadFileNotReady"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalErrorOrFfmpegFailed"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrFfmpegUnavailableOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    listUploadParts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinishedPartsResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChangedOrUploadNotMultipartOrUploadStateConflict"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    presignUploadParts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartsDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PresignedPartsResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrUploadNotMultipartOrUploadStateConflict"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    joinUploadParts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinedUploadResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChangedOrUploadNotMultipartOrUploadStateConflictOrSourceNotFoundOrSourceMismatchOrObjectSizeMismatch"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    rejectUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectUploadDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrApprovalNotPossibleOrApprovalOutdated"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    retryUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryUploadDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadDetailsResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrQuotaExceeded"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrUploadStateConflictOrUploadNotRetryableOrDailyPostLimitReached"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInputOrTelemetryInvalidAlignment"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listReviewLinks: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewLinkListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createReviewLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateReviewLinkDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedReviewLinkResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplexOrIdempotencyNotSupported"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrTierRequiredOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrApprovalNotPossibleOrTooManyReviewLinks"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    revokeReviewLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
                /** @description Id of the review link. */
                link: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
                /** @description Id of the post, from `posts` of the upload. */
                target: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicationResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    cancelPost: {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the post as you have read it: a post that has changed since is left alone. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the object. */
                id: string;
                /** @description Id of the post, from `posts` of the upload. */
                target: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChangedOrPublicationBusyOrPublicationChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    updatePost: {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the post as you have read it: a post that has changed since is left alone. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the object. */
                id: string;
                /** @description Id of the post, from `posts` of the upload. */
                target: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePublicationDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicationResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrTierRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrPublicationBusyOrPublicationChangedOrDailyPostLimitReached"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getPostJournal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
                /** @description Id of the post, from `posts` of the upload. */
                target: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicationJournalResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    presignUploadTelemetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TelemetryDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PresignedTelemetryResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrUploadStateConflict"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    completeUploadTelemetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompletedUploadResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChangedOrTelemetryNotFoundOrUploadStateConflict"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    createBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The edits to render. */
                    renders: components["schemas"]["Edit"][];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAcceptedResponse"];
                };
            };
            400: components["responses"]["ProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            402: components["responses"]["ProblemInsufficientTokens"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrEditStorageFull"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInputOrInvalidEditOrEditTooExpensiveOrUrlNotAllowed"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    estimateRender: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Edit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EstimateResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidEditOrEditTooExpensiveOrUrlNotAllowed"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the render job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the render job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChangedOrRenderFinished"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    followJob: {
        parameters: {
            query?: {
                /** @description Works once, instead of a credential. */
                ticket?: string;
            };
            header?: {
                /** @description Sent by clients that reconnect. */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description Id of the render job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The client has seen the end. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimitedOrTooManyEventStreams"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    createEventTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the render job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamTicketResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
                /** @description States to include, separated by commas. */
                status?: ("queued" | "fetching" | "rendering" | "saving" | "transferring" | "completed" | "failed" | "cancelled")[];
                /** @description Include renders created at this time or later. */
                from?: string;
                /** @description Include renders created before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    previewEdit: {
        parameters: {
            query?: {
                /** @description The moment, in seconds of the timeline. After its end: its last frame. */
                seconds?: number;
                /** @description Format of the picture. */
                format?: "jpg" | "png";
                /** @description Largest size of the picture, as in `output.resolution`. A smaller edit keeps its own size. */
                resolution?: "preview" | "mobile" | "sd" | "hd";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Edit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                    "image/png": string;
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrEmailNotVerified"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInputOrInvalidEditOrEditTooExpensiveOrRenderSourceRefusedOrRenderTooExpensive"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalErrorOrRenderFailed"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrFfmpegUnavailableOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    createRender: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Edit"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderAcceptedResponse"];
                };
            };
            400: components["responses"]["ProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            402: components["responses"]["ProblemInsufficientTokens"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrEditStorageFull"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidEditOrEditTooExpensiveOrUrlNotAllowed"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getLiveRender: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the render, or the id that the render provider gave it. */
                render_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveRenderResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrRenderProviderUnavailableOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    deleteRender: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the render job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listSelfChecks: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SelfCheckListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createSelfCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSelfCheckDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SelfCheckResponse"];
                };
            };
            400: components["responses"]["ProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrEmailNotVerified"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrSelfCheckUnfinished"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getSelfCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SelfCheckResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description First day. Default: 29 days before `to`. */
                from?: string;
                /** @description Last day, inclusive. Default: today. */
                to?: string;
                /** @description Length of the intervals. */
                interval?: "day";
                /** @description IANA time zone in which days begin and end. */
                tz?: string;
                /** @description Count only the usage of this API key. */
                api_key_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the render job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChangedOrRenderHasNoVideo"];
            410: components["responses"]["ProblemRenderExpired"];
            425: components["responses"]["ProblemRenderNotReady"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    receiveRenderCallback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The unguessable part of the address, which is the credential. */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceivedResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrRenderProviderUnavailable"];
            default: components["responses"]["Error"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedWebhookResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplexOrIdempotencyNotSupported"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequiredOrTierRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrTooManyWebhooksOrWebhookExists"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeWebhookDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequiredOrTierRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrWebhookExists"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
                /** @description Only deliveries in this state. */
                status?: "pending" | "delivered" | "failed";
            };
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryListResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
                /** @description Id of the delivery. */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryDetailResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    redeliverWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
                /** @description Id of the delivery. */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChangedOrWebhookDeliveryUnfinished"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateWebhookSecretDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedWebhookResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplexOrIdempotencyNotSupported"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequired"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    renameWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameWorkspaceDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listWorkspaceAuditLog: {
        parameters: {
            query?: {
                /** @description Maximum number of entries on a page. */
                limit?: number;
                /** @description `next_cursor` of the previous page; without it the list starts with the newest entry. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogResponse"];
                };
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrTierRequired"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createInvite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplexOrIdempotencyNotSupported"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequired"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChangedOrAlreadyMember"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimitedOrTooManyInvites"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    acceptInvite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInviteDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrNoSeatsLeftOrWorkspaceEnding"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInputOrLinkInvalid"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    withdrawInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    setMemberRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberRoleDto"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequired"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    switchWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchWorkspaceDto"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    probeMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Address of the file, URL encoded. */
                url: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbeResponse"];
                };
            };
            400: components["responses"]["EditProblemRenderSourceRefusedOrUrlNotAllowedOrRemoteFileTooLarge"];
            401: components["responses"]["EditProblemAuthenticationRequired"];
            403: components["responses"]["EditProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["EditProblemNotFound"];
            409: components["responses"]["EditProblemWorkspaceChanged"];
            429: components["responses"]["EditProblemRateLimited"];
            500: components["responses"]["EditProblemInternalError"];
            502: components["responses"]["EditProblemRemoteFetchFailed"];
            503: components["responses"]["EditProblemDatabaseUnavailableOrShuttingDown"];
            504: components["responses"]["EditProblemRemoteFetchTimeout"];
            default: components["responses"]["Error"];
        };
    };
    createShotstackRender: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Edit"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedResponse"];
                };
            };
            400: components["responses"]["EditProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplexOrInvalidEditOrEditTooExpensiveOrUrlNotAllowed"];
            401: components["responses"]["EditProblemAuthenticationRequired"];
            402: components["responses"]["EditProblemInsufficientTokens"];
            403: components["responses"]["EditProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            408: components["responses"]["EditProblemRequestTimeout"];
            409: components["responses"]["EditProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrEditStorageFull"];
            413: components["responses"]["EditProblemPayloadTooLarge"];
            415: components["responses"]["EditProblemUnsupportedMediaType"];
            429: components["responses"]["EditProblemRateLimited"];
            500: components["responses"]["EditProblemInternalError"];
            503: components["responses"]["EditProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getShotstackRender: {
        parameters: {
            query?: {
                /** @description Whether the answer contains the edit. */
                data?: boolean;
                /** @description Whether the merge fields of that edit are replaced. */
                merged?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShotstackRenderResponse"];
                };
            };
            400: components["responses"]["EditProblemInvalidInput"];
            401: components["responses"]["EditProblemAuthenticationRequired"];
            403: components["responses"]["EditProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["EditProblemNotFound"];
            409: components["responses"]["EditProblemWorkspaceChanged"];
            429: components["responses"]["EditProblemRateLimited"];
            500: components["responses"]["EditProblemInternalError"];
            503: components["responses"]["EditProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    listTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateListResponse"];
                };
            };
            401: components["responses"]["EditProblemAuthenticationRequired"];
            403: components["responses"]["EditProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["EditProblemWorkspaceChanged"];
            429: components["responses"]["EditProblemRateLimited"];
            500: components["responses"]["EditProblemInternalError"];
            503: components["responses"]["EditProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateResponse"];
                };
            };
            400: components["responses"]["EditProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplexOrInvalidInput"];
            401: components["responses"]["EditProblemAuthenticationRequired"];
            403: components["responses"]["EditProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            408: components["responses"]["EditProblemRequestTimeout"];
            409: components["responses"]["EditProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrTooManyTemplatesOrTemplateStorageFull"];
            413: components["responses"]["EditProblemPayloadTooLarge"];
            415: components["responses"]["EditProblemUnsupportedMediaType"];
            429: components["responses"]["EditProblemRateLimited"];
            500: components["responses"]["EditProblemInternalError"];
            503: components["responses"]["EditProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    renderTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenderTemplateDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedResponse"];
                };
            };
            400: components["responses"]["EditProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplexOrInvalidInputOrInvalidEditOrEditTooExpensiveOrUrlNotAllowed"];
            401: components["responses"]["EditProblemAuthenticationRequired"];
            402: components["responses"]["EditProblemInsufficientTokens"];
            403: components["responses"]["EditProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["EditProblemNotFound"];
            408: components["responses"]["EditProblemRequestTimeout"];
            409: components["responses"]["EditProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrEditStorageFull"];
            413: components["responses"]["EditProblemPayloadTooLarge"];
            415: components["responses"]["EditProblemUnsupportedMediaType"];
            429: components["responses"]["EditProblemRateLimited"];
            500: components["responses"]["EditProblemInternalError"];
            503: components["responses"]["EditProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDataResponse"];
                };
            };
            401: components["responses"]["EditProblemAuthenticationRequired"];
            403: components["responses"]["EditProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["EditProblemNotFound"];
            409: components["responses"]["EditProblemWorkspaceChanged"];
            429: components["responses"]["EditProblemRateLimited"];
            500: components["responses"]["EditProblemInternalError"];
            503: components["responses"]["EditProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    replaceTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the template as you have read it: a template that has changed since is left alone. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateResponse"];
                };
            };
            400: components["responses"]["EditProblemMalformedRequestOrPayloadTooComplexOrInvalidInput"];
            401: components["responses"]["EditProblemAuthenticationRequired"];
            403: components["responses"]["EditProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["EditProblemNotFound"];
            408: components["responses"]["EditProblemRequestTimeout"];
            409: components["responses"]["EditProblemWorkspaceChangedOrTemplateChangedOrTemplateStorageFull"];
            413: components["responses"]["EditProblemPayloadTooLarge"];
            415: components["responses"]["EditProblemUnsupportedMediaType"];
            429: components["responses"]["EditProblemRateLimited"];
            500: components["responses"]["EditProblemInternalError"];
            503: components["responses"]["EditProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    deleteTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the template as you have read it: a template that has changed since is left alone. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["EditProblemAuthenticationRequired"];
            403: components["responses"]["EditProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["EditProblemNotFound"];
            409: components["responses"]["EditProblemWorkspaceChangedOrTemplateChanged"];
            429: components["responses"]["EditProblemRateLimited"];
            500: components["responses"]["EditProblemInternalError"];
            503: components["responses"]["EditProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listErrors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorListResponse"];
                };
            };
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getError: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of the error. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: components["responses"]["ProblemNotFound"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthResponse"];
                };
            };
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthReportResponse"];
                };
            };
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthReportResponse"];
                };
            };
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthReportResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listSources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceListResponse"];
                };
            };
            401: components["responses"]["JsonApiProblemAuthenticationRequired"];
            403: components["responses"]["JsonApiProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            409: components["responses"]["JsonApiProblemWorkspaceChanged"];
            429: components["responses"]["JsonApiProblemRateLimited"];
            500: components["responses"]["JsonApiProblemInternalError"];
            503: components["responses"]["JsonApiProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    createSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SourceDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedSourceResponse"];
                };
            };
            400: components["responses"]["JsonApiProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplexOrInvalidInputOrUrlNotAllowed"];
            401: components["responses"]["JsonApiProblemAuthenticationRequired"];
            403: components["responses"]["JsonApiProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrEmailNotVerified"];
            408: components["responses"]["JsonApiProblemRequestTimeout"];
            409: components["responses"]["JsonApiProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrTooManySources"];
            413: components["responses"]["JsonApiProblemPayloadTooLarge"];
            415: components["responses"]["JsonApiProblemUnsupportedMediaType"];
            429: components["responses"]["JsonApiProblemRateLimited"];
            500: components["responses"]["JsonApiProblemInternalError"];
            503: components["responses"]["JsonApiProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    getSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceResponse"];
                };
            };
            401: components["responses"]["JsonApiProblemAuthenticationRequired"];
            403: components["responses"]["JsonApiProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["JsonApiProblemNotFound"];
            409: components["responses"]["JsonApiProblemWorkspaceChanged"];
            429: components["responses"]["JsonApiProblemRateLimited"];
            500: components["responses"]["JsonApiProblemInternalError"];
            503: components["responses"]["JsonApiProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    deleteSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["JsonApiProblemAuthenticationRequired"];
            403: components["responses"]["JsonApiProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["JsonApiProblemNotFound"];
            409: components["responses"]["JsonApiProblemWorkspaceChanged"];
            429: components["responses"]["JsonApiProblemRateLimited"];
            500: components["responses"]["JsonApiProblemInternalError"];
            503: components["responses"]["JsonApiProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    createSourceUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadResponse"];
                };
            };
            400: components["responses"]["JsonApiProblemIdempotencyKeyInvalid"];
            401: components["responses"]["JsonApiProblemAuthenticationRequired"];
            403: components["responses"]["JsonApiProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrEmailNotVerified"];
            409: components["responses"]["JsonApiProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrTooManySources"];
            429: components["responses"]["JsonApiProblemRateLimited"];
            500: components["responses"]["JsonApiProblemInternalError"];
            503: components["responses"]["JsonApiProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    uploadSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The unguessable part of the address, which is the credential. */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedSourceResponse"];
                };
            };
            400: components["responses"]["JsonApiProblemMalformedRequestOrPayloadTooComplex"];
            404: components["responses"]["JsonApiProblemNotFound"];
            408: components["responses"]["JsonApiProblemRequestTimeout"];
            409: components["responses"]["JsonApiProblemSourceInTransferOrTooManySourcesOrObjectSizeMismatch"];
            413: components["responses"]["JsonApiProblemPayloadTooLarge"];
            415: components["responses"]["JsonApiProblemUnsupportedMediaType"];
            429: components["responses"]["JsonApiProblemRateLimited"];
            500: components["responses"]["JsonApiProblemInternalError"];
            502: components["responses"]["JsonApiProblemObjectCorrupted"];
            503: components["responses"]["JsonApiProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailable"];
            default: components["responses"]["Error"];
        };
    };
    finishAuthorization: {
        parameters: {
            query?: {
                /** @description Why the platform issued no code. */
                error?: unknown;
                /** @description What the platform issued. */
                code?: unknown;
                /** @description The state of the attempt. */
                state?: unknown;
            };
            header?: never;
            path: {
                /** @description `tiktok`, `youtube` (or `google`), `instagram` or `facebook` (or `meta`). */
                platform: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the dashboard. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["ProblemNotFound"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    deletePlatformData: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `tiktok`, `youtube` (or `google`), `instagram` or `facebook` (or `meta`). */
                platform: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataDeletionResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplexOrPlatformMessageInvalid"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrPlatformNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    getPlatformDataDeletion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `tiktok`, `youtube` (or `google`), `instagram` or `facebook` (or `meta`). */
                platform: string;
                /** @description Code of the error. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            404: components["responses"]["ProblemNotFound"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrPlatformNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    receivePlatformMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `tiktok`, `youtube` (or `google`), `instagram` or `facebook` (or `meta`). */
                platform: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceivedResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplexOrPlatformMessageInvalid"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrPlatformNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    startAuthorization: {
        parameters: {
            query?: {
                /** @description The connected account to reconnect; another account is then refused. Default: any account. */
                account_id?: string;
                /** @description Ticket of POST `/oauth/{platform}/start/ticket`, for a browser without a credential. The answer is then a redirect, or a page that asks for consent in any browser but the one that requested the ticket. */
                ticket?: string;
                /** @description Part of the address of a ticket: lets the browser that requested it skip the page. */
                browser?: string;
            };
            header?: never;
            path: {
                /** @description `tiktok`, `youtube` (or `google`), `instagram` or `facebook` (or `meta`). */
                platform: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorizationResponse"];
                };
            };
            /** @description To the consent page, for the browser that requested the ticket. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequiredOrEmailNotVerified"];
            404: components["responses"]["ProblemNotFound"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrPlatformNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    createAuthorizationTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `tiktok`, `youtube` (or `google`), `instagram` or `facebook` (or `meta`). */
                platform: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartTicketDto"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamTicketResponse"];
                };
            };
            400: components["responses"]["ProblemMalformedRequestOrPayloadTooComplex"];
            401: components["responses"]["ProblemAuthenticationRequired"];
            403: components["responses"]["ProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrReauthenticationRequiredOrEmailNotVerified"];
            404: components["responses"]["ProblemNotFound"];
            408: components["responses"]["ProblemRequestTimeout"];
            409: components["responses"]["ProblemWorkspaceChanged"];
            413: components["responses"]["ProblemPayloadTooLarge"];
            415: components["responses"]["ProblemUnsupportedMediaType"];
            422: components["responses"]["ProblemInvalidInput"];
            429: components["responses"]["ProblemRateLimited"];
            500: components["responses"]["ProblemInternalError"];
            503: components["responses"]["ProblemDatabaseUnavailableOrShuttingDownOrPlatformNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    transferAsset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key and body get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferResponse"];
                };
            };
            400: components["responses"]["JsonApiProblemIdempotencyKeyInvalidOrMalformedRequestOrPayloadTooComplexOrInvalidInputOrUrlNotAllowed"];
            401: components["responses"]["JsonApiProblemAuthenticationRequired"];
            403: components["responses"]["JsonApiProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEndingOrEmailNotVerified"];
            408: components["responses"]["JsonApiProblemRequestTimeout"];
            409: components["responses"]["JsonApiProblemWorkspaceChangedOrIdempotencyKeyReusedOrIdempotencyInProgressOrTooManySources"];
            413: components["responses"]["JsonApiProblemPayloadTooLarge"];
            415: components["responses"]["JsonApiProblemUnsupportedMediaType"];
            429: components["responses"]["JsonApiProblemRateLimited"];
            500: components["responses"]["JsonApiProblemInternalError"];
            503: components["responses"]["JsonApiProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    listRenderAssets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetListResponse"];
                };
            };
            401: components["responses"]["JsonApiProblemAuthenticationRequired"];
            403: components["responses"]["JsonApiProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["JsonApiProblemNotFound"];
            409: components["responses"]["JsonApiProblemWorkspaceChanged"];
            429: components["responses"]["JsonApiProblemRateLimited"];
            500: components["responses"]["JsonApiProblemInternalError"];
            503: components["responses"]["JsonApiProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    getAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetResponse"];
                };
            };
            401: components["responses"]["JsonApiProblemAuthenticationRequired"];
            403: components["responses"]["JsonApiProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailable"];
            404: components["responses"]["JsonApiProblemNotFound"];
            409: components["responses"]["JsonApiProblemWorkspaceChanged"];
            429: components["responses"]["JsonApiProblemRateLimited"];
            500: components["responses"]["JsonApiProblemInternalError"];
            503: components["responses"]["JsonApiProblemDatabaseUnavailableOrShuttingDownOrStorageUnavailableOrStorageNotConfigured"];
            default: components["responses"]["Error"];
        };
    };
    deleteAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the object. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["JsonApiProblemAuthenticationRequired"];
            403: components["responses"]["JsonApiProblemAccessDeniedOrAccountSuspendedOrPasswordResetRequiredOrWorkspaceUnavailableOrNoSeatsLeftOrWorkspaceEnding"];
            404: components["responses"]["JsonApiProblemNotFound"];
            409: components["responses"]["JsonApiProblemWorkspaceChanged"];
            429: components["responses"]["JsonApiProblemRateLimited"];
            500: components["responses"]["JsonApiProblemInternalError"];
            503: components["responses"]["JsonApiProblemDatabaseUnavailableOrShuttingDown"];
            default: components["responses"]["Error"];
        };
    };
    eventHappened: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the callback: the same whenever it is repeated. */
                "webhook-id": string;
                /** @description When this attempt was sent, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description One or two signatures, separated by a space: `v1,` and the HMAC-SHA256 in base64 of `<webhook-id>.<webhook-timestamp>.<body>`. Absent while the account has no secret. */
                "webhook-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Any 2xx status within 10 seconds accepts the event, and 410 disables the endpoint; otherwise it is sent again, ten times within three days. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    renderEnded: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the callback: the same whenever it is repeated. */
                "webhook-id": string;
                /** @description When this attempt was sent, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description One or two signatures, separated by a space: `v1,` and the HMAC-SHA256 in base64 of `<webhook-id>.<webhook-timestamp>.<body>`. Absent while the account has no secret. */
                "webhook-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenderCallback"];
            };
        };
        responses: {
            /** @description Any status from 200 to 399 within 10 seconds ends the callback; otherwise it is repeated, ten times within about an hour. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    renderFileStored: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the callback: the same whenever it is repeated. */
                "webhook-id": string;
                /** @description When this attempt was sent, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description One or two signatures, separated by a space: `v1,` and the HMAC-SHA256 in base64 of `<webhook-id>.<webhook-timestamp>.<body>`. Absent while the account has no secret. */
                "webhook-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileCallback"];
            };
        };
        responses: {
            /** @description Any status from 200 to 399 within 10 seconds ends the callback; otherwise it is repeated, ten times within about an hour. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    sourceEnded: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the callback: the same whenever it is repeated. */
                "webhook-id": string;
                /** @description When this attempt was sent, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description One or two signatures, separated by a space: `v1,` and the HMAC-SHA256 in base64 of `<webhook-id>.<webhook-timestamp>.<body>`. Absent while the account has no secret. */
                "webhook-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SourceCallback"];
            };
        };
        responses: {
            /** @description Any status from 200 to 399 within 10 seconds ends the callback; otherwise it is repeated, ten times within about an hour. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    renditionEnded: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the callback: the same whenever it is repeated. */
                "webhook-id": string;
                /** @description When this attempt was sent, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description One or two signatures, separated by a space: `v1,` and the HMAC-SHA256 in base64 of `<webhook-id>.<webhook-timestamp>.<body>`. Absent while the account has no secret. */
                "webhook-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenditionCallback"];
            };
        };
        responses: {
            /** @description Any status from 200 to 399 within 10 seconds ends the callback; otherwise it is repeated, ten times within about an hour. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
