import { changesOne, newId, type Owner, ownedBy } from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { templateChanged, templateStorageFull, tooManyTemplates } from '../render-proxy.errors';
import { RenderTemplate } from './render-template.entity';

/** Maximum per owner: one answer lists all of them. */
const MOST_TEMPLATES = 1_000;
/** Maximum size of all templates of an owner as JSON. */
const MOST_BYTES = 100 * 2 ** 20;

/** The template of an owner in the revision that the caller has read. */
const AS_READ = 'id = $1 and user_id = $2 and ($3::integer is null or revision = $3)';

export type TemplateContent = Pick<RenderTemplate, 'name' | 'template'>;

/** Saved edits. A saved edit may have placeholders everywhere, so it is only checked when it is rendered. */
@Injectable()
export class RenderTemplatesRepository {
  constructor(@InjectRepository(RenderTemplate) private readonly rows: Repository<RenderTemplate>) {}

  /** @throws too_many_templates, template_storage_full */
  async create(owner: Owner, { name, template }: TemplateContent, manager: EntityManager): Promise<string> {
    const json = JSON.stringify(template);
    const { templates } = await this.reserve(owner, Buffer.byteLength(json), manager);
    if (templates >= MOST_TEMPLATES) throw tooManyTemplates(`An account can have at most ${MOST_TEMPLATES} templates.`);
    const id = newId();
    await manager.query(
      'insert into render_templates (id, user_id, name, template, bytes) values ($1, $2, $3, $4, $5)',
      [id, owner.ownerId, name, json, Buffer.byteLength(json)],
    );
    return id;
  }

  /** All of them without their content, newest first. */
  list(owner: Owner): Promise<RenderTemplate[]> {
    return this.rows.find({ where: ownedBy<RenderTemplate>(owner), order: { createdAt: 'DESC', id: 'DESC' } });
  }

  /** With its content; null for one that does not exist and for one of another account. */
  find(owner: Owner, id: string): Promise<RenderTemplate | null> {
    return this.rows
      .createQueryBuilder('template')
      .addSelect('template.template')
      .where(ownedBy<RenderTemplate>(owner, { id }))
      .getOne();
  }

  /**
   * @param revision the one that the caller has read; undefined: any
   * @returns the new revision; undefined when no such template exists
   * @throws template_storage_full, template_changed
   */
  async replace(
    owner: Owner,
    id: string,
    { name, template }: TemplateContent,
    revision: number | undefined,
  ): Promise<number | undefined> {
    const json = JSON.stringify(template);
    return this.rows.manager.transaction(async (manager) => {
      await this.reserve(owner, Buffer.byteLength(json), manager, id);
      const [[replaced]] = await manager.query<[{ revision: number }[], number]>(
        `update render_templates set name = $4, template = $5, bytes = $6, revision = revision + 1, updated_at = clock_timestamp()
         where ${AS_READ} returning revision`,
        [id, owner.ownerId, revision, name, json, Buffer.byteLength(json)],
      );
      return replaced ? replaced.revision : this.refuseChanged(owner, id, manager);
    });
  }

  /**
   * False when no such template exists.
   * @param revision the one that the caller has read; undefined: any
   * @throws template_changed
   */
  async delete(owner: Owner, id: string, revision: number | undefined): Promise<boolean> {
    const { manager } = this.rows;
    const isDeleted = await changesOne(manager, `delete from render_templates where ${AS_READ}`, [
      id,
      owner.ownerId,
      revision,
    ]);
    if (!isDeleted) await this.refuseChanged(owner, id, manager);
    return isDeleted;
  }

  /** @throws template_changed if the template exists, in another revision */
  private async refuseChanged(owner: Owner, id: string, manager: EntityManager): Promise<undefined> {
    if (await manager.existsBy(RenderTemplate, ownedBy<RenderTemplate>(owner, { id }))) throw templateChanged();
  }

  /**
   * Serialises writers per owner; otherwise all requests would see the same free space. `replaced` is about to free its
   * space.
   */
  private async reserve(
    { ownerId }: Owner,
    bytes: number,
    manager: EntityManager,
    replaced: string | null = null,
  ): Promise<{ templates: number }> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('render_templates ' || $1, 0))`, [ownerId]);
    const [used] = await manager.query<[{ templates: number; bytes: string }]>(
      `select count(*)::int as templates, coalesce(sum(bytes) filter (where id is distinct from $2), 0) as bytes
       from render_templates where user_id = $1`,
      [ownerId, replaced],
    );
    if (Number(used.bytes) + bytes > MOST_BYTES)
      throw templateStorageFull(`The templates of an account can have at most ${MOST_BYTES / 2 ** 20} MB in total.`);
    return used;
  }
}
