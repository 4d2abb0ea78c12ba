import type { RenderTemplate } from '@app/render-proxy';
import type { Count, EditDocument, Instant, Uuid } from '../http/field-types';

class ChangedTemplate {
  /**
   * Says what happened, for people.
   * @example "Template Successfully Created"
   */
  message: string;

  /** Id of the template. */
  id: Uuid;
}

export class TemplateResponse {
  /** Always true. */
  success: boolean;

  /**
   * Shotstack's word for the status.
   * @example "Created"
   */
  message: string;

  /** The template that was saved. */
  response: ChangedTemplate;

  static created(id: string): TemplateResponse {
    return { success: true, message: 'Created', response: { message: 'Template Successfully Created', id } };
  }

  static updated(id: string): TemplateResponse {
    return { success: true, message: 'OK', response: { message: 'Template Successfully Updated', id } };
  }
}

class TemplateData {
  /** Id of the template. */
  id: Uuid;

  /**
   * Name of the template.
   * @example "Weekly highlights"
   */
  name: string;

  /** Id of the account that the template belongs to. */
  owner: Uuid;

  /** The edit as it was saved, including placeholders. */
  template: EditDocument;

  /** Number of the revision, as in `ETag`; changes with every change. */
  revision: Count;
}

export class TemplateDataResponse {
  /** Always true. */
  success: boolean;

  /**
   * Shotstack's word for the status.
   * @example "OK"
   */
  message: string;

  /** The template. */
  response: TemplateData;

  static of({ id, name, userId, template, revision }: RenderTemplate): TemplateDataResponse {
    return { success: true, message: 'OK', response: { id, name, owner: userId, template, revision } };
  }
}

class TemplateListItem {
  /** Id of the template. */
  id: Uuid;

  /**
   * Name of the template.
   * @example "Weekly highlights"
   */
  name: string;

  /** When the template was created. */
  created: Instant;

  /** When the template was last replaced. */
  updated: Instant;
}

class TemplateList {
  /** Id of the account that the templates belong to. */
  owner: Uuid;

  /** All templates, newest first. */
  templates: TemplateListItem[];
}

export class TemplateListResponse {
  /** Always true. */
  success: boolean;

  /**
   * Shotstack's word for the status.
   * @example "OK"
   */
  message: string;

  /** The templates of the account. */
  response: TemplateList;

  static of(owner: string, rows: readonly RenderTemplate[]): TemplateListResponse {
    const templates = rows.map(({ id, name, createdAt, updatedAt }) => ({
      id,
      name,
      created: createdAt.toISOString(),
      updated: updatedAt.toISOString(),
    }));
    return { success: true, message: 'OK', response: { owner, templates } };
  }
}
