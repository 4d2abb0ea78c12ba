import { Module } from '@nestjs/common';
import { DataSubjectService } from './data-subject.service';

@Module({ providers: [DataSubjectService], exports: [DataSubjectService] })
export class DataSubjectJobsModule {}
