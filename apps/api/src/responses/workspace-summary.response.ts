import type { WorkspaceRole, WorkspaceSummary } from '@app/auth';
import type { Uuid } from '../http/field-types';

export class WorkspaceSummaryResponse {
  /** Id of the workspace. */
  id: Uuid;

  /**
   * Name of the workspace.
   * @example "Ada's team"
   */
  name: string;

  /** Your role in the workspace. */
  role: WorkspaceRole;

  static of({ id, name, role }: WorkspaceSummary): WorkspaceSummaryResponse {
    return { id, name, role };
  }
}
