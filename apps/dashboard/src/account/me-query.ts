import { answerOf, api } from '../api/client';

/** The signed-in user with workspace, plan and tokens. */
export const meQuery = { queryKey: ['me'], queryFn: () => answerOf(api.GET('/api/auth/me')) };
