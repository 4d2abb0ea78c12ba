import { answerOf, api } from '../api/client';
import { queryKeys } from '../api/query-keys';

/** The signed-in user with workspace, plan and tokens. */
export const meQuery = { queryKey: queryKeys.me, queryFn: () => answerOf(api.GET('/api/auth/me')) };
