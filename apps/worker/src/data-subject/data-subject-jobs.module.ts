import { Module } from '@nestjs/common';
import { AccountErasureService } from './account-erasure.service';
import { DataExportService } from './data-export.service';

/** Imported by every module of the worker that keeps something about people. */
@Module({ providers: [AccountErasureService, DataExportService], exports: [AccountErasureService, DataExportService] })
export class DataSubjectJobsModule {}
