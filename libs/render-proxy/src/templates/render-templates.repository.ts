import { newId, type Owner, ownedBy } from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { tooManyTemplates } from '../render-proxy.errors';
import { RenderTemplate } from './render-template.entity';

/** For each owner: a list of all of them is one answer. */
const MOST_TEMPLATES = 1_000;

export type TemplateContent = Pick<RenderTemplate, 'name' | 'template'>;

/** Saved edits. What is saved may have placeholders everywhere, so it is checked when it is rendered. */
@Injectable()
export class RenderTemplatesRepository {
  constructor(@InjectRepository(RenderTemplate) private readonly rows: Repository<RenderTemplate>) {}

  /** @throws too_many_templates */
  async create(owner: Owner, { name, template }: TemplateContent, manager: EntityManager): Promise<string> {
    // One after the other for each owner, or all of them would see the same room.
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('render_templates ' || $1, 0))`, [
      owner.ownerId,
    ]);
    const id = newId();
    const [created] = await manager.query<unknown[]>(
      `insert into render_templates (id, user_id, name, template)
       select $1, $2, $3, $4 where (select count(*) from render_templates where user_id = $2) < ${MOST_TEMPLATES} returning id`,
      [id, owner.ownerId, name, JSON.stringify(template)],
    );
    if (!created) throw tooManyTemplates(`An account can have at most ${MOST_TEMPLATES} templates.`);
    return id;
  }

  /** All of them without their content, newest first. */
  list(owner: Owner): Promise<RenderTemplate[]> {
    return this.rows.find({ where: ownedBy<RenderTemplate>(owner), order: { createdAt: 'DESC', id: 'DESC' } });
  }

  /** With its content; null for one that does not exist and for other people's alike. */
  find(owner: Owner, id: string): Promise<RenderTemplate | null> {
    return this.rows
      .createQueryBuilder('template')
      .addSelect('template.template')
      .where(ownedBy<RenderTemplate>(owner, { id }))
      .getOne();
  }

  /** False when there is no such template. */
  async replace(owner: Owner, id: string, { name, template }: TemplateContent): Promise<boolean> {
    const { affected } = await this.rows.update(ownedBy<RenderTemplate>(owner, { id }), {
      name,
      template,
      updatedAt: () => 'clock_timestamp()',
    });
    return affected === 1;
  }

  /** False when there is no such template. */
  async delete(owner: Owner, id: string): Promise<boolean> {
    const { affected } = await this.rows.delete(ownedBy<RenderTemplate>(owner, { id }));
    return affected === 1;
  }
}
