import { Injectable } from '@nestjs/common';

/** What one part of the product knows about a person. */
export interface PersonalDataSource {
  /** snake_case, unique; the section in the archive. */
  name: string;
  /** Rows by kind, as JSON takes them: without secrets, their hashes, or other people's data. */
  read(userId: string): Promise<Record<string, object[]>>;
}

/** The list of everything that knows something about people. Each module of the worker registers its own in `onModuleInit`. */
@Injectable()
export class DataExportService {
  private readonly sources: PersonalDataSource[] = [];

  register(source: PersonalDataSource): void {
    this.sources.push(source);
  }

  /** The archive as JSON, piece by piece: one source is in memory at a time. */
  async *archive(userId: string): AsyncGenerator<string> {
    yield `{\n"account_id": ${JSON.stringify(userId)},\n"created_at": ${JSON.stringify(new Date().toISOString())}`;
    for (const source of this.sources)
      yield `,\n${JSON.stringify(source.name)}: ${JSON.stringify(await source.read(userId), undefined, 2)}`;
    yield '\n}\n';
  }
}
