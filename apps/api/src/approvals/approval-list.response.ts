import type { Cursor } from '../http/field-types';
import { ApprovalResponse } from '../responses/approval.response';

export class ApprovalListResponse {
  /** One page of requests and decisions, newest first. */
  approvals: ApprovalResponse[];

  next_cursor: Cursor | null;
}
