import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An edit that is saved to be rendered again with other merge fields. */
@Entity('render_templates')
export class RenderTemplate {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('text')
  name: string;

  /** The edit as it was sent, including placeholders. Up to 10 MB, so it is only read on request. */
  @Column('json', { select: false })
  template: object;

  /** Grows with every change. */
  @Column('integer')
  revision: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
