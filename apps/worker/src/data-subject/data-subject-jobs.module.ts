import { Module } from '@nestjs/common';
import { AccountErasure } from './account-erasure.service';
import { PersonalData } from './data-export.service';

/** Imported by every module of the worker that keeps something about people. */
@Module({ providers: [AccountErasure, PersonalData], exports: [AccountErasure, PersonalData] })
export class PersonalDataModule {}
