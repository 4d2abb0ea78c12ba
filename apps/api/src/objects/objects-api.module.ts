import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ObjectsController } from './objects.controller';
import { ObjectsService } from './objects.service';

@Module({ imports: [StorageModule], controllers: [ObjectsController], providers: [ObjectsService] })
export class ObjectsApiModule {}
