import type { RenderTemplate } from '@app/render-proxy';
import { ApiProperty } from '@nestjs/swagger';

class ChangedTemplate {
  @ApiProperty({ example: 'Template Successfully Created' })
  message: string;

  @ApiProperty({ format: 'uuid' })
  id: string;
}

export class TemplateResponse {
  @ApiProperty({ example: true })
  success: boolean;

  @ApiProperty({ example: 'Created' })
  message: string;

  @ApiProperty()
  response: ChangedTemplate;

  static created(id: string): TemplateResponse {
    return { success: true, message: 'Created', response: { message: 'Template Successfully Created', id } };
  }

  static updated(id: string): TemplateResponse {
    return { success: true, message: 'OK', response: { message: 'Template Successfully Updated', id } };
  }
}

class TemplateData {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ format: 'uuid' })
  owner: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The edit as it was saved, placeholders included.',
  })
  template: object;
}

export class TemplateDataResponse {
  @ApiProperty({ example: true })
  success: boolean;

  @ApiProperty({ example: 'OK' })
  message: string;

  @ApiProperty()
  response: TemplateData;

  static of({ id, name, userId, template }: RenderTemplate): TemplateDataResponse {
    return { success: true, message: 'OK', response: { id, name, owner: userId, template } };
  }
}

class TemplateListItem {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ format: 'date-time' })
  created: string;

  @ApiProperty({ format: 'date-time' })
  updated: string;
}

class TemplateList {
  @ApiProperty({ format: 'uuid' })
  owner: string;

  @ApiProperty({ type: [TemplateListItem] })
  templates: TemplateListItem[];
}

export class TemplateListResponse {
  @ApiProperty({ example: true })
  success: boolean;

  @ApiProperty({ example: 'OK' })
  message: string;

  @ApiProperty()
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
