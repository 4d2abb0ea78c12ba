import { Refusal } from '../platform/call';

interface GraphError {
  subcode?: number;
  status?: number;
  type?: string;
  is_transient?: boolean;
  error_user_title?: string;
  error_user_msg?: string;
  error_data?: object;
}

/** The body of an error of the Graph API. */
export function graphError(code: number, message: string, more: GraphError = {}): object {
  const { subcode, status: _status, type = 'OAuthException', ...rest } = more;
  return {
    error: {
      message,
      type,
      code,
      ...(subcode !== undefined && { error_subcode: subcode }),
      ...rest,
      fbtrace_id: 'Aemulator',
    },
  };
}

export const graphFailure = (code: number, message: string, more: GraphError = {}): Refusal =>
  new Refusal({ status: more.status ?? 400, body: graphError(code, message, more) });

const TOKEN_MESSAGES: Readonly<Record<number, string>> = {
  458: 'Error validating access token: The user has not authorized application.',
  460: 'Error validating access token: The session has been invalidated because the user changed their password.',
  463: 'Error validating access token: Session has expired.',
};

/** Error 190: the token is no longer valid. */
export const tokenFailure = (subcode: number | undefined, status: number): Refusal =>
  graphFailure(190, TOKEN_MESSAGES[subcode ?? 0] ?? 'Invalid OAuth access token.', { subcode, status });
