import { ApprovalResponse } from '../responses/approval.response';

export class ApprovalListResponse {
  /** Requests and decisions, newest first. */
  approvals: ApprovalResponse[];
}
