import type { Readable } from 'node:stream';
import { Public } from '@app/auth';
import { Body, Controller, Get, Head, HttpCode, Put, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { ReadBody } from '../http/body/request-body';
import { type ObjectRequest, ObjectsService } from './objects.service';

/**
 * Serves objects of the local store at signed addresses, which are their own credential. Not in the documentation,
 * because clients never build them.
 */
@Public()
@SkipThrottle()
@ApiExcludeController()
@Controller('objects')
export class ObjectsController {
  constructor(private readonly objects: ObjectsService) {}

  @Head('*')
  async look(@Req() request: ObjectRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.objects.read(request, reply);
  }

  @Get('*')
  async read(@Req() request: ObjectRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.objects.read(request, reply);
  }

  @Put('*')
  @HttpCode(200)
  @ReadBody({ stream: true })
  async write(@Req() request: ObjectRequest, @Body() body: Readable | undefined): Promise<void> {
    await this.objects.write(request, body);
  }
}
